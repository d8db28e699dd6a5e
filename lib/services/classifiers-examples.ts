/** Labelled texts of a classifier: the list, one taken out, and a post that a person labels in the app. */
import { and, desc, eq, sql } from "drizzle-orm";
import { classifierExamples } from "@/drizzle/schema/classifiers";
import { posts, postTexts } from "@/drizzle/schema/posts";
import { users } from "@/drizzle/schema/users";
import type { Classifier, Example, LabelPost, RemoveExample } from "@/lib/contracts/classifiers";
import { AppError, notFound } from "@/lib/errors";
import { getClassifier, loadClassifier } from "./classifiers";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { parseBigId } from "./posts-cursor";

/** Conditions of one classifier's examples. */
const ofClassifier = (ctx: Ctx, classifierId: string) =>
  and(inWorkspace(classifierExamples, ctx), eq(classifierExamples.classifierId, classifierId));

/** Newest first, at most `limit`; of one label, or of all. @throws AppError E_NOT_FOUND */
export async function listExamples(
  ctx: Ctx,
  classifierId: string,
  { label, limit = 200 }: { label?: string | undefined; limit?: number } = {},
): Promise<Example[]> {
  authorize(ctx, "classifier:read");
  await loadClassifier(ctx, classifierId);
  const rows = await ctx.tx
    .select({
      textHash: sql<string>`encode(${classifierExamples.textHash}, 'hex')`,
      userId: classifierExamples.userId,
      text: classifierExamples.text,
      label: classifierExamples.label,
      source: classifierExamples.source,
      by: users.name,
      createdAt: classifierExamples.createdAt,
    })
    .from(classifierExamples)
    .leftJoin(users, eq(users.id, classifierExamples.userId))
    .where(and(ofClassifier(ctx, classifierId), label ? eq(classifierExamples.label, label) : undefined))
    .orderBy(desc(classifierExamples.createdAt), desc(classifierExamples.textHash))
    .limit(limit);
  return rows.map((row) => ({ ...row, by: row.by ?? "", createdAt: row.createdAt.toISOString() }));
}

/** Takes one example out. @throws AppError E_NOT_FOUND, E_FORBIDDEN */
export async function removeExample(ctx: Ctx, classifierId: string, input: RemoveExample): Promise<Classifier> {
  authorize(ctx, "classifier:write");
  await loadClassifier(ctx, classifierId, true);
  const removed = await ctx.tx
    .delete(classifierExamples)
    .where(
      and(
        ofClassifier(ctx, classifierId),
        eq(classifierExamples.textHash, Buffer.from(input.textHash, "hex")),
        eq(classifierExamples.userId, input.userId),
      ),
    );
  if (removed.rowCount === 0) throw notFound("example");
  return getClassifier(ctx, classifierId);
}

async function loadPost(ctx: Ctx, postId: string) {
  const id = parseBigId(postId);
  const [row] =
    id === null
      ? []
      : await ctx.tx
          .select({ id: posts.id, textHash: posts.textHash, isDeleted: posts.isDeleted, text: postTexts.text })
          .from(posts)
          .innerJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
          .where(and(inProject(posts, ctx), eq(posts.id, id)));
  if (!row) throw notFound("post");
  return row;
}

/**
 * Stores the person's label of a post's text, or takes it back (null). Labelling again changes the label.
 * @throws AppError E_NOT_FOUND, E_PARAM (no label of this classifier), E_CONFLICT for a tombstone, E_FORBIDDEN
 */
export async function labelPost(ctx: Ctx, classifierId: string, { postId, label }: LabelPost): Promise<Classifier> {
  authorize(ctx, "classifier:label");
  const { userId } = ctx.actor;
  if (userId === null) throw new Error("A label needs a person.");
  const classifier = await loadClassifier(ctx, classifierId, true);
  const post = await loadPost(ctx, postId);
  if (label === null) {
    await ctx.tx
      .delete(classifierExamples)
      .where(
        and(
          ofClassifier(ctx, classifierId),
          eq(classifierExamples.textHash, post.textHash),
          eq(classifierExamples.userId, userId),
        ),
      );
    return getClassifier(ctx, classifierId);
  }
  if (!classifier.labels.includes(label))
    throw new AppError("E_PARAM", `“${label}” is not a label of this classifier.`, {
      field: "label",
      hint: `Choose one of: ${classifier.labels.join(", ")}.`,
    });
  if (post.isDeleted)
    throw new AppError("E_CONFLICT", "This post was deleted at its source and can no longer be read.", {
      hint: "Label another post.",
    });
  const row = { label, source: "app" as const, postId: post.id, createdAt: new Date(ctx.nowMs) };
  await ctx.tx
    .insert(classifierExamples)
    .values({ workspaceId: ctx.workspaceId, classifierId, textHash: post.textHash, userId, text: post.text, ...row })
    .onConflictDoUpdate({
      target: [
        classifierExamples.workspaceId,
        classifierExamples.classifierId,
        classifierExamples.textHash,
        classifierExamples.userId,
      ],
      set: row,
    });
  return getClassifier(ctx, classifierId);
}
