/** Names of the counted columns of `rollups` and `rollup_authors`: one per measure and sentiment, always in this order. */
import { type SQL, sql } from "drizzle-orm";
import { SENTIMENT_STATES } from "@/lib/contracts/entities";

export const MEASURES = ["posts", "engagement", "reach"] as const;
export type Measure = (typeof MEASURES)[number];

/** How many sums a cell has: measure by measure, within it sentiment by sentiment (SENTIMENT_STATES). */
export const SUM_COUNT = MEASURES.length * SENTIMENT_STATES.length;

/** Place of a sum in a cell. */
export const sumIndex = (measure: Measure, state: (typeof SENTIMENT_STATES)[number]): number =>
  MEASURES.indexOf(measure) * SENTIMENT_STATES.length + SENTIMENT_STATES.indexOf(state);

const names = MEASURES.flatMap((measure) => SENTIMENT_STATES.map((state) => `${state}_${measure}`));
const sketches = SENTIMENT_STATES.map((state) => `${state}_authors`);
const list = (parts: readonly string[]): SQL => sql.raw(parts.join(", "));

/** `negative_posts, neutral_posts, …`: the names alone. */
export const sumColumns: SQL = list(names);
/** `negative_authors, …`. */
export const sketchColumns: SQL = list(sketches);
/** Sums of stored sums, in order; float8 is exact up to 2^53. */
export const sumsOfRollups: SQL = list(names.map((name) => `sum(${name})::float8`));
/** Sketches of several rows laid end to end, which is their union; one column per sentiment, of its name. */
export const sketchesOfRollups: SQL = list(
  SENTIMENT_STATES.map((state) => `string_agg(${state}_authors, ''::bytea) as ${state}`),
);

const perState = (of: (state: string) => string): string[] => SENTIMENT_STATES.map(of);
const EXPRESSIONS: Record<Measure, (state: string) => string> = {
  posts: (state) => `count(*) filter (where state = '${state}')`,
  engagement: (state) => `coalesce(sum(engagement) filter (where state = '${state}'), 0)`,
  reach: (state) => `coalesce(sum(reach) filter (where state = '${state}'), 0)`,
};
const counted = MEASURES.flatMap((measure) => perState(EXPRESSIONS[measure]));

/** The sums counted from rows with `state`, `engagement` and `reach` (see `countedPost`). */
export const sumsOfPosts: SQL = list(counted);
/** Same, as float8, to be read by JavaScript. */
export const sumsOfPostsRead: SQL = list(counted.map((expression) => `(${expression})::float8`));
/** Sketches counted from rows with `state` and `code`: sorted sparse codes; one column per sentiment, of its name. */
export const sketchesOfPosts: SQL = list(
  perState(
    (state) =>
      `coalesce(string_agg(distinct code, ''::bytea order by code) filter (where state = '${state}'), '') as ${state}`,
  ),
);

/** What is counted of a post: its state, its engagement, and as its reach the followers its author had at the time. */
export const countedPost: SQL = sql.raw(
  "coalesce(posts.sentiment, 'unread') as state, posts.engagement, posts.author_followers as reach",
);

/**
 * The author of a post as two bytes of a sketch: `codeOf` of lib/analysis/stats/hyperloglog.ts over 26 bits of
 * Postgres's own hash, which is the same on every server since hash partitions depend on it.
 */
export const authorCode: SQL = sql.raw(
  `substring(int4send(((hashint8extended(posts.author_id, 0) & 4095)::int << 4)
    | (15 - width_bucket(((hashint8extended(posts.author_id, 0) >> 12) & 16383)::int,
      array[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192]))) from 3) as code`,
);
