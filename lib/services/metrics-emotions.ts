/** Which questions about emotions and flags `rollup_emotions` answers, and how its sums become cells. Pure. */
import { EMOTIONS, POST_FLAGS, SENTIMENT_STATES } from "@/lib/contracts/entities";
import type { MetricQuery } from "@/lib/contracts/metrics";
import { ALL_MEASURES, SUM_COUNT, sumIndex } from "./rollups-columns";

/** The table does not tell sentiments apart and is only asked about all of them together: its sums stand here, one place as good as another. */
const PLACE = "unread";

/**
 * Whether the table knows what a question wants besides a filter that fits rollups: nothing of platforms, languages or
 * sentiments, and of posts with one emotion no more than how many they are.
 */
export function knowsEmotions({ metrics, dimensions, filter }: MetricQuery): boolean {
  const { platforms, notPlatforms, languages, notLanguages, sentiments, notSentiments } = filter;
  const lists = [platforms, notPlatforms, languages, notLanguages, sentiments, notSentiments];
  if (lists.some((list) => list !== undefined && list.length > 0)) return false;
  if (dimensions.includes("emotion") && metrics.some((metric) => metric !== "posts")) return false;
  return dimensions.every((each) => each === "time" || each === "topic" || each === "emotion");
}

/** Sums of a row of `rollups` and of its row of `rollup_emotions` (rollups-columns.ts); null where that is not counted yet. */
export type FeltRow = {
  sums: number[];
  felt: number[] | null;
};

/** A row for each emotion, and one for the posts without any. */
export function byEmotion<R extends FeltRow>(row: R): (R & { emotion: string })[] {
  const counts = EMOTIONS.map((emotion, i) => [emotion, row.felt?.[i] ?? 0] as const);
  const all = SENTIMENT_STATES.reduce((sum, state) => sum + (row.sums[sumIndex("posts", state)] ?? 0), 0);
  const unread = counts.reduce((rest, [, count]) => rest - count, all);
  return [...counts, ["unread", unread] as const].map(([emotion, count]) => {
    const sums = new Array<number>(SUM_COUNT).fill(0);
    sums[sumIndex("posts", PLACE)] = count;
    return { ...row, sums, emotion };
  });
}

/** The row with its sums of flags after the others. */
export function withFlags<R extends FeltRow>(row: R): R {
  const sums = [...row.sums, ...new Array<number>(ALL_MEASURES.length * SENTIMENT_STATES.length - SUM_COUNT).fill(0)];
  for (const [i, flag] of POST_FLAGS.entries()) {
    const at = EMOTIONS.length + 2 * i;
    sums[sumIndex(flag, PLACE)] = row.felt?.[at] ?? 0;
    sums[sumIndex(`${flag}Read`, PLACE)] = row.felt?.[at + 1] ?? 0;
  }
  return { ...row, sums };
}
