/** Net sentiment and its interval, from counts. */
import { netSentimentInterval } from "../analysis/stats/intervals";
import type { SentimentState } from "../contracts/entities";

/** Posts by class; `unread` does not enter the figure. */
export type SentimentCounts = Readonly<Record<SentimentState, number>>;
/** net, low, high in -100..100; margin is half the 95 % interval, in points. */
export type Net = { net: number; low: number; high: number; margin: number; readCount: number };

/** No posts at all. */
export const NO_COUNTS: SentimentCounts = { negative: 0, neutral: 0, positive: 0, unread: 0 };

/** (positive - negative) / read x 100 with its 95 % interval; null when nothing was read. */
export function netOf({ positive, neutral, negative }: SentimentCounts): Net | null {
  const readCount = positive + neutral + negative;
  const bounds = netSentimentInterval(positive, negative, readCount);
  if (!bounds) return null;
  const net = ((positive - negative) / readCount) * 100;
  return { net, ...bounds, margin: (bounds.high - bounds.low) / 2, readCount };
}

/** Adds b to a. */
export function addCounts(a: SentimentCounts, b: SentimentCounts): SentimentCounts {
  return {
    negative: a.negative + b.negative,
    neutral: a.neutral + b.neutral,
    positive: a.positive + b.positive,
    unread: a.unread + b.unread,
  };
}

/** Takes b from a, never below zero. */
export function subtractCounts(a: SentimentCounts, b: SentimentCounts): SentimentCounts {
  return {
    negative: Math.max(0, a.negative - b.negative),
    neutral: Math.max(0, a.neutral - b.neutral),
    positive: Math.max(0, a.positive - b.positive),
    unread: Math.max(0, a.unread - b.unread),
  };
}

/** All posts, read or not. */
export function countAll({ negative, neutral, positive, unread }: SentimentCounts): number {
  return negative + neutral + positive + unread;
}
