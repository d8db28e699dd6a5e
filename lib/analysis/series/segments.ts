/** Which stored counts add up to a set of buckets: whole UTC days, shorter parts of them, and posts where an edge cuts a part. */
import { DAY_MS, type HOUR_MS } from "./time-zone";

/** Every IANA zone of today is a multiple of a quarter hour from UTC, so quarter hours add up to local hours and days. */
export const QUARTER_MS = 900_000;

/** Lengths that parts of a day are stored in. */
export type PartMs = typeof QUARTER_MS | typeof HOUR_MS;

export type Grain = "day" | "part" | "posts";

/** Start inclusive, end exclusive; within a segment only one grain is read. */
export type Segment = { grain: Grain; fromMs: number; toMs: number };

const ceil = (ms: number, step: number) => Math.ceil(ms / step) * step;
const floor = (ms: number, step: number) => Math.floor(ms / step) * step;

/**
 * Cuts the buckets between `edges` into segments, in order, without gap or overlap; none holds a stored day or part that
 * an edge cuts. Neighbours of one grain are merged, so n buckets made of parts are one segment.
 */
export function segmentsOf(edges: readonly number[], partMs: PartMs): Segment[] {
  const segments: Segment[] = [];
  const push = (grain: Grain, fromMs: number, toMs: number) => {
    if (fromMs >= toMs) return;
    const last = segments[segments.length - 1];
    if (last && last.grain === grain && last.toMs === fromMs) last.toMs = toMs;
    else segments.push({ grain, fromMs, toMs });
  };
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i] ?? 0, edges[i + 1] ?? 0];
    const [partFrom, partTo] = [ceil(from, partMs), floor(to, partMs)];
    if (partFrom >= partTo) {
      push("posts", from, to);
      continue;
    }
    push("posts", from, partFrom);
    const [dayFrom, dayTo] = [ceil(partFrom, DAY_MS), floor(partTo, DAY_MS)];
    if (dayFrom < dayTo) {
      push("part", partFrom, dayFrom);
      push("day", dayFrom, dayTo);
      push("part", dayTo, partTo);
    } else push("part", partFrom, partTo);
    push("posts", partTo, to);
  }
  return segments;
}
