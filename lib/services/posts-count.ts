/** How many posts a filter means, counted from the posts themselves. */
import { and, gte, lt, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { authorize, type Ctx } from "./ctx";
import { postConditions } from "./post-conditions";
import { joinPostTexts } from "./query-sql";

/**
 * Posts of the filter published in a span (epoch milliseconds, start inclusive, end exclusive).
 * @throws AppError E_QUERY when the filter's query cannot be read
 */
export async function countPosts(
  ctx: Ctx,
  filter: PostFilter,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<number> {
  authorize(ctx, "post:read");
  const { where, readsText } = postConditions(ctx, filter);
  where.push(gte(posts.publishedAt, new Date(fromMs)), lt(posts.publishedAt, new Date(toMs)));
  const { rows } = await ctx.tx.execute<{ found: number }>(
    sql`select count(*)::int as found from ${posts} ${readsText ? joinPostTexts : sql``} where ${and(...where)}`,
  );
  return rows[0]?.found ?? 0;
}
