"use client";

import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Badge, type Tone } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from "@/components/ui/menu";
import { useFormat } from "@/components/ui/use-format";
import { SENTIMENTS } from "@/lib/contracts/entities";
import type { PostCard } from "@/lib/contracts/posts";
import { useCorrect } from "./use-correct";

const SIGNS = { negative: "−", neutral: "·", positive: "+" } as const;

/** What the post feels; for those who may, a menu that corrects it. */
export function SentimentChip({ post }: { post: PostCard }) {
  const t = useTranslations("feed");
  const names = useTranslations("filters");
  const { can } = useProject();
  const tone: Tone = post.sentiment ?? "plain";
  const word = post.sentiment ? names(post.sentiment) : t(post.readState === "read" ? "pending" : post.readState);
  const body = (
    <>
      {post.sentiment ? <span aria-hidden="true">{SIGNS[post.sentiment]}</span> : null}
      {word}
      {post.correction ? <span className="font-normal">({t("correctedMark")})</span> : null}
    </>
  );
  if (!can("post:correct") || post.text === null) return <Badge tone={tone}>{body}</Badge>;
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" aria-label={t("correct", { name: word })} className="tap rounded-sm">
          <Badge tone={tone} className={cx("hover:bg-sunken")}>
            {body}
            <Icon name="chevronDown" size={10} />
          </Badge>
        </button>
      }
    >
      <SentimentMenu post={post} />
    </Menu>
  );
}

function SentimentMenu({ post }: { post: PostCard }) {
  const t = useTranslations("feed");
  const names = useTranslations("filters");
  const format = useFormat();
  const correct = useCorrect();
  const { model, correction } = post;
  const hint = (at: number) => (model ? format.percent(model.probabilities[at] ?? 0) : undefined);
  return (
    <>
      <MenuLabel>{t("correctTitle")}</MenuLabel>
      <MenuRadio
        value={post.sentiment}
        onValueChange={(sentiment) => correct.mutate({ post, sentiment })}
        options={SENTIMENTS.map((value, at) => ({ value, label: names(value), hint: hint(at) }))}
      />
      {model ? (
        <MenuLabel>
          {t("modelSays", { name: names(model.sentiment), percent: format.percent(Math.max(...model.probabilities)) })}
        </MenuLabel>
      ) : null}
      {correction ? (
        <>
          <MenuSeparator />
          <MenuLabel>{t("corrected", { name: correction.by })}</MenuLabel>
          <MenuItem icon="undo" onSelect={() => correct.mutate({ post, sentiment: null })}>
            {t("takeBack")}
          </MenuItem>
        </>
      ) : null}
    </>
  );
}
