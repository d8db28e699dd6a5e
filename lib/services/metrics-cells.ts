/** Sums per period, bucket and group: read from rollups where they know, from posts where they do not. */
import { and, type SQL, sql } from "drizzle-orm";
import { postClasses } from "@/drizzle/schema/classifiers";
import { posts } from "@/drizzle/schema/posts";
import { ROLLUP_LEVELS, rollupEmotions, type rollupSketches, rollups } from "@/drizzle/schema/rollups";
import { postTopics } from "@/drizzle/schema/topics";
import { langKey, platformKey } from "@/lib/analysis/query/keys";
import type { Segment, StoredGrain } from "@/lib/analysis/series/segments";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { NIL_UUID } from "@/lib/ids";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import { byEmotion, type FeltRow, withFlags } from "./metrics-emotions";
import { type Grid, locate, type Period, segmentsOfGrid, wholeOfGrid } from "./metrics-grid";
import { type GroupDimension, statesOf } from "./metrics-plan";
import { postConditions } from "./post-conditions";
import { joinPostTexts } from "./query-sql";
import {
  ALL_MEASURES,
  countedPost,
  feltOfRollups,
  flagColumns,
  sumIndex,
  sumsOfPostsFlagged,
  sumsOfPostsRead,
  sumsOfRollups,
} from "./rollups-columns";
import { instants } from "./rollups-recount";

export interface Cell {
  period: Period;
  bucket: number;
  keys: Partial<Record<GroupDimension, string>>;
  /** See rollups-columns.ts: posts, engagement and reach, and flags where asked for, each by sentiment. */
  sums: number[];
}

/** What to read: which posts, in which buckets, grouped how. */
export interface Reading {
  filter: PostFilter;
  grid: Grid;
  groups: readonly GroupDimension[];
  /** Posts are counted once for each of these that they match; the nil uuid stands for all posts. Needs group "topic" when several. */
  topicIds: readonly string[];
  usesRollups: boolean;
  /** Whether flags are counted. Together with rollups: needs what `knowsEmotions` says, as group "emotion" does. */
  hasFlags: boolean;
  /** Whose classes the group "class" means; needs posts. */
  classifierId: string | null;
}

export interface Cells {
  cells: Cell[];
  /** Epoch milliseconds; null when no rollup was read. */
  countedAtMs: number | null;
}

const GROUP_COLUMNS: Record<GroupDimension, { rollup: SQL; post: SQL }> = {
  topic: { rollup: sql.raw("rollups.topic_id::text"), post: sql.raw("topic.id::text") },
  platform: { rollup: sql.raw("rollups.platform"), post: sql.raw("posts.platform") },
  language: { rollup: sql.raw("rollups.lang"), post: sql.raw("coalesce(posts.lang, 'und')") },
  emotion: { rollup: sql.raw("null"), post: sql.raw("coalesce(posts.emotion, 'unread')") },
  class: { rollup: sql.raw("null"), post: sql.raw("own_class.label") },
  author: { rollup: sql.raw("null"), post: sql.raw("posts.author_id::text") },
};

/** `expression as "topic", …`, and an empty list's nothing. */
export function groupColumns(groups: readonly GroupDimension[], kind: "rollup" | "post"): SQL {
  return sql.join(groups.map((group) => sql`, ${GROUP_COLUMNS[group][kind]} as ${sql.identifier(group)}`));
}

/** `, 2, 3 …`: the places of the groups after `place` in a select list. */
export const groupPlaces = (groups: readonly GroupDimension[]): SQL =>
  sql.raw(groups.map((_, i) => `, ${i + 2}`).join(""));

/** Whether a reading must tell platforms or languages apart. */
export function isSplit({ groups, filter }: Pick<Reading, "groups" | "filter">): boolean {
  const { platforms, notPlatforms, languages, notLanguages } = filter;
  const lists = [platforms, notPlatforms, languages, notLanguages];
  return (
    groups.some((group) => group !== "topic" && group !== "emotion") ||
    lists.some((list) => list !== undefined && list.length > 0)
  );
}

/** Largest first. */
const STORED_GRAINS: readonly StoredGrain[] = ["day", "sixHours", "hour", "quarter"];
const SPLIT_GRAINS: readonly StoredGrain[] = ["day", "hour"];

