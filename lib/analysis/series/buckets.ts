/** Time buckets that begin on local boundaries of a zone. */
import type { Interval } from "@/lib/contracts/metrics";
import { DAY_MS, HOUR_MS, isoWeekday, localTime, offsetMs, startOfDay } from "./time-zone";

/** Start inclusive, end exclusive, epoch milliseconds. */
export type Span = { fromMs: number; toMs: number };

/**
 * Hours under 7 days, days under 180, weeks under 35 years, months beyond; by whole days, so that a clock change does not
 * change the interval. Never more than 2,000 buckets.
 */
export function defaultInterval(span: Span): Interval {
  const days = Math.round((span.toMs - span.fromMs) / DAY_MS);
  if (days < 7) return "hour";
  if (days < 180) return "day";
  return days < 35 * 365 ? "week" : "month";
}

/**
 * The next local boundary after an instant. Hours: when the clock next shows a full hour, or after 60 minutes at the latest,
 * so that the repeated hour of a clock change is a bucket of its own.
 */
function nextBoundary(timeZone: string, instantMs: number, interval: Interval): number {
  if (interval === "hour") {
    const shown = instantMs + offsetMs(timeZone, instantMs);
    return instantMs + HOUR_MS - (((shown % HOUR_MS) + HOUR_MS) % HOUR_MS);
  }
  const local = localTime(timeZone, instantMs);
  const step = { day: 1, week: 8 - isoWeekday(local), month: 0 }[interval];
  for (let more = 0; ; more++) {
    const next =
      interval === "month"
        ? { year: local.year, month: local.month + 1 + more, day: 1 }
        : { year: local.year, month: local.month, day: local.day + step + (interval === "week" ? 7 : 1) * more };
    const boundary = startOfDay(timeZone, next);
    if (boundary > instantMs) return boundary;
  }
}

/**
 * Edges of the buckets of a span: edge i to edge i + 1 is bucket i. The first and the last bucket are cut to the span.
 * Weeks begin on Monday. Errors: RangeError for an empty span or more than `maxBuckets`.
 */
export function bucketEdges(span: Span, interval: Interval, timeZone: string, maxBuckets = 2_000): number[] {
  if (!(span.fromMs < span.toMs)) throw new RangeError("The range must end after it starts.");
  const edges = [span.fromMs];
  let edge = span.fromMs;
  while (edge < span.toMs) {
    if (edges.length > maxBuckets) {
      throw new RangeError(
        `The range has more than ${maxBuckets} points of one ${interval}: ask for longer intervals.`,
      );
    }
    edge = Math.min(nextBoundary(timeZone, edge, interval), span.toMs);
    edges.push(edge);
  }
  return edges;
}

/** Start of the bucket that is still filling; null when the span does not reach `nowMs` or begins after it. */
export function unfinishedFrom(edges: readonly number[], nowMs: number): number | null {
  const first = edges[0];
  const last = edges[edges.length - 1];
  if (first === undefined || last === undefined || nowMs < first || nowMs >= last) return null;
  let from = first;
  for (const edge of edges) if (edge <= nowMs) from = edge;
  return from;
}
