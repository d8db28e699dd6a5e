"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { FindingText } from "@/components/charts/finding-text";
import { useView } from "@/components/filters/use-view";
import { useProject } from "@/components/shell/project-context";
import { RelativeTime } from "@/components/ui/now";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { digestOf } from "@/lib/charts/digest";
import type { Finding } from "@/lib/charts/findings";
import { topicRows } from "@/lib/charts/topic-model";
import { useOverviewQuery, usePostsHref, useSpan, useTopics } from "./use-overview";

/** The posts behind a finding; null where it is about all of them. */
function useFindingHref() {
  const postsHref = usePostsHref();
  const span = useSpan();
  return (finding: Finding): string | null => {
    switch (finding.kind) {
      case "peak":
        return postsHref({
          range: span(finding.at, finding.end),
          ...(finding.of === "negative" ? { filter: { sentiments: ["negative"] } } : {}),
        });
      case "netLow":
        return postsHref({ range: span(finding.at, finding.end) });
      case "driver":
      case "without":
      case "topicGrew":
      case "topicWorst":
        return postsHref({ filter: { topics: [finding.topicId] } });
      case "author":
        return postsHref({ filter: { authors: [finding.authorId] }, sort: "engagement" });
      default:
        return null;
    }
  };
}

/** The page's headline and what changed and why, in words. */
export function DigestPanel() {
  const t = useTranslations("overview");
  const sentiment = useOverviewQuery("sentiment");
  const topicSplit = useOverviewQuery("topics");
  const authors = useOverviewQuery("authors");
  const topics = useTopics();
  const hrefOf = useFindingHref();
  const digest = useMemo(() => {
    if (!sentiment.data) return null;
    const rows = topicSplit.data && topics.data ? topicRows(topicSplit.data, topics.data) : null;
    return digestOf({ sentimentOverTime: sentiment.data, topics: rows, authors: authors.data ?? null });
  }, [sentiment.data, topicSplit.data, topics.data, authors.data]);
  return (
    <header className="pt-5.5 pb-5">
      <h1 className="min-h-8.5 max-w-4xl text-2xl max-sm:text-xl">
        {digest ? (
          <FindingText finding={digest.headline} />
        ) : sentiment.isPending ? (
          <>
            <span className="sr-only">{t("title")}</span>
            <Skeleton className="mt-1 h-6 w-96 max-w-full" />
          </>
        ) : (
          t("title")
        )}
      </h1>
      <PageLine />
      <section aria-label={t("digest")} className="mt-3.5 min-h-18 max-w-4xl border-signal border-l-3 py-0.5 pl-4">
        {digest ? (
          <ul className="flex flex-col gap-1">
            {digest.lines.map((line) => (
              <li key={line[0].kind}>
                {line.map((finding, index) => (
                  <span key={finding.kind}>
                    {index > 0 ? <Separator /> : null}
                    <FindingText finding={finding} isLine href={hrefOf(finding)} />
                  </span>
                ))}
                <Stop />
              </li>
            ))}
          </ul>
        ) : sentiment.isPending ? (
          <div role="status" aria-label={t("digest")} className="flex flex-col gap-2.5 py-1">
            <Skeleton className="h-3.5 w-4/5" />
            <Skeleton className="h-3.5 w-3/5" />
            <Skeleton className="h-3.5 w-2/3" />
          </div>
        ) : (
          <p className="text-ink-2">{t("nothingYet")}</p>
        )}
      </section>
    </header>
  );
}

function Separator() {
  const t = useTranslations("overview");
  return t("semicolon");
}
function Stop() {
  const t = useTranslations("overview");
  return t("stop");
}

/** "Overview · 1–30 March 2026, Europe/Berlin · updated 40 s ago". */
function PageLine() {
  const t = useTranslations("overview");
  const filters = useTranslations("filters");
  const format = useFormat();
  const { project } = useProject();
  const { view } = useView();
  const { data } = useOverviewQuery("figures");
  const isAll = "preset" in view.range && view.range.preset === "all";
  return (
    <p className="mt-1 min-h-5 text-ink-3 text-sm">
      {t("title")}
      {data ? (
        <>
          {" · "}
          {isAll ? filters("range_all") : format.range(data.range.from, data.range.to)}, {project.timeZone}
          {data.countedAt ? (
            <>
              {" · "}
              {t.rich("updated", { ago: () => <RelativeTime at={data.countedAt ?? ""} /> })}
            </>
          ) : null}
        </>
      ) : null}
    </p>
  );
}
