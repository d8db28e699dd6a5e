"use client";

import { useTranslations } from "use-intl/react";
import { KpiFigure } from "@/components/charts/kpi-figure";
import { cx } from "@/components/ui/cx";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { KPI_METRICS, type KpiMetric, kpiRow } from "@/lib/charts/kpi-model";
import { netOf } from "@/lib/charts/net-sentiment";
import { sentimentTotals } from "@/lib/charts/time-model";
import { useOverviewQuery, usePostsHref, useTopics } from "./use-overview";

const ROW = "grid grid-cols-2 border-line border-y sm:grid-cols-3 xl:grid-cols-6";
/** A rule between neighbours, none at the start of a row. */
const CELL =
  "border-line max-sm:even:border-l max-sm:even:pl-4 sm:max-xl:[&:not(:nth-child(3n+1))]:border-l sm:max-xl:[&:not(:nth-child(3n+1))]:pl-4 xl:[&:not(:first-child)]:border-l xl:[&:not(:first-child)]:pl-4 max-sm:[&:nth-child(n+3)]:border-t sm:max-xl:[&:nth-child(n+4)]:border-t";

/** Six figures with their change against the period before. */
export function FiguresPanel() {
  const t = useTranslations("overview");
  const query = useOverviewQuery("figures");
  const sentiment = useOverviewQuery("sentiment");
  const topics = useTopics();
  const postsHref = usePostsHref();
  if (query.isPending) return <FiguresSkeleton label={t("figures")} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const own = topics.data?.filter((topic) => topic.kind === "brand").map((topic) => topic.id) ?? [];
  const margin = sentiment.data ? (netOf(sentimentTotals(sentiment.data).now)?.margin ?? null) : null;
  const hrefOf = (metric: KpiMetric) => {
    if (metric === "engagement") return postsHref({ sort: "engagement" });
    return metric === "shareOfVoice" && own.length > 0 ? postsHref({ filter: { topics: own } }) : postsHref();
  };
  const exact = query.data.authorsExact;
  return (
    <section aria-label={t("figures")} aria-busy={query.isFetching || undefined}>
      <dl className={cx(ROW, "transition-opacity duration-200", query.isPlaceholderData && "opacity-60")}>
        {kpiRow(query.data).map((kpi) => (
          <KpiFigure
            key={kpi.metric}
            className={CELL}
            kpi={kpi}
            href={hrefOf(kpi.metric)}
            margin={kpi.metric === "netSentiment" ? margin : null}
            isCompared={query.data.compareRange !== null && kpi.metric === "posts"}
            isEstimate={kpi.metric === "authors" && !exact}
          />
        ))}
      </dl>
    </section>
  );
}

function FiguresSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className={ROW}>
      {KPI_METRICS.map((metric) => (
        <div key={metric} className={cx(CELL, "py-3.5 pr-4")}>
          <Skeleton className="my-0.5 h-3 w-16" />
          <Skeleton className="my-1.5 h-6 w-24" />
          <Skeleton className="mt-2 h-4 w-25" />
        </div>
      ))}
    </div>
  );
}
