/** What a query would match, before it is saved: nothing is written. */
import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { authors, posts, postTexts } from "@/drizzle/schema/posts";
import { parseQuery } from "@/lib/analysis/query/parser";
import { highlightTerms } from "@/lib/analysis/query/print";
import type { TopicPreview } from "@/lib/contracts/topics";
import { authorize, type Ctx, inProject } from "./ctx";
import { postConditions } from "./post-conditions";
import { countPosts } from "./posts-count";
import { joinPostTexts } from "./query-sql";

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 30;
const EXAMPLES = 20;

type Window = { fromMs: number; toMs: number };

/** Counts the matches and finds the newest in one pass over the posts: a rare word would make a second one as long. */
async function findMatches(
  ctx: Ctx,
  query: string,
  { fromMs, toMs }: Window,
): Promise<{ count: number; ids: string[] }> {
  const { where, readsText } = postConditions(ctx, { query });
  where.push(gte(posts.publishedAt, new Date(fromMs)), lt(posts.publishedAt, new Date(toMs)));
  const { rows } = await ctx.tx.execute<{ count: number; ids: string[] }>(sql`
    with hits as materialized (
      select ${posts.id} as id, ${posts.publishedAt} as at, ${posts.isDeleted} as is_gone
      from ${posts} ${readsText ? joinPostTexts : sql``} where ${and(...where)})
    select (select count(*)::int from hits) as count,
      array(select id::text from hits where not is_gone order by at desc, id desc limit ${EXAMPLES}) as ids`);
  return rows[0] ?? { count: 0, ids: [] };
}

async function loadExamples(ctx: Ctx, ids: readonly string[]): Promise<TopicPreview["examples"]> {
  if (ids.length === 0) return [];
  const rows = await ctx.tx
    .select({
      id: posts.id,
      authorHandle: authors.handle,
      platform: posts.platform,
      text: postTexts.text,
      publishedAt: posts.publishedAt,
    })
    .from(posts)
    .innerJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
    .innerJoin(authors, and(eq(authors.workspaceId, posts.workspaceId), eq(authors.id, posts.authorId)))
    .where(and(inProject(posts, ctx), inArray(posts.id, ids.map(BigInt))))
    .orderBy(desc(posts.publishedAt), desc(posts.id));
  return rows.map((row) => ({ ...row, id: String(row.id), publishedAt: row.publishedAt.toISOString() }));
}

/**
 * How many of the last 30 days' posts a query matches, and the newest 20 of them.
 * A query that cannot be read is an answer too: `problem` says where and why, and the counts are null.
 */
export async function previewTopic(ctx: Ctx, query: string): Promise<TopicPreview> {
  authorize(ctx, "topic:preview");
  const { ast, problem, warnings } = parseQuery(query);
  if (!ast) {
    return { problem, warnings: [...warnings], matchCount: null, postCount: null, examples: [], highlight: [] };
  }
  // posts may be dated up to a day ahead
  const window = { fromMs: ctx.nowMs - WINDOW_DAYS * DAY_MS, toMs: ctx.nowMs + DAY_MS };
  const found = await findMatches(ctx, query, window);
  return {
    problem: null,
    warnings: [...warnings],
    matchCount: found.count,
    postCount: await countPosts(ctx, {}, window),
    examples: await loadExamples(ctx, found.ids),
    highlight: highlightTerms(ast),
  };
}
