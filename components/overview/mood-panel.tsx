"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FindingText } from "@/components/charts/finding-text";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { useFormat } from "@/components/ui/use-format";
import { sentimentFinding } from "@/lib/charts/findings";
import { netLine } from "@/lib/charts/time-model";
import { useOverviewQuery, usePostsHref, useTimeActions } from "./use-overview";

/** Net sentiment over time with its interval. */
export function MoodPanel({ className }: { className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const query = useOverviewQuery("sentiment");
  const postsHref = usePostsHref();
  const actions = useTimeActions();
  const model = useMemo(
    () => (query.data ? netLine(query.data, charts("metric_netSentiment")) : null),
    [query.data, charts],
  );
  const finding = useMemo(() => (query.data ? sentimentFinding(query.data) : null), [query.data]);
  const net = (value: number | null) => (value === null ? "–" : format.signed(Math.round(value)));
  const exact = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  return (
    <ChartFrame
      className={className}
      name={t("mood")}
      title={finding ? <FindingText finding={finding} /> : t("mood")}
      subtitle={t("moodSub", { per: charts(`per_${model?.interval ?? "day"}`) })}
      definition={t("moodDef")}
      query={query}
      height={220}
      isEmpty={model?.isEmpty ?? false}
      table={
        model
          ? {
              header: [charts(`bucket_${model.interval}`), charts("metric_netSentiment"), t("low"), t("high")],
              rows: model.points.map((point) => [
                point.at,
                exact(point.values.net ?? null),
                exact(point.low),
                exact(point.high),
              ]),
              shown: model.points.map((point) => [
                format.bucket(point.at, model.interval),
                net(point.values.net ?? null),
                net(point.low),
                net(point.high),
              ]),
            }
          : null
      }
      seePosts={{ href: postsHref() }}
    >
      {({ height }) =>
        model ? (
          <TimeSeriesChart
            model={model}
            name={t("mood")}
            height={height}
            formatValue={(value) => format.signed(Math.round(value))}
            formatTick={(value) => format.signed(value)}
            syncId="over-time"
            {...actions}
          />
        ) : null
      }
    </ChartFrame>
  );
}
