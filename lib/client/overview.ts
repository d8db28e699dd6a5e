/** What Overview asks, in one place: panels that need the same answer share it, and the page prefetches the same keys. */
import { FLAG_METRICS, type MetricQueryInput } from "../contracts/metrics";
import type { FeedQuery } from "./posts";
import type { ViewState } from "./view-state";

/** How many rows the rankings ask for; the rest is counted as others. */
export const OVERVIEW_LIMITS = { platforms: 8, languages: 8, authors: 10, posts: 5 } as const;

/** Every question of the page by name. */
export type OverviewQueries = Record<
  "figures" | "sentiment" | "voice" | "topics" | "platforms" | "languages" | "emotions" | "flags" | "authors",
  MetricQueryInput
>;

/** The questions for a view. */
export function overviewQueries({ filter, range, compare }: ViewState): OverviewQueries {
  const base = { filter, range };
  return {
    figures: {
      ...base,
      metrics: ["posts", "authors", "engagement", "reach", "netSentiment", "shareOfVoice"],
      dimensions: ["time"],
      compare,
      // the tiles show the change of the whole range, their lines the range alone
      compareRows: false,
    },
    sentiment: { ...base, metrics: ["posts"], dimensions: ["time", "sentiment"], compare },
    voice: { ...base, metrics: ["shareOfVoice", "posts"], dimensions: ["topic"], compare },
    topics: { ...base, metrics: ["posts"], dimensions: ["topic", "sentiment"], compare },
    platforms: { ...base, metrics: ["posts"], dimensions: ["platform"], limit: OVERVIEW_LIMITS.platforms },
    languages: { ...base, metrics: ["posts"], dimensions: ["language"], limit: OVERVIEW_LIMITS.languages },
    emotions: { ...base, metrics: ["posts"], dimensions: ["emotion"], compare },
    // apart from emotions: rollups know both, but not one within the other
    flags: { ...base, metrics: [...FLAG_METRICS], compare },
    authors: {
      ...base,
      metrics: ["engagement", "posts", "reach", "netSentiment"],
      dimensions: ["author"],
      limit: OVERVIEW_LIMITS.authors,
    },
  };
}

/** The short list of posts at the foot of the page. */
export function topPostsQuery({ filter, range }: ViewState): FeedQuery {
  return { filter, range, sort: "engagement", limit: OVERVIEW_LIMITS.posts };
}
