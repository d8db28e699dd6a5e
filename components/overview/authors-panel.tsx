"use client";

import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FindingText } from "@/components/charts/finding-text";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { useNames } from "@/components/ui/use-names";
import { authorsFinding } from "@/lib/charts/findings";
import { rankedRows } from "@/lib/charts/ranked-model";
import { OVERVIEW_LIMITS } from "@/lib/client/overview";
import type { MetricAnswer } from "@/lib/contracts/metrics";
import { useOverviewQuery, usePostsHref } from "./use-overview";

const SHOWN = 8;

/** Accounts whose posts drew the most engagement. */
export function AuthorsPanel({ className }: { className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const names = useNames();
  const query = useOverviewQuery("authors");
  const postsHref = usePostsHref();
  const rows = useMemo(() => (query.data ? authorRows(query.data) : null), [query.data]);
  const finding = useMemo(() => {
    if (!query.data) return null;
    return authorsFinding(
      rankedRows(query.data, { dimension: "author", metric: "engagement", top: SHOWN, isPartition: true }),
    );
  }, [query.data]);
  const net = (value: number | null) => (value === null ? "–" : format.signed(Math.round(value)));
  return (
    <ChartFrame
      className={className}
      name={t("authors")}
      title={finding ? <FindingText finding={finding} /> : t("authors")}
      subtitle={t("authorsSub")}
      definition={t("authorsDef")}
      query={query}
      height={296}
      isEmpty={rows?.length === 0}
      isTableItself
      table={
        rows
          ? {
              header: [
                t("author"),
                t("platform"),
                charts("metric_engagement"),
                charts("metric_posts"),
                charts("metric_reach"),
                t("net"),
              ],
              rows: rows.map((row) => [row.name, row.platform, row.engagement, row.posts, row.reach, row.net]),
              shown: rows.map((row) => [row.name, names.platform(row.platform), format.integer(row.engagement)]),
            }
          : null
      }
    >
      {({ isFull }) => (
        <Table caption={t("authors")}>
          <thead>
            <tr>
              <Th>{t("author")}</Th>
              <Th isNumber>{charts("metric_engagement")}</Th>
              <Th isNumber>{charts("metric_posts")}</Th>
              <Th isNumber className="max-sm:hidden">
                {charts("metric_reach")}
              </Th>
              <Th isNumber>{t("net")}</Th>
            </tr>
          </thead>
          <tbody>
            {(isFull ? rows : rows?.slice(0, SHOWN))?.map((row) => (
              <tr key={row.id} className="hover:bg-sunken">
                <RowTh className="max-w-36 truncate">
                  <Link
                    href={postsHref({ filter: { authors: [row.id] }, sort: "engagement" })}
                    title={row.name}
                    className="hover:text-signal hover:underline"
                  >
                    {row.name}
                  </Link>
                  <span className="ml-1.5 font-normal text-ink-3 text-xs">{names.platform(row.platform)}</span>
                </RowTh>
                <Td isNumber className="font-semibold">
                  {format.compact(row.engagement)}
                </Td>
                <Td isNumber>{format.integer(row.posts)}</Td>
                <Td isNumber className="text-ink-2 max-sm:hidden">
                  {row.reach === null ? "–" : format.compact(row.reach)}
                </Td>
                <Td isNumber className="text-ink-2">
                  {net(row.net)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </ChartFrame>
  );
}

function authorRows(answer: MetricAnswer) {
  return answer.rows
    .flatMap((row) => {
      const id = row.keys.author;
      if (id === undefined) return [];
      const { engagement, posts, reach, netSentiment } = row.values;
      return [
        {
          id,
          name: row.labels?.author ?? id,
          platform: row.authorPlatform ?? "",
          engagement: engagement ?? 0,
          posts: posts ?? 0,
          reach: reach ?? null,
          net: netSentiment ?? null,
        },
      ];
    })
    .sort((a, b) => b.engagement - a.engagement)
    .slice(0, OVERVIEW_LIMITS.authors);
}
