/**
 * The leading authors of a range. Long ranges are answered from the daily lists (`rollup_authors`) without reading every
 * post: an author who is on no list of a day is below its last place, which bounds what anybody can add up to. When the
 * bounds leave a doubt about the first places, the posts are counted instead, so the answer is exact either way.
 * Source of the idea: the threshold algorithm of Fagin, Lotem and Naor 2003, doi 10.1016/S0022-0000(03)00026-6.
 */
import { and, inArray, type SQL, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { rollupAuthors } from "@/drizzle/schema/rollups";
import { postTopics } from "@/drizzle/schema/topics";
import { type Segment, segmentsOf } from "@/lib/analysis/series/segments";
import { DAY_MS } from "@/lib/analysis/series/time-zone";
import { SENTIMENT_STATES } from "@/lib/contracts/entities";
import { NIL_UUID } from "@/lib/ids";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import { type Cell, fromPosts, type Reading, within } from "./metrics-cells";
import { CURRENT, type Grid, PREVIOUS, wholeOfGrid } from "./metrics-grid";
import { countedPost, type Measure, sumColumns, sumsOfPosts, sumsOfRollups } from "./rollups-columns";
import { instants, LEADING_AUTHORS } from "./rollups-recount";

/** Beyond so many authors that might be among the first, counting posts is as quick. */
const MAX_CANDIDATES = 300;

const totalOf = (measure: Measure): SQL => sql.raw(SENTIMENT_STATES.map((state) => `${state}_${measure}`).join(" + "));

const POST_VALUE: Record<Measure, SQL> = {
  posts: sql`count(*)`,
  engagement: sql`sum(${posts.engagement})`,
  reach: sql`sum(${posts.authorFollowers})`,
};

/** Ids of the first `limit` authors by a measure, counted from posts. Equal values go by the lower id. */
export async function rankAuthorsByPosts(
  ctx: Ctx,
  reading: Reading,
  measure: Measure,
  limit: number,
): Promise<string[]> {
  const current = { ...reading.grid, edges: reading.grid.edges.slice(reading.grid.previousCount), previousCount: 0 };
  const { rows } = await ctx.tx.execute<{ id: string }>(sql`
    select ${posts.authorId}::text as id ${fromPosts(ctx, { ...reading, groups: [] }, wholeOfGrid(current))}
    group by ${posts.authorId} order by ${POST_VALUE[measure]} desc, ${posts.authorId} limit ${limit}`);
  return rows.map((row) => row.id);
}

/** Whole UTC days of one period, and what is left of it. */
function daysOf(grid: Grid, period: typeof CURRENT | typeof PREVIOUS): { days: number[]; rest: Segment[] } {
  const edges = period === CURRENT ? grid.edges.slice(grid.previousCount) : grid.edges.slice(0, grid.previousCount);
  const segments = segmentsOf(edges, ["day"]);
  const days = segments
    .filter(({ grain }) => grain === "day")
    .flatMap(({ fromMs, toMs }) => Array.from({ length: (toMs - fromMs) / DAY_MS }, (_, i) => fromMs + i * DAY_MS));
  return { days, rest: segments.filter(({ grain }) => grain !== "day") };
}

interface Listed extends Record<string, unknown> {
  id: string;
  low: number;
  high: number;
  unlisted: number;
}

/** Listed authors with bounds on their value in the range; `unlisted` bounds everybody else's. */
async function boundAuthors(ctx: Ctx, topicId: string, grid: Grid, measure: Measure): Promise<Listed[]> {
  const { days, rest } = daysOf(grid, CURRENT);
  const cut = [...new Set(rest.map(({ fromMs }) => Math.floor(fromMs / DAY_MS) * DAY_MS))];
  const { rows } = await ctx.tx.execute<Listed>(sql`
    with listed as (
      select bucket, author_id, ${totalOf(measure)} as value,
        row_number() over (partition by bucket order by ${totalOf(measure)} desc, author_id) as place
      from ${rollupAuthors} where ${inProject(rollupAuthors, ctx)} and ${rollupAuthors.topicId} = ${topicId}::uuid
        and ${rollupAuthors.bucket} = any(${instants([...days, ...cut])})),
    day as (
      select bucket, coalesce(max(value) filter (where place = ${LEADING_AUTHORS}), 0) as least from listed group by bucket),
    outside as (select coalesce(sum(least), 0) as least from day)
    select listed.author_id::text as id, outside.least::float8 as unlisted,
      coalesce(sum(value) filter (where listed.bucket = any(${instants(days)})), 0)::float8 as low,
      (sum(value) + outside.least - sum(day.least))::float8 as high
    from listed join day on day.bucket = listed.bucket cross join outside
    group by listed.author_id, outside.least`);
  return rows;
}

/** Who may be among the first `limit`; null when the lists cannot tell, or too many may be. Pure. */
export function candidatesOf(
  listed: readonly { id: string; low: number; high: number; unlisted: number }[],
  limit: number,
): string[] | null {
  const lows = listed.map((author) => author.low).sort((a, b) => b - a);
  const least = lows[limit - 1];
  if (least === undefined || (listed[0]?.unlisted ?? 0) >= least) return null;
  const able = listed.filter((author) => author.high >= least);
  return able.length > MAX_CANDIDATES ? null : able.map((author) => author.id);
}

/** Who may be among the first `limit` authors of the current period by the daily lists; null when these cannot tell. */
export async function findCandidates(
  ctx: Ctx,
  topicId: string,
  grid: Grid,
  measure: Measure,
  limit: number,
): Promise<string[] | null> {
  return candidatesOf(await boundAuthors(ctx, topicId, grid, measure), limit);
}

type AuthorRow = { author: string; sums: number[] };

async function listedSums(ctx: Ctx, topicId: string, ids: readonly string[], days: readonly number[]) {
  const { rows } = await ctx.tx.execute<AuthorRow>(sql`
    select author_id::text as author, array[${sumsOfRollups}] as sums from ${rollupAuthors}
    where ${inProject(rollupAuthors, ctx)} and ${rollupAuthors.topicId} = ${topicId}::uuid
      and ${rollupAuthors.bucket} = any(${instants(days)}) and ${inArray(rollupAuthors.authorId, ids.map(BigInt))}
    group by author_id`);
  return rows;
}

const ofTopic = (ctx: Ctx, topicId: string): SQL | undefined =>
  topicId === NIL_UUID
    ? undefined
    : sql`exists (select 1 from ${postTopics} where ${inWorkspace(postTopics, ctx)}
        and ${postTopics.topicId} = ${topicId}::uuid and ${postTopics.postId} = ${posts.id})`;

/** Sums of the authors' posts on days whose list they are not on, one index look-up per author and day, and in `rest`. */
async function unlistedSums(
  ctx: Ctx,
  topicId: string,
  ids: readonly string[],
  { days, rest }: { days: readonly number[]; rest: readonly Segment[] },
): Promise<AuthorRow[]> {
  const post = sql`select ${posts.authorId} as author_id, ${countedPost} from ${posts}`;
  const key = sql`(${posts.authorId}, ${posts.publishedAt})`;
  const pairs = sql`
    select author, day from unnest(${sql.param([...ids])}::bigint[]) as author cross join unnest(${instants(days)}) as day
    where not exists (select 1 from ${rollupAuthors} where ${inProject(rollupAuthors, ctx)} and ${rollupAuthors.bucket} = day
      and ${rollupAuthors.topicId} = ${topicId}::uuid and ${rollupAuthors.authorId} = author)`;
  // compared and ordered as pairs, which one index alone can do
  const onDays = sql`
    select found.* from pair cross join lateral (
      ${post} where ${and(inProject(posts, ctx), ofTopic(ctx, topicId))} and ${key} >= (author, day)
        and ${key} < (author, day + interval '1 day') order by ${posts.authorId}, ${posts.publishedAt}) found`;
  const inRest = rest.length
    ? sql`union all ${post} where ${and(inProject(posts, ctx), ofTopic(ctx, topicId), inArray(posts.authorId, ids.map(BigInt)), within(rest))}`
    : sql``;
  const { rows } = await ctx.tx.execute<AuthorRow>(sql`
    with pair as materialized (${pairs})
    select author_id::text as author, array[${sumColumns}]::float8[] as sums from (
      select author_id, ${sumsOfPosts} from (${onDays} ${inRest}) found group by author_id) counted (author_id, ${sumColumns})`);
  return rows;
}

/** Exact sums of some authors in both periods, from the lists and, off them, from posts. */
export async function readAuthors(ctx: Ctx, topicId: string, ids: readonly string[], grid: Grid): Promise<Cell[]> {
  const cells = new Map<string, Cell>();
  const periods = grid.previousCount > 0 ? ([CURRENT, PREVIOUS] as const) : ([CURRENT] as const);
  for (const period of periods) {
    const parts = daysOf(grid, period);
    const rows = [
      ...(await listedSums(ctx, topicId, ids, parts.days)),
      ...(await unlistedSums(ctx, topicId, ids, parts)),
    ];
    for (const { author, sums } of rows) {
      const known = cells.get(`${period} ${author}`);
      if (known) known.sums = known.sums.map((sum, i) => sum + (sums[i] ?? 0));
      else cells.set(`${period} ${author}`, { period, bucket: 0, keys: { author }, sums });
    }
  }
  return [...cells.values()];
}
