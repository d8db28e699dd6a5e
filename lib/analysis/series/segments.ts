/** Which stored counts add up to a set of buckets: whole UTC days, quarter hours, and posts where an edge cuts a quarter. */
import { DAY_MS } from "./time-zone";

/** Every IANA zone of today is a multiple of a quarter hour from UTC, so quarter hours add up to local hours and days. */
export const QUARTER_MS = 900_000;

export const GRAINS = ["day", "quarter", "posts"] as const;
export type Grain = (typeof GRAINS)[number];

/** Start inclusive, end exclusive; within a segment only one grain is read. */
export type Segment = { grain: Grain; fromMs: number; toMs: number };

const ceil = (ms: number, step: number) => Math.ceil(ms / step) * step;
const floor = (ms: number, step: number) => Math.floor(ms / step) * step;

/**
 * Cuts the buckets between `edges` into segments, in order, without gap or overlap, none crossing an edge with a grain
 * that would straddle it. Neighbours of one grain are merged, so n buckets of quarter hours are one segment.
 */
export function segmentsOf(edges: readonly number[]): Segment[] {
  const segments: Segment[] = [];
  const push = (grain: Grain, fromMs: number, toMs: number) => {
    if (fromMs >= toMs) return;
    const last = segments[segments.length - 1];
    if (last && last.grain === grain && last.toMs === fromMs) last.toMs = toMs;
    else segments.push({ grain, fromMs, toMs });
  };
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i] ?? 0, edges[i + 1] ?? 0];
    const [quarterFrom, quarterTo] = [ceil(from, QUARTER_MS), floor(to, QUARTER_MS)];
    if (quarterFrom >= quarterTo) {
      push("posts", from, to);
      continue;
    }
    push("posts", from, quarterFrom);
    const [dayFrom, dayTo] = [ceil(quarterFrom, DAY_MS), floor(quarterTo, DAY_MS)];
    if (dayFrom < dayTo) {
      push("quarter", quarterFrom, dayFrom);
      push("day", dayFrom, dayTo);
      push("quarter", dayTo, quarterTo);
    } else push("quarter", quarterFrom, quarterTo);
    push("posts", quarterTo, to);
  }
  return segments;
}
