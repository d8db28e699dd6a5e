/** Drawn posts with people's answers, as the figures of the passport need them. */
import { and, asc, count, eq, type SQL, sql } from "drizzle-orm";
import { accuracyAnswers, accuracySamplePosts, accuracySamples } from "@/drizzle/schema/checks";
import { posts } from "@/drizzle/schema/posts";
import type { DrawnPost } from "@/lib/analysis/classify/checked";
import type { Answer } from "@/lib/contracts/accuracy";
import type { Sentiment } from "@/lib/contracts/entities";
import { type Ctx, inProject } from "./ctx";
import { joinPostTexts } from "./query-sql";

/** A drawn post. `byPerson`: every answer, "cannot tell" included. */
export interface CheckedPost extends DrawnPost {
  postId: bigint;
  predicted: Sentiment;
  byPerson: Map<string, Answer>;
  settledAs: Answer | null;
  /** Whether it is among the posts asked about. */
  isAsked: boolean;
}

const tells = (answer: Answer | null): Answer | null => (answer === "cannot_tell" ? null : answer);

/** Read posts that no sample stands for. The conditions on ids and days follow from the last one: an index can use them. */
export const isUndrawn = (ctx: Ctx): SQL | undefined => {
  const mine = sql`from ${accuracySamples} d where d.workspace_id = ${ctx.workspaceId} and d.project_id = ${ctx.projectId}`;
  return and(
    inProject(posts, ctx),
    eq(posts.readState, "read"),
    eq(posts.isDeleted, false),
    sql`${posts.id} > coalesce((select max(d.last_post_id) ${mine} and d.posts_from is null), 0)`,
    sql`(${posts.id} > coalesce((select max(d.last_post_id) ${mine}), 0) or ${posts.publishedAt} < (select max(d.posts_from) ${mine}))`,
    sql`not exists (select from ${accuracySamples} s where s.workspace_id = ${ctx.workspaceId} and s.project_id = ${ctx.projectId}
      and ${posts.id} <= s.last_post_id and (s.posts_from is null or ${posts.publishedAt} >= s.posts_from))`,
  );
};

/** All posts of the samples that this model was drawn for. `asked`: SQL on posts; `readsText`: it needs the texts. */
export async function loadCheckedPosts(
  ctx: Ctx,
  modelVersion: string,
  { asked = sql`true`, readsText = false }: { asked?: SQL; readsText?: boolean } = {},
): Promise<CheckedPost[]> {
  const mine = and(inProject(accuracySamples, ctx), eq(accuracySamples.modelVersion, modelVersion));
  const ofSample = and(
    eq(accuracySamples.workspaceId, accuracySamplePosts.workspaceId),
    eq(accuracySamples.id, accuracySamplePosts.sampleId),
  );
  const drawn = await ctx.tx
    .select({
      postId: accuracySamplePosts.postId,
      sampleId: accuracySamplePosts.sampleId,
      inclusionProbability: accuracySamplePosts.inclusionProbability,
      predicted: accuracySamplePosts.predicted,
      settledAs: accuracySamplePosts.settled,
      isAsked: sql<boolean>`exists (select 1 from ${posts} ${readsText ? joinPostTexts : sql``}
        where ${posts.workspaceId} = ${accuracySamplePosts.workspaceId} and ${posts.id} = ${accuracySamplePosts.postId} and ${asked})`,
    })
    .from(accuracySamplePosts)
    .innerJoin(accuracySamples, ofSample)
    .where(mine)
    .orderBy(asc(accuracySamplePosts.postId));
  const answers = await ctx.tx
    .select({ postId: accuracyAnswers.postId, userId: accuracyAnswers.userId, answer: accuracyAnswers.answer })
    .from(accuracyAnswers)
    .innerJoin(
      accuracySamplePosts,
      and(
        eq(accuracySamplePosts.workspaceId, accuracyAnswers.workspaceId),
        eq(accuracySamplePosts.postId, accuracyAnswers.postId),
      ),
    )
    .innerJoin(accuracySamples, ofSample)
    .where(mine);
  const byPost = new Map<bigint, Map<string, Answer>>();
  for (const { postId, userId, answer } of answers)
    byPost.set(postId, (byPost.get(postId) ?? new Map<string, Answer>()).set(userId, answer));
  return drawn.map((row) => {
    const byPerson = byPost.get(row.postId) ?? new Map<string, Answer>();
    const said = [...byPerson.values()].flatMap((answer) => tells(answer) ?? []);
    return {
      ...row,
      byPerson,
      // settled as "cannot tell" leaves a post out of every figure
      answers: row.settledAs === "cannot_tell" ? [] : said,
      settled: tells(row.settledAs),
    };
  });
}

/** How many posts no sample stands for, at most `atMost`. */
export async function countUndrawn(ctx: Ctx, atMost = 10_000): Promise<number> {
  const some = ctx.tx.select({ id: posts.id }).from(posts).where(isUndrawn(ctx)).limit(atMost).as("some");
  const [row] = await ctx.tx.select({ count: count() }).from(some);
  return row?.count ?? 0;
}
