/** Corrections: what a person says of a post instead of the model. Kept apart from the model's label. */
import { and, desc, eq, sql } from "drizzle-orm";
import { corrections, postLabels, posts } from "@/drizzle/schema/posts";
import type { Sentiment } from "@/lib/contracts/entities";
import type { CorrectPost, PostCard } from "@/lib/contracts/posts";
import { AppError, notFound } from "@/lib/errors";
import { enqueueRollups } from "@/lib/jobs/queue";
import { audit } from "./audit";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { markDirty } from "./dirt";
import { getPost } from "./posts";
import { parseBigId } from "./posts-cursor";

/** Locks the post, but not against foreign keys: a rematch that holds its project may go on. */
async function lockPost(ctx: Ctx, postId: string) {
  const id = parseBigId(postId);
  const [row] =
    id === null
      ? []
      : await ctx.tx
          .select({
            id: posts.id,
            sentiment: posts.sentiment,
            publishedAt: posts.publishedAt,
            isDeleted: posts.isDeleted,
          })
          .from(posts)
          .where(and(inProject(posts, ctx), eq(posts.id, id)))
          .for("no key update");
  if (!row) throw notFound("post");
  return row;
}

async function modelSentiment(ctx: Ctx, postId: bigint): Promise<Sentiment | null> {
  const [label] = await ctx.tx
    .select({ sentiment: postLabels.sentiment })
    .from(postLabels)
    .where(and(inWorkspace(postLabels, ctx), eq(postLabels.postId, postId)))
    .orderBy(desc(postLabels.createdAt), desc(postLabels.modelVersion))
    .limit(1);
  return label?.sentiment ?? null;
}

/** Stores or takes back the correction; returns the sentiment that counts from now on. */
async function storeCorrection(ctx: Ctx, postId: bigint, sentiment: Sentiment | null): Promise<Sentiment | null> {
  if (sentiment === null) {
    await ctx.tx.delete(corrections).where(and(inWorkspace(corrections, ctx), eq(corrections.postId, postId)));
    return modelSentiment(ctx, postId);
  }
  const { userId } = ctx.actor;
  if (userId === null) throw new Error("A correction needs a person.");
  const row = { sentiment, userId, createdAt: new Date(ctx.nowMs) };
  await ctx.tx
    .insert(corrections)
    .values({ workspaceId: ctx.workspaceId, postId, ...row })
    .onConflictDoUpdate({ target: [corrections.workspaceId, corrections.postId], set: row });
  return sentiment;
}

/**
 * Sets what counts as a post's sentiment, or takes a correction back (null): correction, effective value, dirt and audit
 * entry in one transaction; the rollups follow.
 * @throws AppError E_NOT_FOUND, E_FORBIDDEN, E_CONFLICT for a tombstone
 */
export async function correctPost(ctx: Ctx, postId: string, { sentiment }: CorrectPost): Promise<PostCard> {
  authorize(ctx, "post:correct");
  const post = await lockPost(ctx, postId);
  if (post.isDeleted) {
    throw new AppError("E_CONFLICT", "This post was deleted at its source and can no longer be read.", {
      hint: "Correct another post.",
    });
  }
  const effective = await storeCorrection(ctx, post.id, sentiment);
  if (effective !== post.sentiment) {
    await ctx.tx
      .update(posts)
      .set({ sentiment: effective, updatedAt: sql`now()` })
      .where(and(inProject(posts, ctx), eq(posts.id, post.id)));
    await markDirty(ctx, [post.publishedAt.getTime()]);
    ctx.afterCommit(() => enqueueRollups(ctx));
  }
  const detail = { correction: sentiment, before: post.sentiment, after: effective };
  await audit(ctx, { action: "post.correct", targetKind: "post", targetId: postId, detail });
  return getPost(ctx, postId);
}
