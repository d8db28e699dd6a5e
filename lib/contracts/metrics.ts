/** The metric layer's question and answer: every number in Earshot is an answer to a MetricQuery. */
import { z } from "zod";
import { IsoInstant, Uuid } from "./entities";
import { Compare, DateRange, PostFilter } from "./post-filter";

/** Parts of the posts that were read for a flag; 0..1. */
export const FLAG_METRICS = ["offensiveShare", "hateShare", "ironyShare"] as const;
export type FlagMetric = (typeof FLAG_METRICS)[number];

export const METRICS = [
  "posts",
  "authors",
  "engagement",
  "reach",
  "netSentiment",
  "positiveShare",
  "neutralShare",
  "negativeShare",
  "shareOfVoice",
  ...FLAG_METRICS,
] as const;
export const Metric = z.enum(METRICS);
export type Metric = z.infer<typeof Metric>;

export const DIMENSIONS = ["time", "topic", "platform", "language", "sentiment", "emotion", "class", "author"] as const;
export const Dimension = z.enum(DIMENSIONS);
export type Dimension = z.infer<typeof Dimension>;

export const INTERVALS = ["hour", "day", "week", "month"] as const;
export const Interval = z.enum(INTERVALS);
export type Interval = z.infer<typeof Interval>;

/**
 * At most two dimensions. `interval` defaults by the range: hours under 7 days, days under 180, weeks beyond (months from
 * 35 years on). Time buckets begin on local boundaries of the project's zone and are cut to the range.
 * `limit` keeps the top keys (topics, platforms, languages, emotions, authors) of the first such dimension by the first metric;
 * buckets and sentiments are never cut. Authors are ranked by the first of posts, engagement and reach that is asked for.
 */
export const MetricQuery = z.strictObject({
  metrics: z.array(Metric).min(1).max(METRICS.length),
  dimensions: z.array(Dimension).max(2).default([]),
  filter: PostFilter.default({}),
  range: DateRange,
  interval: Interval.optional(),
  /** Dimension "class" only: whose classes. Rows and totals are of the posts that have a class by it. */
  classifier: Uuid.optional(),
  compare: Compare.default("none"),
  /** false: the comparison is wanted for the totals alone, and no row has a `previous`; much cheaper with time. */
  compareRows: z.boolean().default(true),
  limit: z.number().int().min(1).max(1_000).optional(),
});
export type MetricQuery = z.infer<typeof MetricQuery>;
export type MetricQueryInput = z.input<typeof MetricQuery>;

/**
 * Values of one row. posts, authors, engagement and reach are counts; netSentiment is (positive - negative) / read x 100,
 * -100..100; shares are ratios 0..1 (a flag's: of the posts that were read for it). null: undefined (nothing read, no brand
 * posts, reach of posts whose authors have no known follower), drawn as a gap, never as zero.
 */
export const MetricValues = z.partialRecord(Metric, z.number().nullable());
export type MetricValues = z.infer<typeof MetricValues>;

export const MetricRow = z.strictObject({
  /** One key per dimension asked: an ISO instant (bucket start), topic id, platform, language ("und" when unknown), sentiment state, emotion ("unread" without one), class (a label), author id. */
  keys: z.partialRecord(Dimension, z.string()),
  /** Readable names of the keys where they differ from them (topic, author). */
  labels: z.partialRecord(Dimension, z.string()).optional(),
  /** Platform of the row's author: names alone do not tell accounts apart. */
  authorPlatform: z.string().optional(),
  values: MetricValues,
  /** Same row in the comparison period; null where nothing is comparable. */
  previous: MetricValues.nullable(),
});
export type MetricRow = z.infer<typeof MetricRow>;

export const MetricAnswer = z.strictObject({
  rows: z.array(MetricRow),
  totals: MetricValues,
  previousTotals: MetricValues.nullable(),
  /** How many rows the dimensions have before `limit`. */
  rowCount: z.number().int(),
  interval: Interval.nullable(),
  range: z.strictObject({ from: IsoInstant, to: IsoInstant }),
  compareRange: z.strictObject({ from: IsoInstant, to: IsoInstant }).nullable(),
  /** Start of the bucket that is still filling, if the range reaches now. */
  unfinishedFrom: IsoInstant.nullable(),
  /** rollups: counted from hourly rollups; posts: counted from the posts themselves. */
  source: z.enum(["rollups", "posts"]),
  /** authors is exact, or estimated from mergeable sketches. */
  authorsExact: z.boolean(),
  /** When the youngest rollup behind this answer was counted. */
  countedAt: IsoInstant.nullable(),
  timeZone: z.string(),
});
export type MetricAnswer = z.infer<typeof MetricAnswer>;
