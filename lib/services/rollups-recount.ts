/** Counting again: hours and their quarters from posts, a day from its hours, its leading authors from posts. */
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { ROLLUP_LEVELS, rollupAuthors, rollups } from "@/drizzle/schema/rollups";
import { postTopics } from "@/drizzle/schema/topics";
import { GRAIN_MS } from "@/lib/analysis/series/segments";
import { DAY_MS } from "@/lib/analysis/series/time-zone";
import { emptySketch, mergeBytes, sketchBytes } from "@/lib/analysis/stats/hyperloglog";
import { SENTIMENT_STATES, type SentimentState } from "@/lib/contracts/entities";
import { NIL_UUID } from "@/lib/ids";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import {
  authorCode,
  countedPost,
  MEASURES,
  SUM_COUNT,
  sketchColumns,
  sketchesOfPosts,
  sketchesOfRollups,
  sumColumns,
  sumsOfPosts,
  sumsOfRollups,
} from "./rollups-columns";

/** How many leading authors a day and topic keep by each of posts, engagement and reach. */
export const LEADING_AUTHORS = 50;

const HOUR_LEVELS = [ROLLUP_LEVELS.hour, ROLLUP_LEVELS.hourSplit];
const PART_LEVELS = [ROLLUP_LEVELS.quarter, ...HOUR_LEVELS];
const DAY_LEVELS = [ROLLUP_LEVELS.day, ROLLUP_LEVELS.daySplit];

/** Instants as a Postgres array. */
export const instants = (values: readonly number[]): SQL =>
  sql`${sql.param(values.map((ms) => new Date(ms).toISOString()))}::timestamptz[]`;

const own = (ctx: Ctx): SQL => sql`${ctx.workspaceId}::uuid, ${ctx.projectId}::uuid`;

/** Each post of `found` once for the whole project and once per topic it matches; offset 0 keeps it to index look-ups. */
const memberships = (ctx: Ctx): SQL => sql`
  select ${NIL_UUID}::uuid as topic_id, found.* from found
  union all
  select matched.topic_id, found.* from found cross join lateral (
    select ${postTopics.topicId} from ${postTopics}
    where ${inWorkspace(postTopics, ctx)} and ${postTopics.postId} = found.id offset 0) matched`;

/**
 * Replaces the given UTC hours, and their quarters, by what the posts say now. The order by time, here and below, is for the
 * planner: without statistics yet (right after a first import) all indexes look alike to it, and one is in that order.
 */
export async function recountHours(ctx: Ctx, hours: readonly number[]): Promise<void> {
  const quarters = hours.flatMap((hour) => [0, 1, 2, 3].map((n) => hour + n * GRAIN_MS.quarter));
  await ctx.tx
    .delete(rollups)
    .where(
      and(
        inProject(rollups, ctx),
        inArray(rollups.level, PART_LEVELS),
        sql`${rollups.bucket} = any(${instants(quarters)})`,
      ),
    );
  await ctx.tx.execute(sql`
    insert into ${rollups} (workspace_id, project_id, level, topic_id, bucket, platform, lang, ${sumColumns}, ${sketchColumns})
    with found as materialized (
      select post.* from unnest(${instants(hours)}) as hours (hour) cross join lateral (
        select ${posts.id} as id, hour, date_bin('15 minutes', ${posts.publishedAt}, 'epoch') as quarter,
          ${posts.platform} as platform, coalesce(${posts.lang}, 'und') as lang, ${countedPost}, ${authorCode}
        from ${posts} where ${inProject(posts, ctx)} and ${posts.publishedAt} >= hour
          and ${posts.publishedAt} < hour + interval '1 hour' order by ${posts.publishedAt}) post),
    member as (${memberships(ctx)})
    select ${own(ctx)}, case when grouping(hour) = 1 then ${ROLLUP_LEVELS.quarter}::int
        when grouping(platform) = 1 then ${ROLLUP_LEVELS.hour}::int else ${ROLLUP_LEVELS.hourSplit}::int end,
      topic_id, coalesce(hour, quarter), coalesce(platform, ''), coalesce(lang, ''), ${sumsOfPosts}, ${sketchesOfPosts}
    from member group by grouping sets ((topic_id, hour, platform, lang), (topic_id, hour), (topic_id, quarter))`);
}

