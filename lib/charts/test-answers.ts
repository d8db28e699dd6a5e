/** Small answers of the metric layer for the tests of the preparers. */
import type { SentimentState } from "../contracts/entities";
import type { MetricAnswer } from "../contracts/metrics";

/** Start of the n-th day (0-based) of March 2026, UTC. */
export const day = (index: number) => new Date(Date.UTC(2026, 2, 1 + index)).toISOString();

/** An answer over the first `days` days of March 2026 with nothing in it but what is given. */
export function answerOf(days: number, part: Partial<MetricAnswer>): MetricAnswer {
  return {
    rows: [],
    totals: {},
    previousTotals: null,
    rowCount: part.rows?.length ?? 0,
    interval: "day",
    range: { from: day(0), to: day(days) },
    compareRange: null,
    unfinishedFrom: null,
    source: "rollups",
    authorsExact: true,
    countedAt: null,
    timeZone: "UTC",
    ...part,
  };
}

/** What it compares with: the month before. */
export const COMPARED = { compareRange: { from: "2026-02-01T00:00:00.000Z", to: "2026-03-01T00:00:00.000Z" } };

/** One day: [negative, neutral, positive] now, and the same before. */
export type DayCounts = readonly [number, number, number];

/** An answer by time and sentiment. */
export function sentimentAnswer(
  now: readonly DayCounts[],
  { before, ...part }: Partial<MetricAnswer> & { before?: readonly DayCounts[] } = {},
): MetricAnswer {
  const states: SentimentState[] = ["negative", "neutral", "positive"];
  const rows = now.flatMap((counts, index) =>
    states.map((sentiment, state) => ({
      keys: { time: day(index), sentiment },
      values: { posts: counts[state] ?? 0 },
      previous: before ? { posts: before[index]?.[state] ?? 0 } : null,
    })),
  );
  return answerOf(now.length, { rows, ...(before ? COMPARED : {}), ...part });
}
