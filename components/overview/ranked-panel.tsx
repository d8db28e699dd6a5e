"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { BarList } from "@/components/charts/bar-list";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FindingText } from "@/components/charts/finding-text";
import { useFormat } from "@/components/ui/use-format";
import { useNames } from "@/components/ui/use-names";
import { leadFinding } from "@/lib/charts/findings";
import { rankedRows } from "@/lib/charts/ranked-model";
import { OVERVIEW_LIMITS } from "@/lib/client/overview";
import { useOverviewQuery, usePostsHref } from "./use-overview";

const OF = {
  platforms: { dimension: "platform", head: "platform", subtitle: "platformsSub", definition: "platformsDef" },
  languages: { dimension: "language", head: "language", subtitle: "languagesSub", definition: "languagesDef" },
} as const;

/** Posts by platform or by language. */
export function RankedPanel({ of, className }: { of: keyof typeof OF; className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const names = useNames();
  const query = useOverviewQuery(of);
  const postsHref = usePostsHref();
  const { dimension, head, subtitle, definition } = OF[of];
  const model = useMemo(
    () =>
      query.data
        ? rankedRows(query.data, { dimension, metric: "posts", top: OVERVIEW_LIMITS[of], isPartition: true })
        : null,
    [query.data, dimension, of],
  );
  const nameOf = ({ key }: { key: string }) => names[dimension](key);
  const hrefOf = ({ key }: { key: string }) => postsHref({ filter: { [of]: [key] } });
  const lead = model ? leadFinding(model) : null;
  const finding = lead?.kind === "leads" ? { ...lead, key: nameOf(lead) } : null;
  return (
    <ChartFrame
      className={className}
      name={t(of)}
      title={
        finding ? <FindingText finding={finding} variant={of === "languages" ? "leadsLanguage" : undefined} /> : t(of)
      }
      subtitle={t(subtitle)}
      definition={t(definition)}
      query={query}
      height={220}
      isEmpty={model?.rows.length === 0}
      isTableItself
      table={
        model
          ? {
              header: [t(head), charts("metric_posts"), charts("share")],
              rows: model.rows.map((row) => [nameOf(row), row.value, row.shareRatio]),
              shown: model.rows.map((row) => [nameOf(row), format.integer(row.value)]),
            }
          : null
      }
    >
      {() =>
        model ? (
          <BarList
            model={model}
            caption={t(of)}
            nameHead={t(head)}
            valueHead={charts("metric_posts")}
            nameOf={nameOf}
            hrefOf={hrefOf}
            colour={of === "platforms" ? "var(--cat-6)" : "var(--cat-5)"}
          />
        ) : null
      }
    </ChartFrame>
  );
}
