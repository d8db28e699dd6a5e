/** The time side of a metric query: the buckets of the range and of its comparison, and where their counts are stored. */
import type { Segment } from "@/lib/analysis/series/segments";
import { type StoredGrain, segmentsOf } from "@/lib/analysis/series/segments";

/** 0: the range asked for; 1: the period it is compared with. */
export type Period = 0 | 1;
export const [CURRENT, PREVIOUS] = [0, 1] as const;

export interface Grid {
  /** Edges of both periods in one ascending list, for width_bucket: the comparison first, as it lies before the range. */
  edges: number[];
  /** How many of them belong to the comparison. */
  previousCount: number;
}

/** Joins the edges of a range (ascending) and of its comparison, which ends before the range begins. */
export function gridOf(current: readonly number[], previous: readonly number[] | null): Grid {
  return { edges: [...(previous ?? []), ...current], previousCount: previous?.length ?? 0 };
}

/** The period and bucket of what `width_bucket(instant, edges)` gives; null outside both periods. */
export function locate(grid: Grid, place: number): { period: Period; bucket: number } | null {
  const edge = place - 1;
  if (edge < 0 || edge === grid.previousCount - 1 || edge >= grid.edges.length - 1) return null;
  return edge < grid.previousCount
    ? { period: PREVIOUS, bucket: edge }
    : { period: CURRENT, bucket: edge - grid.previousCount };
}

/** What to read for both periods, given the grains that are stored (largest first). */
export function segmentsOfGrid(grid: Grid, grains: readonly StoredGrain[]): Segment[] {
  return [
    ...segmentsOf(grid.edges.slice(0, grid.previousCount), grains),
    ...segmentsOf(grid.edges.slice(grid.previousCount), grains),
  ];
}

/** Both periods as they are, for reading from posts. */
export function wholeOfGrid(grid: Grid): Segment[] {
  const periods = [grid.edges.slice(0, grid.previousCount), grid.edges.slice(grid.previousCount)];
  return periods.flatMap((edges) => {
    const [fromMs, toMs] = [edges[0], edges[edges.length - 1]];
    return fromMs !== undefined && toMs !== undefined && fromMs < toMs
      ? [{ grain: "posts" as const, fromMs, toMs }]
      : [];
  });
}
