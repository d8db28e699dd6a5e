"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { DataTable } from "@/components/charts/data-table";
import { FindingText } from "@/components/charts/finding-text";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { useFormat } from "@/components/ui/use-format";
import { volumeFinding } from "@/lib/charts/findings";
import { sentimentStack, type TimeModel } from "@/lib/charts/time-model";
import type { Format } from "@/lib/format";
import { CorrectedShares } from "./corrected-shares";
import { useOverviewQuery, usePostsHref, useTimeActions } from "./use-overview";

/** Posts over time, stacked by sentiment. */
export function VolumePanel({ className }: { className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const query = useOverviewQuery("sentiment");
  const postsHref = usePostsHref();
  const actions = useTimeActions();
  const model = useMemo(
    () =>
      query.data
        ? sentimentStack(query.data, {
            positive: charts("sentiment_positive"),
            neutral: charts("sentiment_neutral"),
            negative: charts("sentiment_negative"),
            unread: charts("sentiment_unread"),
          })
        : null,
    [query.data, charts],
  );
  const finding = useMemo(() => (query.data ? volumeFinding(query.data) : null), [query.data]);
  const per = charts(`per_${model?.interval ?? "day"}`);
  const hasUnfinished = model?.points.some((point) => point.isUnfinished) ?? false;
  return (
    <ChartFrame
      className={className}
      name={t("volume")}
      title={finding && !model?.isEmpty ? <FindingText finding={finding} /> : t("volume")}
      subtitle={hasUnfinished ? t("volumeSubUnfinished", { per }) : t("volumeSub", { per })}
      definition={t("volumeDef")}
      query={query}
      height={260}
      isEmpty={model?.isEmpty ?? false}
      table={model ? volumeTable(model, format, charts(`bucket_${model.interval}`), charts("total")) : null}
      seePosts={{ href: postsHref() }}
    >
      {({ height }) =>
        model ? (
          <>
            <TimeSeriesChart
              model={model}
              name={t("volume")}
              height={height}
              formatValue={(value) => format.integer(value)}
              formatTick={(value) => format.compact(value)}
              syncId="over-time"
              {...actions}
            />
            <CorrectedShares />
          </>
        ) : null
      }
    </ChartFrame>
  );
}

function volumeTable(model: TimeModel, format: Format, bucketHead: string, totalHead: string): DataTable {
  const rows = model.points.map((point) => {
    const counts = model.series.map((series) => point.values[series.key] ?? 0);
    return { point, counts: [...counts, counts.reduce((sum, count) => sum + count, 0)] };
  });
  return {
    header: [bucketHead, ...model.series.map((series) => series.label), totalHead],
    rows: rows.map(({ point, counts }) => [point.at, ...counts]),
    shown: rows.map(({ point, counts }) => [
      format.bucket(point.at, model.interval),
      ...counts.map((count) => format.integer(count)),
    ]),
  };
}
