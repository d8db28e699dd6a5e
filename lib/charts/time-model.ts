/** Buckets over time, ready to draw. */
import { bucketEdges } from "../analysis/series/buckets";
import { SENTIMENT_STATES, type SentimentState } from "../contracts/entities";
import type { Interval, Metric, MetricAnswer } from "../contracts/metrics";
import { sentimentColour } from "./colours";
import { type Net, NO_COUNTS, netOf, type SentimentCounts } from "./net-sentiment";

/** One thing that is drawn over time. */
export type TimeSeries = { key: string; label: string; colour: string };
/** One bucket: `values` by series key, null is a gap. low and high: 95 % interval of the only line, where there is one. */
export type TimePoint = {
  at: string;
  end: string;
  isUnfinished: boolean;
  values: Readonly<Record<string, number | null>>;
  low: number | null;
  high: number | null;
};
/** stack: bars on a zero baseline. line: one line with its interval. */
export type TimeModel = {
  shape: "stack" | "line";
  interval: Interval;
  series: readonly TimeSeries[];
  points: readonly TimePoint[];
  /** No bucket holds anything. */
  isEmpty: boolean;
};
/** One bucket of the axis. */
export type Bucket = { at: string; end: string; isUnfinished: boolean };

const EPOCH = Date.parse("1970-01-01T00:00:00Z");
const MAX_BUCKETS = 2_000;

/**
 * Every bucket of an answer over time, also those without a row. An open-ended range ("all") is cut to the rows.
 * Errors: RangeError when the answer has more than 2,000 buckets.
 */
export function bucketsOf(answer: MetricAnswer): Bucket[] {
  const starts = answer.rows.flatMap((row) => (row.keys.time ? [Date.parse(row.keys.time)] : []));
  if (answer.interval === null || starts.length === 0) return [];
  const first = starts.reduce((low, at) => Math.min(low, at));
  const last = starts.reduce((high, at) => Math.max(high, at));
  const range = { fromMs: Date.parse(answer.range.from), toMs: Date.parse(answer.range.to) };
  const isOpen = range.fromMs <= EPOCH;
  const span = { fromMs: isOpen ? first : range.fromMs, toMs: range.toMs };
  if (isOpen) span.toMs = Math.min(range.toMs, last + 1);
  const edges = bucketEdges(span, answer.interval, answer.timeZone, MAX_BUCKETS);
  const unfinished = answer.unfinishedFrom === null ? Number.POSITIVE_INFINITY : Date.parse(answer.unfinishedFrom);
  return edges.slice(0, -1).map((fromMs, index) => ({
    at: new Date(fromMs).toISOString(),
    end: new Date(edges[index + 1] ?? fromMs).toISOString(),
    isUnfinished: fromMs >= unfinished,
  }));
}

/** Posts by sentiment in each bucket, from an answer by time and sentiment. Keyed by epoch milliseconds of the start. */
export function sentimentByBucket(answer: MetricAnswer): ReadonlyMap<number, SentimentCounts> {
  const counts = new Map<number, SentimentCounts>();
  for (const row of answer.rows) {
    const { time, sentiment } = row.keys;
    if (time === undefined || !isState(sentiment)) continue;
    const at = Date.parse(time);
    const known = counts.get(at) ?? NO_COUNTS;
    counts.set(at, { ...known, [sentiment]: known[sentiment] + (row.values.posts ?? 0) });
  }
  return counts;
}

function isState(key: string | undefined): key is SentimentState {
  return SENTIMENT_STATES.some((state) => state === key);
}

/** Posts over time, stacked: positive at the bottom, unread on top and only where there is any. */
export function sentimentStack(answer: MetricAnswer, names: Readonly<Record<SentimentState, string>>): TimeModel {
  const counts = sentimentByBucket(answer);
  const order = ["positive", "neutral", "negative", "unread"] as const;
  const isUsed = (state: SentimentState) => [...counts.values()].some((each) => each[state] > 0);
  const shown = order.filter((state) => state !== "unread" || isUsed(state));
  return {
    shape: "stack",
    interval: answer.interval ?? "day",
    series: shown.map((state) => ({ key: state, label: names[state], colour: sentimentColour(state) })),
    points: bucketsOf(answer).map((bucket) => ({
      ...bucket,
      values: counts.get(Date.parse(bucket.at)) ?? NO_COUNTS,
      low: null,
      high: null,
    })),
    isEmpty: !order.some(isUsed),
  };
}

/** Net sentiment over time with its 95 % interval; a bucket in which nothing was read is a gap. */
export function netLine(answer: MetricAnswer, name: string): TimeModel {
  const counts = sentimentByBucket(answer);
  const nets = bucketsOf(answer).map((bucket) => ({
    bucket,
    net: netOf(counts.get(Date.parse(bucket.at)) ?? NO_COUNTS),
  }));
  return {
    shape: "line",
    interval: answer.interval ?? "day",
    series: [{ key: "net", label: name, colour: "var(--ink)" }],
    points: nets.map(({ bucket, net }) => ({
      ...bucket,
      values: { net: net?.net ?? null },
      low: net?.low ?? null,
      high: net?.high ?? null,
    })),
    isEmpty: nets.every(({ net }) => net === null),
  };
}

/** One metric over time as plain numbers, for sparklines. A missing count is zero, a missing ratio a gap. */
export function sparkOf(answer: MetricAnswer, metric: Metric): (number | null)[] {
  const values = new Map(
    answer.rows.flatMap((row) => (row.keys.time ? [[Date.parse(row.keys.time), row.values[metric] ?? null]] : [])),
  );
  const isCount = metric === "posts" || metric === "authors" || metric === "engagement" || metric === "reach";
  return bucketsOf(answer).map(({ at }) => {
    const value = values.get(Date.parse(at));
    return value === undefined ? (isCount ? 0 : null) : value;
  });
}

/** Sum of the counts of an answer by time and sentiment; `previous` from the compared period, null when nothing is compared. */
export function sentimentTotals(answer: MetricAnswer): { now: SentimentCounts; previous: SentimentCounts | null } {
  const sum = (pick: (row: MetricAnswer["rows"][number]) => number) => {
    const total: Record<SentimentState, number> = { ...NO_COUNTS };
    for (const row of answer.rows) if (isState(row.keys.sentiment)) total[row.keys.sentiment] += pick(row);
    return total;
  };
  return {
    now: sum((row) => row.values.posts ?? 0),
    previous: answer.compareRange === null ? null : sum((row) => row.previous?.posts ?? 0),
  };
}

/** Net sentiment of each finished bucket that was read. */
export function finishedNets(answer: MetricAnswer): (Net & Bucket)[] {
  const counts = sentimentByBucket(answer);
  return bucketsOf(answer).flatMap((bucket) => {
    const net = bucket.isUnfinished ? null : netOf(counts.get(Date.parse(bucket.at)) ?? NO_COUNTS);
    return net ? [{ ...net, ...bucket }] : [];
  });
}
