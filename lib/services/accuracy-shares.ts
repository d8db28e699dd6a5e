/** Sentiment shares of a view without the model's bias, from the checked posts in it. */
import { and, count, gte, isNotNull, lt, or, sql } from "drizzle-orm";
import { accuracyAnswers, accuracySamplePosts } from "@/drizzle/schema/checks";
import { posts } from "@/drizzle/schema/posts";
import { toCheckedRows } from "@/lib/analysis/classify/checked";
import { correctShares, DEFAULTS } from "@/lib/analysis/classify/passport";
import type { CorrectedShares, SharesQuery } from "@/lib/contracts/accuracy";
import { SENTIMENTS } from "@/lib/contracts/entities";
import { findNewestSample } from "./accuracy";
import { loadCheckedPosts } from "./accuracy-rows";
import { authorize, type Ctx, inProject } from "./ctx";
import { queryMetrics } from "./metrics";
import { postConditions } from "./post-conditions";

/** Cheap first look: most projects have nothing checked. */
async function countAnswered(ctx: Ctx): Promise<number> {
  const isAnswered = sql`exists (select from ${accuracyAnswers} a
    where a.workspace_id = ${ctx.workspaceId} and a.post_id = ${accuracySamplePosts.postId})`;
  const [row] = await ctx.tx
    .select({ count: count() })
    .from(accuracySamplePosts)
    .where(and(inProject(accuracySamplePosts, ctx), or(isNotNull(accuracySamplePosts.settled), isAnswered)));
  return row?.count ?? 0;
}

/**
 * Counted and corrected shares of the read posts; none while too few posts of the view are checked, or where the filter itself picks
 * sentiments. @throws AppError E_QUERY, E_PARAM
 */
export async function queryCorrectedShares(ctx: Ctx, { filter, range }: SharesQuery): Promise<CorrectedShares> {
  authorize(ctx, "accuracy:read");
  const none: CorrectedShares = { shares: [], checked: 0 };
  if (filter.sentiments?.length || filter.notSentiments?.length) return none;
  const sample = await findNewestSample(ctx);
  if (!sample || (await countAnswered(ctx)) < DEFAULTS.checkedForShares) return none;
  const answer = await queryMetrics(ctx, { metrics: ["posts"], dimensions: ["sentiment"], filter, range });
  const counts = SENTIMENTS.map(
    (sentiment) => answer.rows.find(({ keys }) => keys.sentiment === sentiment)?.values.posts ?? 0,
  );
  const read = counts.reduce((sum, each) => sum + each, 0);
  if (read === 0) return none;
  const conditions = postConditions(ctx, filter);
  const { from, to } = answer.range;
  const asked = and(...conditions.where, gte(posts.publishedAt, new Date(from)), lt(posts.publishedAt, new Date(to)));
  const checked = await loadCheckedPosts(ctx, sample.modelVersion, { asked, readsText: conditions.readsText });
  const rows = toCheckedRows(checked).flatMap((row, at) => (row && checked[at]?.isAsked ? [row] : []));
  const shares = new Map(SENTIMENTS.map((sentiment, at) => [sentiment as string, (counts[at] ?? 0) / read]));
  const found = correctShares(rows, shares);
  if (found.state === "too_few") return { ...none, checked: rows.length };
  return {
    checked: found.checked,
    shares: SENTIMENTS.flatMap((sentiment) => {
      const own = found.shares.find(({ label }) => label === sentiment);
      return own ? [{ sentiment, counted: own.predicted, corrected: { value: own.share, ...own.interval } }] : [];
    }),
  };
}