/** The shortest form of sketches laid end to end. */
function union(bytes: Buffer): Buffer {
  if (bytes.length <= 2) return bytes;
  const sketch = emptySketch();
  mergeBytes(sketch, bytes);
  return Buffer.from(sketchBytes(sketch));
}

interface DayCell extends Record<SentimentState, Buffer | null>, Record<string, unknown> {
  level: number;
  topicId: string;
  platform: string;
  lang: string;
  sums: number[];
}

/** Columns of a Postgres insert, one array each. */
function dayColumns(cells: readonly DayCell[]): SQL {
  const column = (type: string, of: (cell: DayCell) => unknown) => sql`${sql.param(cells.map(of))}::${sql.raw(type)}[]`;
  const level = (cell: DayCell) => (cell.level === ROLLUP_LEVELS.hour ? ROLLUP_LEVELS.day : ROLLUP_LEVELS.daySplit);
  const sums = Array.from({ length: SUM_COUNT }, (_, i) => column("bigint", (cell) => cell.sums[i] ?? 0));
  const sketches = SENTIMENT_STATES.map((state) => column("bytea", (cell) => union(cell[state] ?? Buffer.alloc(0))));
  return sql.join(
    [
      column("smallint", level),
      column("uuid", (cell) => cell.topicId),
      column("text", (cell) => cell.platform),
      column("text", (cell) => cell.lang),
      ...sums,
      ...sketches,
    ],
    sql`, `,
  );
}

/** Replaces a UTC day by the sum of its hours. */
export async function recountDay(ctx: Ctx, dayMs: number): Promise<void> {
  const bucket = new Date(dayMs);
  await ctx.tx
    .delete(rollups)
    .where(and(inProject(rollups, ctx), inArray(rollups.level, DAY_LEVELS), eq(rollups.bucket, bucket)));
  const { rows } = await ctx.tx.execute<DayCell>(sql`
    select level, topic_id as "topicId", platform, lang, array[${sumsOfRollups}] as sums, ${sketchesOfRollups}
    from ${rollups}
    where ${inProject(rollups, ctx)} and ${inArray(rollups.level, HOUR_LEVELS)}
      and ${rollups.bucket} >= ${bucket.toISOString()}::timestamptz
      and ${rollups.bucket} < ${new Date(dayMs + DAY_MS).toISOString()}::timestamptz
    group by level, topic_id, platform, lang`);
  if (rows.length === 0) return;
  await ctx.tx.execute(sql`
    insert into ${rollups} (workspace_id, project_id, bucket, level, topic_id, platform, lang, ${sumColumns}, ${sketchColumns})
    select ${own(ctx)}, ${bucket.toISOString()}::timestamptz, cells.* from unnest(${dayColumns(rows)}) as cells`);
}

/** Replaces the leading authors of a UTC day, per topic; equal values go by the lower author id. */
export async function recountAuthors(ctx: Ctx, dayMs: number): Promise<void> {
  const bucket = new Date(dayMs);
  await ctx.tx.delete(rollupAuthors).where(and(inProject(rollupAuthors, ctx), eq(rollupAuthors.bucket, bucket)));
  const totals = sql.raw(
    MEASURES.map((measure) => `negative_${measure} + neutral_${measure} + positive_${measure} + unread_${measure}`)
      .map((total, i) => `row_number() over (partition by topic_id order by ${total} desc, author_id) as place_${i}`)
      .join(", "),
  );
  await ctx.tx.execute(sql`
    insert into ${rollupAuthors} (workspace_id, project_id, bucket, topic_id, author_id, ${sumColumns})
    with found as materialized (
      select ${posts.id} as id, ${posts.authorId} as author_id, ${countedPost} from ${posts}
      where ${inProject(posts, ctx)} and ${posts.publishedAt} >= ${bucket.toISOString()}::timestamptz
        and ${posts.publishedAt} < ${new Date(dayMs + DAY_MS).toISOString()}::timestamptz
      order by ${posts.publishedAt}),
    member as (${memberships(ctx)}),
    author (topic_id, author_id, ${sumColumns}) as (
      select topic_id, author_id, ${sumsOfPosts} from member group by topic_id, author_id),
    placed as (select author.*, ${totals} from author)
    select ${own(ctx)}, ${bucket.toISOString()}::timestamptz, topic_id, author_id, ${sumColumns}
    from placed where least(place_0, place_1, place_2) <= ${LEADING_AUTHORS}`);
}
