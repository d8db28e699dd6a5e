/** The KPI row: a figure, its change against the period before, and its course. */
import type { Metric, MetricAnswer } from "../contracts/metrics";
import { bucketsOf, sparkOf } from "./time-model";

/** The figures of the row, in order. */
export const KPI_METRICS = [
  "posts",
  "authors",
  "engagement",
  "reach",
  "netSentiment",
  "shareOfVoice",
] as const satisfies readonly Metric[];
export type KpiMetric = (typeof KPI_METRICS)[number];

/**
 * `change` is relative for counts (0.31: 31 % more), in points for net sentiment (-20) and as a difference of ratios for
 * shares (0.031). null: nothing to compare with.
 */
export type Kpi = {
  metric: KpiMetric;
  value: number | null;
  previous: number | null;
  change: number | null;
  spark: readonly (number | null)[];
};

/** How the change of a metric is told. */
export function changeKind(metric: KpiMetric): "relative" | "points" | "share" {
  if (metric === "netSentiment") return "points";
  return metric === "shareOfVoice" ? "share" : "relative";
}

/** The change from `previous` to `value`; null where it would mean nothing (no period before, or growth from zero). */
export function changeOf(metric: KpiMetric, value: number | null, previous: number | null): number | null {
  if (value === null || previous === null) return null;
  if (changeKind(metric) !== "relative") return value - previous;
  return previous === 0 ? null : value / previous - 1;
}

/** The row from one answer by time: its totals, the totals before, and the finished buckets as sparklines. */
export function kpiRow(answer: MetricAnswer): Kpi[] {
  const finishedCount = bucketsOf(answer).filter((bucket) => !bucket.isUnfinished).length;
  return KPI_METRICS.map((metric) => {
    const value = answer.totals[metric] ?? null;
    const previous = answer.previousTotals?.[metric] ?? null;
    return {
      metric,
      value,
      previous,
      change: changeOf(metric, value, previous),
      spark: sparkOf(answer, metric).slice(0, finishedCount),
    };
  });
}
