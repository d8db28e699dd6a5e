/** Why a post has its label: the kept explanation, or a wake-up for the worker that makes it. */
import { and, desc, eq, sql } from "drizzle-orm";
import { explanations, type StoredWhy } from "@/drizzle/schema/explanations";
import { postLabels, posts, postTexts } from "@/drizzle/schema/posts";
import type { PostWhy, WhyHead } from "@/lib/contracts/why";
import { notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/queue";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { showNearest } from "./nearest-posts";
import { parseBigId } from "./posts-cursor";

/** What is asked for while nothing is kept wakes a worker at most once in this time. */
const WAKE_EVERY_MS = 10_000;
/** A text that could not be explained is tried again when somebody asks after this long. */
const RETRY_AFTER_MS = 60_000;

/** Labels whose head may be told as untrusted: null where the reader does not speak of the post's language. */
const TRUST = {
  sentiment: postLabels.sentiment,
  emotion: postLabels.emotion,
  offensive: postLabels.offensive,
  hate: postLabels.hate,
  irony: postLabels.irony,
} as const satisfies Record<WhyHead, unknown>;

async function findPost(ctx: Ctx, postId: string) {
  const id = parseBigId(postId);
  const columns = { id: posts.id, readState: posts.readState, isDeleted: posts.isDeleted, textHash: posts.textHash };
  const [post] =
    id === null
      ? []
      : await ctx.tx
          .select(columns)
          .from(posts)
          .where(and(inProject(posts, ctx), eq(posts.id, id)));
  if (!post) throw notFound("post");
  return post;
}

/** The newest label of the post, as far as a head is concerned. */
async function findLabel(ctx: Ctx, postId: bigint, head: WhyHead) {
  const [label] = await ctx.tx
    .select({
      modelVersion: postLabels.modelVersion,
      createdAt: postLabels.createdAt,
      isTrusted: sql<boolean>`${TRUST[head]} is not null`,
    })
    .from(postLabels)
    .where(and(inWorkspace(postLabels, ctx), eq(postLabels.postId, postId)))
    .orderBy(desc(postLabels.createdAt), desc(postLabels.modelVersion))
    .limit(1);
  return label;
}

/** What is kept of this text: by the model that gave the label, or by one that has come to work since. */
async function findKept(
  ctx: Ctx,
  post: { id: bigint; textHash: Buffer },
  head: WhyHead,
  label: { modelVersion: string; createdAt: Date },
) {
  const [kept] = await ctx.tx
    .select({
      modelVersion: explanations.modelVersion,
      body: explanations.body,
      failure: explanations.failure,
      createdAt: explanations.createdAt,
    })
    .from(explanations)
    .where(
      and(
        inProject(explanations, ctx),
        eq(explanations.postId, post.id),
        eq(explanations.head, head),
        eq(explanations.textHash, post.textHash),
        sql`(${explanations.modelVersion} = ${label.modelVersion} or ${explanations.createdAt} > ${label.createdAt})`,
      ),
    )
    .orderBy(sql`(${explanations.modelVersion} = ${label.modelVersion}) desc`, desc(explanations.createdAt))
    .limit(1);
  return kept;
}

/**
 * Why the reader says what it says under `head`. `pending`: a worker was woken, ask again in a moment.
 * @throws AppError E_NOT_FOUND
 */
export async function explainPost(ctx: Ctx, { postId, head }: { postId: string; head: WhyHead }): Promise<PostWhy> {
  authorize(ctx, "post:read");
  const post = await findPost(ctx, postId);
  if (post.isDeleted) return { state: "none", reason: "deleted" };
  if (post.readState !== "read") return { state: "none", reason: post.readState };
  const label = await findLabel(ctx, post.id, head);
  if (!label) return { state: "none", reason: "pending" };
  if (!label.isTrusted) return { state: "none", reason: "untrusted" };
  const kept = await findKept(ctx, post, head, label);
  if (kept?.body) {
    const { explanation, nearest } = kept.body;
    const { modelVersion } = kept;
    return { state: "ready", modelVersion, explanation, nearest: await showNearest(ctx, head, nearest) };
  }
  if (kept && ctx.nowMs - kept.createdAt.getTime() < RETRY_AFTER_MS)
    return { state: "failed", reason: kept.failure ?? "" };
  const { workspaceId, projectId } = ctx;
  const slot = Math.floor(ctx.nowMs / WAKE_EVERY_MS);
  ctx.afterCommit(() => enqueue("post.explain", { workspaceId, projectId, postId, head, slot }));
  return { state: "pending" };
}

/** A text to explain. */
export interface ToExplain {
  postId: bigint;
  textHash: Buffer;
  text: string;
}

/** The post's text, if there is one to explain that `modelVersion` has not explained yet; null otherwise. */
export async function findToExplain(
  ctx: Ctx,
  { postId, head, modelVersion }: { postId: string; head: WhyHead; modelVersion: string },
): Promise<ToExplain | null> {
  const [post] = await ctx.tx
    .select({ postId: posts.id, textHash: posts.textHash, text: postTexts.text })
    .from(posts)
    .innerJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
    .where(
      and(
        inProject(posts, ctx),
        eq(posts.id, BigInt(postId)),
        eq(posts.readState, "read"),
        eq(posts.isDeleted, false),
        sql`not exists (select from ${explanations} e where e.workspace_id = ${ctx.workspaceId} and e.post_id = ${posts.id}
          and e.model_version = ${modelVersion} and e.head = ${head} and e.text_hash = ${posts.textHash} and e.body is not null)`,
      ),
    );
  return post ?? null;
}

/**
 * Keeps an explanation, or why there is none, in place of what was kept of an older text or of a failed try.
 * A post that was erased meanwhile keeps nothing. Run again, the row is the same.
 */
export async function saveExplanation(
  ctx: Ctx,
  { postId, textHash }: Pick<ToExplain, "postId" | "textHash">,
  { head, modelVersion, result }: { head: WhyHead; modelVersion: string; result: StoredWhy | { failure: string } },
): Promise<void> {
  const [post] = await ctx.tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(inProject(posts, ctx), eq(posts.id, postId)))
    .for("key share");
  if (!post) return;
  const isFailure = "failure" in result;
  const row = {
    textHash,
    body: isFailure ? null : result,
    failure: isFailure ? result.failure.slice(0, 500) : null,
    createdAt: new Date(ctx.nowMs),
  };
  const { workspaceId, projectId } = ctx;
  await ctx.tx
    .insert(explanations)
    .values({ workspaceId, projectId, postId, modelVersion, head, ...row })
    .onConflictDoUpdate({
      target: [explanations.workspaceId, explanations.postId, explanations.modelVersion, explanations.head],
      set: row,
    });
}
