/** What the reader computed of texts: found again for texts that were read before, kept for search and for own classifiers. */
import { and, eq, inArray } from "drizzle-orm";
import { textReadings } from "@/drizzle/schema/posts";
import { type Ctx, inProject } from "./ctx";

/** **shapes** logits: all heads of the model; embedding: 384, scaled so that the largest number is 127. */
export interface TextVector {
  logits: Float32Array;
  embedding: Int8Array;
}

/** A text's key (`UnreadPost.textKey`) and what was computed of it. */
export interface StoredText extends TextVector {
  textKey: string;
}

const toBytes = (array: Float32Array | Int8Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** Copies, so that the numbers are aligned and outlive the driver's buffer. */
function toVector({ logits, embedding }: { logits: Buffer; embedding: Buffer }): TextVector {
  return {
    logits: new Float32Array(Uint8Array.from(logits).buffer),
    embedding: new Int8Array(Uint8Array.from(embedding).buffer),
  };
}

/** The texts of these keys that this model has read in the project. */
export async function findTextReadings(
  ctx: Ctx,
  modelVersion: string,
  textKeys: readonly string[],
): Promise<Map<string, TextVector>> {
  if (textKeys.length === 0) return new Map();
  const rows = await ctx.tx
    .select({ hash: textReadings.textHash, logits: textReadings.logits, embedding: textReadings.embedding })
    .from(textReadings)
    .where(
      and(
        inProject(textReadings, ctx),
        eq(textReadings.modelVersion, modelVersion),
        inArray(
          textReadings.textHash,
          textKeys.map((key) => Buffer.from(key, "base64")),
        ),
      ),
    );
  return new Map(rows.map((row) => [row.hash.toString("base64"), toVector(row)]));
}

/** Keeps what was computed; a text that is kept already stays as it is. Keys must be distinct. */
export async function saveTextReadings(ctx: Ctx, modelVersion: string, texts: readonly StoredText[]): Promise<void> {
  if (texts.length === 0) return;
  const rows = texts.map(({ textKey, logits, embedding }) => ({
    workspaceId: ctx.workspaceId,
    projectId: ctx.projectId,
    modelVersion,
    textHash: Buffer.from(textKey, "base64"),
    logits: toBytes(logits),
    embedding: toBytes(embedding),
  }));
  await ctx.tx.insert(textReadings).values(rows).onConflictDoNothing();
}