/** The level of `rollups` that holds each grain; split counts have days and hours alone. */
const storedIn = (reading: Reading): Partial<Record<StoredGrain, number>> =>
  isSplit(reading) ? { day: ROLLUP_LEVELS.daySplit, hour: ROLLUP_LEVELS.hourSplit } : ROLLUP_LEVELS;

const texts = (values: readonly string[]): SQL => sql`${sql.param([...values])}::text[]`;

/** The conditions of a filter on platform and language columns. */
function splitConditions({ platforms, notPlatforms, languages, notLanguages }: PostFilter): SQL[] {
  const langs = (values: readonly string[]) => values.map((value) => langKey(value) ?? value.toLowerCase());
  const where: SQL[] = [];
  if (platforms?.length) where.push(sql`${rollups.platform} = any(${texts(platforms.map(platformKey))})`);
  if (notPlatforms?.length) where.push(sql`${rollups.platform} <> all(${texts(notPlatforms.map(platformKey))})`);
  if (languages?.length) where.push(sql`${rollups.lang} = any(${texts(langs(languages))})`);
  if (notLanguages?.length) where.push(sql`${rollups.lang} <> all(${texts(langs(notLanguages))})`);
  return where;
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Posts published within any of the segments. */
export const within = (segments: readonly Segment[]): SQL =>
  sql`(${sql.join(
    segments.map(
      ({ fromMs, toMs }) =>
        sql`(${posts.publishedAt} >= ${isoOf(fromMs)}::timestamptz and ${posts.publishedAt} < ${isoOf(toMs)}::timestamptz)`,
    ),
    sql` or `,
  )})`;

/** `from` and `where` of the rollups of a reading, or of their sketches or emotions by the same name; null when all of it is read from posts. */
export function fromRollups(
  ctx: Ctx,
  reading: Reading,
  table: typeof rollups | typeof rollupSketches | typeof rollupEmotions,
): SQL | null {
  const stored = storedIn(reading);
  const segments = segmentsOfReading(reading).flatMap(({ grain, ...span }) =>
    grain === "posts" ? [] : [{ ...span, level: stored[grain] }],
  );
  if (segments.length === 0) return null;
  const levels = sql`${sql.param(segments.map((each) => each.level))}::smallint[]`;
  const topics =
    reading.topicIds.length === 1
      ? sql`${rollups.topicId} = ${reading.topicIds[0]}::uuid`
      : sql`${rollups.topicId} = any(${sql.param([...reading.topicIds])}::uuid[])`;
  const lows = instants(segments.map((each) => each.fromMs));
  const highs = instants(segments.map((each) => each.toMs));
  // offset 0 keeps it to one range scan per segment
  return sql`from unnest(${levels}, ${lows}, ${highs}) as segment (level, low, high) cross join lateral (
    select * from ${table} as rollups where ${inProject(rollups, ctx)} and ${rollups.level} = segment.level
      and ${and(topics, ...splitConditions(reading.filter))}
      and ${rollups.bucket} >= segment.low and ${rollups.bucket} < segment.high offset 0) as rollups where true`;
}

/** The segments of a reading: stored counts and cut edges, or the whole periods when posts answer. */
export function segmentsOfReading(reading: Reading): Segment[] {
  if (!reading.usesRollups) return wholeOfGrid(reading.grid);
  return segmentsOfGrid(reading.grid, isSplit(reading) ? SPLIT_GRAINS : STORED_GRAINS);
}

/** `from` and `where` of the posts of a reading within `segments`. */
export function fromPosts(
  ctx: Ctx,
  { filter, topicIds, groups, classifierId }: Reading,
  segments: readonly Segment[],
): SQL {
  const { where, readsText } = postConditions(ctx, filter);
  const wanted = topicIds.filter((id) => id !== NIL_UUID);
  const matches = sql`select ${postTopics.topicId} from ${postTopics} where ${inWorkspace(postTopics, ctx)}
    and ${postTopics.postId} = ${posts.id} and ${postTopics.topicId} = any(${sql.param(wanted)}::uuid[])`;
  const all = topicIds.length > wanted.length ? sql`select ${NIL_UUID}::uuid union all` : sql``;
  const byTopic =
    groups.includes("topic") || wanted.length > 0 ? sql`cross join lateral (${all} ${matches}) as topic (id)` : sql``;
  const byClass = groups.includes("class")
    ? sql`join ${postClasses} as own_class on own_class.workspace_id = ${posts.workspaceId}
        and own_class.classifier_id = ${classifierId}::uuid and own_class.post_id = ${posts.id}`
    : sql``;
  return sql`from ${posts} ${readsText ? joinPostTexts : sql``} ${byClass} ${byTopic} where ${and(...where, within(segments))}`;
}

/** `width_bucket` of an instant over the edges of a grid. */
export const placeOf = (column: SQL | typeof posts.publishedAt, grid: Grid): SQL =>
  sql`width_bucket(${column}, ${instants(grid.edges)})`;

type Row = { place: number; sums: number[]; counted?: number } & Partial<Record<GroupDimension, string>>;

async function readRollups(ctx: Ctx, reading: Reading): Promise<Row[]> {
  const source = fromRollups(ctx, reading, rollups);
  if (!source) return [];
  const groups = reading.groups.filter((group) => group !== "emotion");
  const key = sql`${placeOf(sql`${rollups.bucket}`, reading.grid)} as place ${groupColumns(groups, "rollup")}`;
  const counted = sql`
    select ${key}, array[${sumsOfRollups}] as sums, (extract(epoch from max(${rollups.countedAt})) * 1000)::float8 as counted
    ${source} group by 1 ${groupPlaces(groups)}`;
  const isByEmotion = reading.groups.includes("emotion");
  if (!isByEmotion && !reading.hasFlags) return (await ctx.tx.execute<Row>(counted)).rows;
  const names = sql.join(groups.map((group) => sql`, ${sql.identifier(group)}`));
  const { rows } = await ctx.tx.execute<Row & FeltRow>(sql`
    select * from (${counted}) counted left join (
      select ${key}, array[${feltOfRollups}] as felt ${fromRollups(ctx, reading, rollupEmotions)} group by 1 ${groupPlaces(groups)}
    ) felt using (place ${names})`);
  return isByEmotion ? rows.flatMap(byEmotion) : rows.map(withFlags);
}

async function readPosts(ctx: Ctx, reading: Reading): Promise<Row[]> {
  const segments = segmentsOfReading(reading).filter((segment) => segment.grain === "posts");
  if (segments.length === 0) return [];
  const names = sql.join(reading.groups.map((group) => sql`, ${sql.identifier(group)}`));
  const { rows } = await ctx.tx.execute<Row>(sql`
    select place ${names}, array[${reading.hasFlags ? sumsOfPostsFlagged : sumsOfPostsRead}] as sums from (
      select ${placeOf(posts.publishedAt, reading.grid)} as place ${groupColumns(reading.groups, "post")}, ${countedPost}
        ${reading.hasFlags ? sql`, ${flagColumns}` : sql``}
      ${fromPosts(ctx, reading, segments)}) counted
    group by 1 ${groupPlaces(reading.groups)}`);
  return rows;
}

/** Identity of a cell within a reading. */
export const cellKey = (groups: readonly GroupDimension[], cell: Pick<Cell, "period" | "bucket" | "keys">): string =>
  [cell.period, cell.bucket, ...groups.map((group) => cell.keys[group])].join("\n");

/** Which sums a filter lets through: 1 or 0 for each. */
function maskOf(filter: PostFilter): number[] {
  const mask: number[] = [];
  for (const state of statesOf(filter)) for (const measure of ALL_MEASURES) mask[sumIndex(measure, state)] = 1;
  return mask;
}

/** Sums per period, bucket and group. Cells without posts are left out. */
export async function readCells(ctx: Ctx, reading: Reading): Promise<Cells> {
  const mask = maskOf(reading.filter);
  const cells = new Map<string, Cell>();
  let countedAtMs: number | null = null;
  const stored = reading.usesRollups ? await readRollups(ctx, reading) : [];
  for (const row of [...stored, ...(await readPosts(ctx, reading))]) {
    const at = locate(reading.grid, row.place);
    const sums = row.sums.map((sum, i) => (mask[i] === 1 ? sum : 0));
    if (!at || sums.every((sum) => sum === 0)) continue;
    const keys = Object.fromEntries(reading.groups.map((group) => [group, row[group] ?? ""]));
    const key = cellKey(reading.groups, { ...at, keys });
    const known = cells.get(key);
    if (known) known.sums = known.sums.map((sum, i) => sum + (sums[i] ?? 0));
    else cells.set(key, { ...at, keys, sums });
    if (row.counted !== undefined) countedAtMs = Math.max(countedAtMs ?? 0, row.counted);
  }
  return { cells: [...cells.values()], countedAtMs };
}
