"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Badge } from "@/components/ui/badge";
import { Segmented } from "@/components/ui/segmented";
import { useFormat } from "@/components/ui/use-format";
import { strongestWords, type WhyView as View, type WhyPart, whyParts, whySum } from "@/lib/charts/why-model";
import type { PostCard } from "@/lib/contracts/posts";
import type { Explanation, NearPost, PostWhy, WhyHead } from "@/lib/contracts/why";
import { useLabelNames } from "./use-label-names";
import { markOf, WhyTable, WhyWords } from "./why-words";

export type WhyViewProps = { post: PostCard; head: WhyHead; why: Extract<PostWhy, { state: "ready" }> };

/** The words of a post, which way each pulls, what they add up to, and posts that read alike. */
export function WhyView({ post, head, why }: WhyViewProps) {
  const t = useTranslations("why");
  const [view, setView] = useState<View>("terms");
  const nameOf = useLabelNames(head);
  const { explanation, nearest, modelVersion } = why;
  const text = post.text ?? "";
  const label = nameOf(explanation.labels[explanation.label] ?? "");
  const parts = whyParts(text, explanation, view);
  return (
    <div className="flex flex-col gap-3">
      {head === "sentiment" && post.correction ? <p className="text-ink-2">{t("corrected", { label })}</p> : null}
      <Segmented
        aria-label={t("view")}
        value={view}
        onValueChange={setView}
        options={(["terms", "drop"] as const).map((value) => ({ value, label: t(`view_${value}`) }))}
        className="self-start"
      />
      <WhyWords parts={parts} lang={post.lang} />
      <Legend label={label} />
      <Strongest parts={parts} />
      {view === "terms" ? (
        <SumLine explanation={explanation} label={label} nameOf={nameOf} />
      ) : (
        <p className="text-ink-2">{t("dropExplained", { label })}</p>
      )}
      {explanation.isCut ? <p className="text-ink-2">{t("cut")}</p> : null}
      <details>
        <summary className="cursor-pointer text-signal text-xs">{t("table")}</summary>
        <WhyTable text={text} explanation={explanation} label={label} />
      </details>
      <Nearest nearest={nearest} nameOf={nameOf} />
      <p className="border-line border-t pt-2 text-ink-3 text-xs">{t("version", { version: modelVersion })}</p>
    </div>
  );
}

function Legend({ label }: { label: string }) {
  const t = useTranslations("why");
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
      <span className={markOf(1, 2)}>{t("legendTowards", { label })}</span>
      <span className={markOf(-1, 2)}>{t("legendAgainst")}</span>
      <span className="text-ink-3">{t("legendStrength")}</span>
    </p>
  );
}

function Strongest({ parts }: { parts: readonly WhyPart[] }) {
  const t = useTranslations("why");
  const { towards, against } = strongestWords(parts);
  const list = (words: readonly string[]) => words.join(" · ");
  return (
    <p>
      {towards.length > 0 ? `${t("towards", { words: list(towards) })} ` : null}
      {against.length > 0 ? t("against", { words: list(against) }) : null}
      {towards.length + against.length === 0 ? t("noWords") : null}
    </p>
  );
}

type SumLineProps = { explanation: Explanation; label: string; nameOf: (label: string) => string };

function SumLine({ explanation, label, nameOf }: SumLineProps) {
  const t = useTranslations("why");
  const format = useFormat();
  const { bias, words, rest, logit, next } = whySum(explanation);
  const signed = (value: number) => format.signed(value, 2);
  return (
    <p className="text-ink-2">
      {t("sum", { bias: signed(bias), words: signed(words), rest: signed(rest), logit: signed(logit), label })}{" "}
      {next ? t("sumNext", { label: nameOf(next.label), logit: signed(next.logit) }) : t("sumYes")}
    </p>
  );
}

function Nearest({ nearest, nameOf }: { nearest: readonly NearPost[]; nameOf: (label: string) => string }) {
  const t = useTranslations("why");
  const format = useFormat();
  return (
    <section aria-label={t("nearest")}>
      <h3 className="text-sm">{t("nearest")}</h3>
      {nearest.length === 0 ? <p className="mt-1 text-ink-3">{t("nearestNone")}</p> : null}
      <ul>
        {nearest.map((post) => (
          <li key={post.id} className="border-line border-t py-2 first:border-t-0">
            <p lang={post.lang ?? undefined} dir="auto" className="line-clamp-2 break-words">
              {post.text}
            </p>
            <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-3 text-xs">
              <Badge>{post.label === null ? t("labelNone") : nameOf(post.label)}</Badge>
              {post.isChecked ? <span className="font-semibold text-signal">{t("checked")}</span> : null}
              <span>@{post.handle}</span>
              <span>{t("alike", { value: format.percent(Math.max(0, post.similarity)) })}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
