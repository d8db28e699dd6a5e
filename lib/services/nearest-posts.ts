/** The read posts of a project that read most like a text, by the reader's vectors; exact, over the newest posts. */
import { and, desc, eq, inArray } from "drizzle-orm";
import type { StoredWhy } from "@/drizzle/schema/explanations";
import { authors, corrections, posts, postTexts, textReadings } from "@/drizzle/schema/posts";
import { nearestVectors } from "@/lib/analysis/text/nearest-vectors";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import type { NearPost, WhyHead } from "@/lib/contracts/why";
import { type Ctx, inProject, inWorkspace } from "./ctx";

export const DEFAULTS = {
  /** Posts looked at, newest first: about a quarter of a second. */
  scannedPosts: 20_000,
  /** Candidates whose texts are compared, so that no two shown ones say the same. */
  candidates: 40,
  /** Kept, most alike first; those that a person checked may come to the front later. */
  kept: 20,
  shown: 5,
} as const;

type Near = StoredWhy["nearest"];

/** Texts that only differ in letter case, links, handles or spaces count as one. */
const sayingOf = (text: string): string => normalisePostText(text).toLowerCase().replace(/\s+/gu, " ").trim();

/**
 * Posts most like `text`, each saying something else. Takes a worker's time, not the web's.
 * **shapes** `embedding`: 384 signed bytes, of `modelVersion`
 */
export async function findNearest(
  ctx: Ctx,
  { text, embedding, modelVersion }: { text: string; embedding: Int8Array; modelVersion: string },
): Promise<Near> {
  const newest = ctx.tx
    .select({ id: posts.id, textHash: posts.textHash, publishedAt: posts.publishedAt })
    .from(posts)
    .where(and(inProject(posts, ctx), eq(posts.readState, "read"), eq(posts.isDeleted, false)))
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(DEFAULTS.scannedPosts)
    .as("newest");
  const rows = await ctx.tx
    .select({ id: newest.id, textHash: newest.textHash, embedding: textReadings.embedding })
    .from(newest)
    .innerJoin(
      textReadings,
      and(
        inProject(textReadings, ctx),
        eq(textReadings.modelVersion, modelVersion),
        eq(textReadings.textHash, newest.textHash),
      ),
    )
    .orderBy(desc(newest.publishedAt), desc(newest.id));
  const distinct = [...new Map(rows.toReversed().map((row) => [row.textHash.toString("base64"), row])).values()];
  const near = nearestVectors(
    embedding,
    distinct.map((row) => row.embedding),
    DEFAULTS.candidates,
  ).flatMap(({ index, similarity }) => {
    const found = distinct[index];
    return found ? [{ id: found.id, similarity }] : [];
  });
  return dropEqualTexts(ctx, text, near);
}

async function dropEqualTexts(ctx: Ctx, own: string, near: readonly { id: bigint; similarity: number }[]) {
  if (near.length === 0) return [];
  const rows = await ctx.tx
    .select({ id: postTexts.postId, text: postTexts.text })
    .from(postTexts)
    .where(
      and(
        inWorkspace(postTexts, ctx),
        inArray(
          postTexts.postId,
          near.map(({ id }) => id),
        ),
      ),
    );
  const texts = new Map(rows.map(({ id, text }) => [id, sayingOf(text)]));
  const said = new Set([sayingOf(own), ""]);
  const kept: Near = [];
  for (const { id, similarity } of near) {
    const saying = texts.get(id);
    if (saying === undefined || said.has(saying) || kept.length === DEFAULTS.kept) continue;
    said.add(saying);
    kept.push({ postId: String(id), similarity: Number(similarity.toFixed(4)) });
  }
  return kept;
}

/** What is shown of the nearest posts now: those whose label a person decided first, then the most alike; five at most. */
export async function showNearest(ctx: Ctx, head: WhyHead, near: Near): Promise<NearPost[]> {
  if (near.length === 0) return [];
  const ids = near.map(({ postId }) => BigInt(postId));
  const rows = await ctx.tx
    .select({
      post: posts,
      text: postTexts.text,
      handle: authors.handle,
      corrected: corrections.sentiment,
    })
    .from(posts)
    .innerJoin(authors, and(eq(authors.workspaceId, posts.workspaceId), eq(authors.id, posts.authorId)))
    .innerJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
    .leftJoin(corrections, and(eq(corrections.workspaceId, posts.workspaceId), eq(corrections.postId, posts.id)))
    .where(and(inProject(posts, ctx), inArray(posts.id, ids), eq(posts.isDeleted, false)));
  const byId = new Map(rows.map((row) => [String(row.post.id), row]));
  const shown = near.flatMap(({ postId, similarity }): NearPost[] => {
    const row = byId.get(postId);
    if (!row) return [];
    return [
      {
        id: postId,
        handle: row.handle,
        text: row.text,
        lang: row.post.lang,
        publishedAt: row.post.publishedAt.toISOString(),
        label: labelOf(row.post, head),
        isChecked: head === "sentiment" && row.corrected !== null,
        similarity,
      },
    ];
  });
  const checked = shown.filter(({ isChecked }) => isChecked);
  return [...checked, ...shown.filter(({ isChecked }) => !isChecked)].slice(0, DEFAULTS.shown);
}

function labelOf(post: typeof posts.$inferSelect, head: WhyHead): string | null {
  if (head === "sentiment" || head === "emotion") return post[head];
  const isSet = { offensive: post.isOffensive, hate: post.isHate, irony: post.isIrony }[head];
  return isSet === null ? null : isSet ? "yes" : "no";
}
