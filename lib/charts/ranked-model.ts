/** Top-N of a dimension, with what is left as "others, n of m". */
import type { Dimension, Metric, MetricAnswer } from "../contracts/metrics";

/** `label` null: the dimension's key is its own name (platform, language). shareRatio: of the answer's total, 0..1. */
export type RankedRow = {
  key: string;
  label: string | null;
  value: number;
  previous: number | null;
  shareRatio: number | null;
};
/** `others`: how many rows are not shown, of how many, and what they sum to (null where sums mean nothing). */
export type RankedModel = {
  rows: readonly RankedRow[];
  others: { count: number; of: number; value: number | null } | null;
  max: number;
};

const ADDITIVE: readonly Metric[] = ["posts", "engagement", "reach"];

/**
 * The `top` rows of `dimension` by `metric`, largest first, ties by key.
 * `isPartition`: rows do not overlap (platform, language), so that the others are the total less the shown;
 * topics overlap and their others have no sum.
 */
export function rankedRows(
  answer: MetricAnswer,
  { dimension, metric, top, isPartition }: { dimension: Dimension; metric: Metric; top: number; isPartition: boolean },
): RankedModel {
  const total = answer.totals[metric] ?? null;
  const all = answer.rows
    .flatMap((row): RankedRow[] => {
      const key = row.keys[dimension];
      const value = row.values[metric];
      if (key === undefined || value === null || value === undefined) return [];
      const shareRatio = total !== null && total > 0 ? value / total : null;
      return [
        { key, label: row.labels?.[dimension] ?? null, value, previous: row.previous?.[metric] ?? null, shareRatio },
      ];
    })
    .sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1));
  const rows = all.slice(0, top);
  const of = Math.max(answer.rowCount, all.length);
  const count = of - rows.length;
  const shown = rows.reduce((sum, row) => sum + row.value, 0);
  const rest = isPartition && total !== null && ADDITIVE.includes(metric) ? Math.max(0, total - shown) : null;
  return {
    rows,
    others: count > 0 ? { count, of, value: rest } : null,
    max: rows.reduce((max, row) => Math.max(max, row.value), 0),
  };
}
