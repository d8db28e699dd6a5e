/** What a query would match, before it is saved: nothing is written. */
import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import { authors, posts, postTexts } from "@/drizzle/schema/posts";
import type { QueryNode } from "@/lib/analysis/query/ast";
import { parseQuery } from "@/lib/analysis/query/parser";
import { highlightTerms } from "@/lib/analysis/query/print";
import type { TopicPreview } from "@/lib/contracts/topics";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { countPosts } from "./posts-count";
import { queryCondition } from "./query-sql";

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 30;
const EXAMPLES = 20;

type Window = { fromMs: number; toMs: number };

async function newestMatches(ctx: Ctx, ast: QueryNode, { fromMs, toMs }: Window): Promise<TopicPreview["examples"]> {
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
    .where(
      and(
        inProject(posts, ctx),
        inWorkspace(postTexts, ctx),
        inWorkspace(authors, ctx),
        gte(posts.publishedAt, new Date(fromMs)),
        lt(posts.publishedAt, new Date(toMs)),
        sql`not ${posts.isDeleted}`,
        queryCondition(ast, ctx),
      ),
    )
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(EXAMPLES);
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
  return {
    problem: null,
    warnings: [...warnings],
    matchCount: await countPosts(ctx, { query }, window),
    postCount: await countPosts(ctx, {}, window),
    examples: await newestMatches(ctx, ast, window),
    highlight: highlightTerms(ast),
  };
}
