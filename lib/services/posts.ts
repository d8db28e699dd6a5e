/** The feed: which posts a list shows, page by page. */
import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { topics } from "@/drizzle/schema/topics";
import { projects } from "@/drizzle/schema/workspaces";
import type { QueryNode } from "@/lib/analysis/query/ast";
import { parseQuery } from "@/lib/analysis/query/parser";
import { highlightTerms } from "@/lib/analysis/query/print";
import { resolveRange } from "@/lib/analysis/series/ranges";
import type { DateRange } from "@/lib/contracts/post-filter";
import type { PostCard, PostListQuery, PostPage, PostSort } from "@/lib/contracts/posts";
import { AppError, notFound } from "@/lib/errors";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { postConditions } from "./post-conditions";
import { loadCards } from "./posts-cards";
import { parseBigId, parseCursor, printCursor } from "./posts-cursor";
import { joinPostTexts } from "./query-sql";

/** What each sort orders by; id breaks ties the same way round. */
const SORTS = {
  newest: { column: posts.publishedAt, isDescending: true },
  oldest: { column: posts.publishedAt, isDescending: false },
  engagement: { column: posts.engagement, isDescending: true },
  reach: { column: posts.authorFollowers, isDescending: true },
} as const;

/** The instants a range means in the project's zone. @throws AppError E_PARAM for a range that holds no time */
export async function resolveProjectRange(ctx: Ctx, range: DateRange): Promise<{ fromMs: number; toMs: number }> {
  const [project] = await ctx.tx
    .select({ timeZone: projects.timeZone })
    .from(projects)
    .where(and(inWorkspace(projects, ctx), eq(projects.id, ctx.projectId)));
  if (!project) throw notFound("project");
  try {
    return resolveRange(range, project.timeZone, ctx.nowMs);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError("E_PARAM", `range: ${error.message}`, { field: "range", hint: "Choose an earlier first day." });
  }
}

function afterCursor(sort: PostSort, cursor: string): SQL {
  const { column, isDescending } = SORTS[sort];
  const { value, id } = parseCursor(sort, cursor);
  const isTime = column === posts.publishedAt;
  const at = isTime ? sql`${new Date(value).toISOString()}::timestamptz` : sql`${value}::bigint`;
  return sql`(${column}, ${posts.id}) ${isDescending ? sql`<` : sql`>`} (${at}, ${id}::bigint)`;
}

interface PageRow extends Record<string, unknown> {
  id: string;
  value: string;
}

/** Ids and sort values of the page, and one more to know whether there is a next page. */
async function loadPage(ctx: Ctx, query: PostListQuery, conditions: { where: SQL[]; readsText: boolean }) {
  const { column, isDescending } = SORTS[query.sort];
  const direction = isDescending ? sql`desc` : sql`asc`;
  const value = column === posts.publishedAt ? sql`(extract(epoch from ${column}) * 1000)::bigint` : sql`${column}`;
  const where = query.cursor ? [...conditions.where, afterCursor(query.sort, query.cursor)] : conditions.where;
  const { rows } = await ctx.tx.execute<PageRow>(sql`
    select ${posts.id}::text as id, ${value}::text as value from ${posts} ${conditions.readsText ? joinPostTexts : sql``}
    where ${and(...where)} order by ${column} ${direction}, ${posts.id} ${direction} limit ${query.limit + 1}`);
  return rows;
}

/** Words to highlight: those of the filter's query, and of the topics it asks for. */
async function highlightOf(ctx: Ctx, query: QueryNode | null, topicIds: readonly string[]): Promise<string[]> {
  const trees = query ? [query] : [];
  if (topicIds.length > 0) {
    const rows = await ctx.tx
      .select({ query: topics.query })
      .from(topics)
      .where(and(inProject(topics, ctx), inArray(topics.id, [...topicIds])));
    for (const row of rows) {
      const { ast } = parseQuery(row.query);
      if (ast) trees.push(ast);
    }
  }
  return [...new Set(trees.flatMap(highlightTerms))];
}

/**
 * A page of the feed. Pages follow each other by the last post's place, so they neither repeat nor skip posts while
 * new ones arrive.
 * @throws AppError E_QUERY (filter's query), E_PARAM (cursor, range)
 */
export async function listPosts(ctx: Ctx, query: PostListQuery): Promise<PostPage> {
  authorize(ctx, "post:read");
  const conditions = postConditions(ctx, query.filter);
  const { fromMs, toMs } = await resolveProjectRange(ctx, query.range);
  conditions.where.push(gte(posts.publishedAt, new Date(fromMs)), lt(posts.publishedAt, new Date(toMs)));
  const rows = await loadPage(ctx, query, conditions);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > shown.length;
  return {
    posts: await loadCards(
      ctx,
      shown.map((row) => BigInt(row.id)),
    ),
    nextCursor: hasMore && last ? printCursor(query.sort, { value: Number(last.value), id: BigInt(last.id) }) : null,
    highlight: await highlightOf(ctx, conditions.query, query.filter.topics ?? []),
  };
}

/** One post. @throws AppError E_NOT_FOUND */
export async function getPost(ctx: Ctx, postId: string): Promise<PostCard> {
  authorize(ctx, "post:read");
  const id = parseBigId(postId);
  const [card] = id === null ? [] : await loadCards(ctx, [id]);
  if (!card) throw notFound("post");
  return card;
}
