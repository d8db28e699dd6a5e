/** Counting again from posts: hours and their quarters, and the leading authors of a day. */
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { ROLLUP_LEVELS, rollupAuthors, rollupEmotions, rollupSketches, rollups } from "@/drizzle/schema/rollups";
import { postTopics } from "@/drizzle/schema/topics";
import { GRAIN_MS } from "@/lib/analysis/series/segments";
import { DAY_MS } from "@/lib/analysis/series/time-zone";
import { NIL_UUID } from "@/lib/ids";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import {
  authorCode,
  countedPost,
  feltColumns,
  feltOfPosts,
  flagColumns,
  MEASURES,
  SKETCHES,
  sketchColumns,
  sketchesOfPosts,
  sumColumns,
  sumsOfPosts,
} from "./rollups-columns";

/** How many leading authors a day and topic keep by each of posts, engagement and reach. */
export const LEADING_AUTHORS = 50;

const LEVELS = [ROLLUP_LEVELS.quarter, ROLLUP_LEVELS.hour, ROLLUP_LEVELS.hourSplit];

/** Instants as a Postgres array. */
export const instants = (values: readonly number[]): SQL =>
  sql`${sql.param(values.map((ms) => new Date(ms).toISOString()))}::timestamptz[]`;

/** What a row of `rollups` or `rollup_sketches` counts. */
export const keyColumns: SQL = sql.raw("workspace_id, project_id, level, topic_id, bucket, platform, lang");
/** What a row of `rollup_emotions` counts. */
export const feltKeyColumns: SQL = sql.raw("workspace_id, project_id, level, topic_id, bucket");
/** The first two of `keyColumns`. */
export const own = (ctx: Ctx): SQL => sql`${ctx.workspaceId}::uuid, ${ctx.projectId}::uuid`;

/** Each post of `found` once for the whole project and once per topic it matches; offset 0 keeps it to index look-ups. */
const memberships = (ctx: Ctx): SQL => sql`
  select ${NIL_UUID}::uuid as topic_id, found.* from found
  union all
  select matched.topic_id, found.* from found cross join lateral (
    select ${postTopics.topicId} from ${postTopics}
    where ${inWorkspace(postTopics, ctx)} and ${postTopics.postId} = found.id offset 0) matched`;

/** Deletes what is stored of some buckets at some levels. */
export async function forget(ctx: Ctx, levels: readonly number[], buckets: readonly number[]): Promise<void> {
  for (const table of [rollups, rollupSketches, rollupEmotions]) {
    const isThere = and(inArray(table.level, [...levels]), sql`${table.bucket} = any(${instants(buckets)})`);
    await ctx.tx.delete(table).where(and(inProject(table, ctx), isThere));
  }
}

/**
 * Replaces the given UTC hours, and their quarters, by what the posts say now. The order by time, here and below, is for the
 * planner: without statistics yet (right after a first import) all indexes look alike to it, and one is in that order.
 */
export async function recountHours(ctx: Ctx, hours: readonly number[]): Promise<void> {
  const quarters = hours.flatMap((hour) => [0, 1, 2, 3].map((n) => hour + n * GRAIN_MS.quarter));
  await forget(ctx, LEVELS, quarters);
  await ctx.tx.execute(sql`
    with found as materialized (
      select post.* from unnest(${instants(hours)}) as hours (hour) cross join lateral (
        select ${posts.id} as id, hour, date_bin('15 minutes', ${posts.publishedAt}, 'epoch') as quarter,
          ${posts.platform} as platform, coalesce(${posts.lang}, 'und') as lang, ${countedPost}, ${authorCode},
          ${posts.emotion} as emotion, ${flagColumns}
        from ${posts} where ${inProject(posts, ctx)} and ${posts.publishedAt} >= hour
          and ${posts.publishedAt} < hour + interval '1 hour' order by ${posts.publishedAt}) post),
    member as (${memberships(ctx)}),
    counted (${keyColumns}, ${sumColumns}, ${sketchColumns}, ${feltColumns}) as materialized (select ${own(ctx)}, case when grouping(hour) = 1 then ${ROLLUP_LEVELS.quarter}::int
        when grouping(platform) = 1 then ${ROLLUP_LEVELS.hour}::int else ${ROLLUP_LEVELS.hourSplit}::int end,
      topic_id, coalesce(hour, quarter), coalesce(platform, ''), coalesce(lang, ''), ${sumsOfPosts}, ${sketchesOfPosts(SKETCHES)},
      ${feltOfPosts}
    from member group by grouping sets ((topic_id, hour, platform, lang), (topic_id, hour), (topic_id, quarter))),
    summed as (insert into ${rollups} (${keyColumns}, ${sumColumns}) select ${keyColumns}, ${sumColumns} from counted),
    felt as (insert into ${rollupEmotions} (${feltKeyColumns}, ${feltColumns})
      select ${feltKeyColumns}, ${feltColumns} from counted where level <> ${ROLLUP_LEVELS.hourSplit}::int)
    insert into ${rollupSketches} (${keyColumns}, ${sketchColumns}) select ${keyColumns}, ${sketchColumns} from counted`);
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
