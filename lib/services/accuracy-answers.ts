/** Checking by hand: what a person checks next, their answers, and what people settle on. */
import { and, asc, count, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { accuracyAnswers, accuracySamplePosts, accuracySamples } from "@/drizzle/schema/checks";
import { authors, posts, postTexts } from "@/drizzle/schema/posts";
import type { AccuracyReport, Answered, AnswerPost, CheckQueue } from "@/lib/contracts/accuracy";
import { AppError, notFound } from "@/lib/errors";
import { findNewestSample, getAccuracy } from "./accuracy";
import { audit } from "./audit";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { parseBigId } from "./posts-cursor";

const PAGE_POSTS = 20;
const parents = alias(posts, "parents");
const parentTexts = alias(postTexts, "parent_texts");

function personOf(ctx: Ctx): string {
  const { userId } = ctx.actor;
  if (userId === null) throw new Error("An answer needs a person.");
  return userId;
}

const isAnsweredBy = (ctx: Ctx, userId: string): SQL =>
  sql`exists (select from ${accuracyAnswers} a where a.workspace_id = ${ctx.workspaceId}
    and a.post_id = ${accuracySamplePosts.postId} and a.user_id = ${userId})`;

const ofSample = and(
  eq(accuracySamples.workspaceId, accuracySamplePosts.workspaceId),
  eq(accuracySamples.id, accuracySamplePosts.sampleId),
);
const ofPost = and(
  eq(posts.workspaceId, accuracySamplePosts.workspaceId),
  eq(posts.id, accuracySamplePosts.postId),
  eq(posts.isDeleted, false),
);

/** How many posts of the current model's samples the person has answered, and has not. */
async function countProgress(ctx: Ctx, userId: string): Promise<{ answered: number; left: number }> {
  const sample = await findNewestSample(ctx);
  if (!sample) return { answered: 0, left: 0 };
  const isMine = isAnsweredBy(ctx, userId);
  const [row] = await ctx.tx
    .select({ all: count(), answered: sql<number>`count(*) filter (where ${isMine})::int` })
    .from(accuracySamplePosts)
    .innerJoin(accuracySamples, ofSample)
    .innerJoin(posts, ofPost)
    .where(and(inProject(accuracySamples, ctx), eq(accuracySamples.modelVersion, sample.modelVersion)));
  const answered = row?.answered ?? 0;
  return { answered, left: (row?.all ?? 0) - answered };
}

/** The next posts for this person: the newest sample first, the same order for everybody, so that answers can be compared. */
export async function listCheckQueue(ctx: Ctx, offset = 0): Promise<CheckQueue> {
  authorize(ctx, "accuracy:label");
  const userId = personOf(ctx);
  const sample = await findNewestSample(ctx);
  if (!sample) return { posts: [], answered: 0, left: 0 };
  const rows = await ctx.tx
    .select({
      postId: posts.id,
      text: postTexts.text,
      authorHandle: authors.handle,
      platform: posts.platform,
      publishedAt: posts.publishedAt,
      parentText: sql<string | null>`case when ${parents.isDeleted} then null else ${parentTexts.text} end`,
    })
    .from(accuracySamplePosts)
    .innerJoin(accuracySamples, ofSample)
    .innerJoin(posts, ofPost)
    .innerJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
    .innerJoin(authors, and(eq(authors.workspaceId, posts.workspaceId), eq(authors.id, posts.authorId)))
    .leftJoin(
      parents,
      and(
        eq(parents.workspaceId, posts.workspaceId),
        eq(parents.projectId, posts.projectId),
        eq(parents.platform, posts.platform),
        eq(parents.externalId, posts.parentExternalId),
      ),
    )
    .leftJoin(parentTexts, and(eq(parentTexts.workspaceId, parents.workspaceId), eq(parentTexts.postId, parents.id)))
    .where(
      and(
        inProject(accuracySamples, ctx),
        eq(accuracySamples.modelVersion, sample.modelVersion),
        sql`not ${isAnsweredBy(ctx, userId)}`,
      ),
    )
    .orderBy(desc(accuracySamples.createdAt), desc(accuracySamples.id), asc(accuracySamplePosts.position))
    .offset(offset)
    .limit(PAGE_POSTS);
  const found = rows.map((row) => ({
    ...row,
    postId: String(row.postId),
    publishedAt: row.publishedAt.toISOString(),
  }));
  return { posts: found, ...(await countProgress(ctx, userId)) };
}

async function loadDrawn(ctx: Ctx, postId: string) {
  const id = parseBigId(postId);
  const [row] =
    id === null
      ? []
      : await ctx.tx
          .select()
          .from(accuracySamplePosts)
          .where(and(inProject(accuracySamplePosts, ctx), eq(accuracySamplePosts.postId, id)));
  if (!row) throw notFound("post");
  return row;
}

/**
 * Stores the person's answer, or takes it back (null); answering again changes it. Only now is told what the model had said.
 * @throws AppError E_NOT_FOUND for a post that was not drawn, E_FORBIDDEN
 */
export async function answerPost(ctx: Ctx, { postId, answer }: AnswerPost): Promise<Answered> {
  authorize(ctx, "accuracy:label");
  const userId = personOf(ctx);
  const drawn = await loadDrawn(ctx, postId);
  const keys = { workspaceId: ctx.workspaceId, postId: drawn.postId, userId };
  if (answer === null) {
    await ctx.tx
      .delete(accuracyAnswers)
      .where(
        and(
          inWorkspace(accuracyAnswers, ctx),
          eq(accuracyAnswers.postId, drawn.postId),
          eq(accuracyAnswers.userId, userId),
        ),
      );
  } else {
    const row = { answer, createdAt: new Date(ctx.nowMs) };
    await ctx.tx
      .insert(accuracyAnswers)
      .values({ ...keys, ...row })
      .onConflictDoUpdate({
        target: [accuracyAnswers.workspaceId, accuracyAnswers.postId, accuracyAnswers.userId],
        set: row,
      });
  }
  const model = answer === null ? null : { sentiment: drawn.predicted, probability: drawn.probability };
  return { postId, model, ...(await countProgress(ctx, userId)) };
}

/** Whether at least two people gave the post different labels. */
async function isDisputed(ctx: Ctx, postId: bigint): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ labels: sql<number>`count(distinct ${accuracyAnswers.answer})::int` })
    .from(accuracyAnswers)
    .where(
      and(
        inWorkspace(accuracyAnswers, ctx),
        eq(accuracyAnswers.postId, postId),
        sql`${accuracyAnswers.answer} <> 'cannot_tell'`,
      ),
    );
  return (row?.labels ?? 0) > 1;
}

/**
 * What counts for a post that people see differently, or null to leave it open again. Their answers, and so kappa, stay as they are.
 * @throws AppError E_NOT_FOUND, E_CONFLICT where nobody disagrees, E_FORBIDDEN
 */
export async function settlePost(ctx: Ctx, { postId, answer }: AnswerPost): Promise<AccuracyReport> {
  authorize(ctx, "accuracy:label");
  const drawn = await loadDrawn(ctx, postId);
  if (answer !== null && !(await isDisputed(ctx, drawn.postId)))
    throw new AppError("E_CONFLICT", "Nobody disagrees about this post.", {
      hint: "Only posts that people answered differently are settled.",
    });
  const settled = answer === null ? null : { by: personOf(ctx), at: new Date(ctx.nowMs) };
  await ctx.tx
    .update(accuracySamplePosts)
    .set({ settled: answer, settledBy: settled?.by ?? null, settledAt: settled?.at ?? null })
    .where(and(inProject(accuracySamplePosts, ctx), eq(accuracySamplePosts.postId, drawn.postId)));
  const detail = { before: drawn.settled, after: answer };
  await audit(ctx, { action: "accuracy.settle", targetKind: "post", targetId: postId, detail });
  return getAccuracy(ctx);
}
