"use client";

import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FindingText } from "@/components/charts/finding-text";
import { ShareBar } from "@/components/charts/share-bar";
import { useProject } from "@/components/shell/project-context";
import { TextLink } from "@/components/ui/button";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { topicsFinding } from "@/lib/charts/findings";
import { type TopicRow, topicRows } from "@/lib/charts/topic-model";
import { pagePath } from "@/lib/client/paths";
import { useOverviewQuery, usePostsHref, useTopics } from "./use-overview";

const TOP = 8;

/** Topics with their change and how they feel. */
export function TopicsPanel({ className }: { className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const { scope } = useProject();
  const query = useOverviewQuery("topics");
  const topics = useTopics();
  const rows = useMemo(
    () => (query.data && topics.data ? topicRows(query.data, topics.data) : null),
    [query.data, topics.data],
  );
  const finding = rows ? topicsFinding(rows) : null;
  return (
    <ChartFrame
      className={className}
      name={t("topics")}
      title={finding ? <FindingText finding={finding} /> : t("topics")}
      subtitle={t("topicsSub")}
      definition={t("topicsDef")}
      query={{ ...query, isPending: query.isPending || topics.isPending }}
      height={296}
      isEmpty={rows?.length === 0}
      empty={{
        text: t("topicsEmpty"),
        action: <TextLink href={pagePath(scope, "topics")}>{t("addTopics")}</TextLink>,
      }}
      isTableItself
      table={
        rows
          ? {
              header: [
                t("topic"),
                charts("metric_posts"),
                charts("change"),
                charts("sentiment_positive"),
                charts("sentiment_neutral"),
                charts("sentiment_negative"),
                charts("metric_netSentiment"),
              ],
              rows: rows.map((row) => [
                row.name,
                row.postCount,
                row.changeRatio,
                row.counts.positive,
                row.counts.neutral,
                row.counts.negative,
                row.net?.net ?? null,
              ]),
              shown: rows.map((row) => [row.name, format.integer(row.postCount)]),
            }
          : null
      }
      seePosts={{ href: pagePath(scope, "topics"), label: t("allTopics") }}
    >
      {({ isFull }) => (rows ? <TopicTable rows={isFull ? rows : rows.slice(0, TOP)} of={rows.length} /> : null)}
    </ChartFrame>
  );
}

function TopicTable({ rows, of }: { rows: readonly TopicRow[]; of: number }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const postsHref = usePostsHref();
  return (
    <Table caption={t("topics")}>
      <thead>
        <tr>
          <Th>{t("topic")}</Th>
          <Th isNumber>{charts("metric_posts")}</Th>
          <Th isNumber className="max-sm:hidden">
            {charts("change")}
          </Th>
          <Th isNumber>{t("feeling")}</Th>
          <Th isNumber>{t("net")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="hover:bg-sunken">
            <RowTh className="max-w-40 truncate">
              <Link
                href={postsHref({ filter: { topics: [row.id] } })}
                title={row.name}
                className="inline-flex max-w-full items-center gap-2 hover:text-signal hover:underline"
              >
                <span aria-hidden="true" className="size-2 shrink-0 rounded-xs" style={{ background: row.colour }} />
                <span className="truncate">{row.name}</span>
              </Link>
            </RowTh>
            <Td isNumber>{format.integer(row.postCount)}</Td>
            <Td isNumber className="text-ink-2 max-sm:hidden">
              {row.changeRatio === null ? "–" : format.change(row.changeRatio)}
            </Td>
            <Td isNumber>
              <ShareBar counts={row.counts} className="w-30 max-sm:w-16" />
            </Td>
            <Td isNumber>
              {row.net ? (
                <>
                  {format.signed(Math.round(row.net.net))}
                  <span className="text-ink-3"> ± {format.integer(Math.ceil(row.net.margin))}</span>
                </>
              ) : (
                "–"
              )}
            </Td>
          </tr>
        ))}
        {of > rows.length ? (
          <tr className="text-ink-3">
            <RowTh colSpan={5}>{charts("others", { count: String(of - rows.length), of: String(of) })}</RowTh>
          </tr>
        ) : null}
      </tbody>
    </Table>
  );
}
