/** Which stored counts add up to a set of buckets: UTC days, quarters of a day, hours and quarter hours, and posts where an edge cuts the smallest. */
import { DAY_MS, HOUR_MS } from "./time-zone";

/**
 * Lengths of the buckets that counts are stored in. A quarter hour is enough: every IANA zone of today is a multiple of it from
 * UTC. Six hours are for the days of such zones: one is nine pieces instead of 24.
 */
export const GRAIN_MS = { day: DAY_MS, sixHours: 6 * HOUR_MS, hour: HOUR_MS, quarter: 900_000 } as const;
export type StoredGrain = keyof typeof GRAIN_MS;
export type Grain = StoredGrain | "posts";

/** Start inclusive, end exclusive; within a segment only one grain is read. */
export type Segment = { grain: Grain; fromMs: number; toMs: number };

type Push = (grain: Grain, fromMs: number, toMs: number) => void;

/** The largest grain in the middle, smaller ones at both ends. */
function cut(fromMs: number, toMs: number, [grain, ...smaller]: readonly StoredGrain[], push: Push): void {
  if (fromMs >= toMs) return;
  if (grain === undefined) {
    push("posts", fromMs, toMs);
    return;
  }
  const step = GRAIN_MS[grain];
  const [low, high] = [Math.ceil(fromMs / step) * step, Math.floor(toMs / step) * step];
  if (low >= high) {
    cut(fromMs, toMs, smaller, push);
    return;
  }
  cut(fromMs, low, smaller, push);
  push(grain, low, high);
  cut(high, toMs, smaller, push);
}

/**
 * Cuts the buckets between `edges` into segments of the given grains (largest first), in order, without gap or overlap; none
 * holds a stored bucket that an edge cuts. Neighbours of one grain are merged, so n buckets made of hours are one segment.
 */
export function segmentsOf(edges: readonly number[], grains: readonly StoredGrain[]): Segment[] {
  const segments: Segment[] = [];
  const push: Push = (grain, fromMs, toMs) => {
    const last = segments[segments.length - 1];
    if (last && last.grain === grain && last.toMs === fromMs) last.toMs = toMs;
    else segments.push({ grain, fromMs, toMs });
  };
  for (let i = 0; i + 1 < edges.length; i++) cut(edges[i] ?? 0, edges[i + 1] ?? 0, grains, push);
  return segments;
}
