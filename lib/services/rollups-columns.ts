/** Names of the counted columns of `rollups` and `rollup_authors`, one per measure and sentiment, of `rollup_sketches` and of `rollup_emotions`; always in this order. */
import { type SQL, sql } from "drizzle-orm";
import { EMOTIONS, POST_FLAGS, type PostFlag, SENTIMENT_STATES } from "@/lib/contracts/entities";

export const MEASURES = ["posts", "engagement", "reach"] as const;
export type Measure = (typeof MEASURES)[number];

/** How many sums a cell has: measure by measure, within it sentiment by sentiment (SENTIMENT_STATES). */
export const SUM_COUNT = MEASURES.length * SENTIMENT_STATES.length;

/** What `rollups` do not know: posts that carry a flag, and posts that were read for it. */
export type FlagMeasure = PostFlag | `${PostFlag}Read`;
const FLAG_MEASURES: readonly FlagMeasure[] = POST_FLAGS.flatMap((flag) => [flag, `${flag}Read` as const]);
/** In the order of a cell; those of flags only where they are asked for. */
export const ALL_MEASURES: readonly (Measure | FlagMeasure)[] = [...MEASURES, ...FLAG_MEASURES];

/** Place of a sum in a cell. */
export const sumIndex = (measure: Measure | FlagMeasure, state: (typeof SENTIMENT_STATES)[number]): number =>
  ALL_MEASURES.indexOf(measure) * SENTIMENT_STATES.length + SENTIMENT_STATES.indexOf(state);

const names = MEASURES.flatMap((measure) => SENTIMENT_STATES.map((state) => `${state}_${measure}`));
/** What has a sketch: the authors of all posts, and those of each sentiment. */
export const SKETCHES = ["all", ...SENTIMENT_STATES] as const;
export type SketchName = (typeof SKETCHES)[number];

const columnOf = (name: SketchName): string => `${name}_authors`;
const list = (parts: readonly string[]): SQL => sql.raw(parts.join(", "));

/** `negative_posts, neutral_posts, …`: the names alone. */
export const sumColumns: SQL = list(names);
/** `all_authors, negative_authors, …`. */
export const sketchColumns: SQL = list(SKETCHES.map(columnOf));
/** Sums of stored sums, in order; float8 is exact up to 2^53. */
export const sumsOfRollups: SQL = list(names.map((name) => `sum(${name})::float8`));
/** Sketches of several rows laid end to end, which is their union; a column for each of `names`, called by it. */
export const sketchesOfRollups = (names: readonly SketchName[]): SQL =>
  list(names.map((name) => `string_agg(${columnOf(name)}, ''::bytea) as ${name}`));

/** Columns of `rollup_emotions` and what is counted in them: emotions, then each flag and what was read for it. */
const FELT: readonly (readonly [column: string, condition: string])[] = [
  ...EMOTIONS.map((emotion) => [emotion, `emotion = '${emotion}'`] as const),
  ...POST_FLAGS.flatMap((flag) => [[flag, `is_${flag}`] as const, [`${flag}_read`, `is_${flag} is not null`] as const]),
];
/** `anger, …, offensive, offensive_read, …`. */
export const feltColumns: SQL = list(FELT.map(([column]) => column));
/** Sums of stored ones. */
export const feltOfRollups: SQL = list(FELT.map(([column]) => `sum(${column})::float8`));
/** Counted from rows with `emotion` and `flagColumns`. */
export const feltOfPosts: SQL = list(FELT.map(([, condition]) => `count(*) filter (where ${condition})`));

const EXPRESSIONS: Record<Measure, (state: string) => string> = {
  posts: (state) => `count(*) filter (where state = '${state}')`,
  engagement: (state) => `coalesce(sum(engagement) filter (where state = '${state}'), 0)`,
  reach: (state) => `coalesce(sum(reach) filter (where state = '${state}'), 0)`,
};
const counted = MEASURES.flatMap((measure) => SENTIMENT_STATES.map(EXPRESSIONS[measure]));

/** The sums counted from rows with `state`, `engagement` and `reach` (see `countedPost`). */
export const sumsOfPosts: SQL = list(counted);
const flagged = POST_FLAGS.flatMap((flag) =>
  [`is_${flag}`, `is_${flag} is not null`].flatMap((condition) =>
    SENTIMENT_STATES.map((state) => `count(*) filter (where state = '${state}' and ${condition})`),
  ),
);
const asFloats = (expressions: readonly string[]): SQL =>
  list(expressions.map((expression) => `(${expression})::float8`));
/** Same, as float8, to be read by JavaScript. */
export const sumsOfPostsRead: SQL = asFloats(counted);
/** Same with the sums of flags, from rows that have `flagColumns` too. */
export const sumsOfPostsFlagged: SQL = asFloats([...counted, ...flagged]);
/** Sketches counted from rows with `state` and `code`: sorted sparse codes; a column for each of `names`, called by it. */
export const sketchesOfPosts = (names: readonly SketchName[]): SQL =>
  list(
    names.map((name) => {
      const filter = name === "all" ? "" : `filter (where state = '${name}')`;
      return `coalesce(string_agg(distinct code, ''::bytea order by code) ${filter}, '') as ${name}`;
    }),
  );

/** What is counted of a post: its state, its engagement, and as its reach the followers its author had at the time. */
export const countedPost: SQL = sql.raw(
  "coalesce(posts.sentiment, 'unread') as state, posts.engagement, posts.author_followers as reach",
);

/** What `sumsOfPostsFlagged` wants of a post besides. */
export const flagColumns: SQL = list(POST_FLAGS.map((flag) => `posts.is_${flag}`));

/**
 * The author of a post as two bytes of a sketch: `codeOf` of lib/analysis/stats/hyperloglog.ts over 26 bits of
 * Postgres's own hash, which is the same on every server since hash partitions depend on it.
 */
export const authorCode: SQL = sql.raw(
  `substring(int4send(((hashint8extended(posts.author_id, 0) & 4095)::int << 4)
    | (15 - width_bucket(((hashint8extended(posts.author_id, 0) >> 12) & 16383)::int,
      array[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192]))) from 3) as code`,
);
