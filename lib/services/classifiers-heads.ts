/** Heads of versions, and what they say of vectors. */
import { and, asc, desc, eq } from "drizzle-orm";
import { classifierVersions } from "@/drizzle/schema/classifiers";
import { type Head, likeliest, predictProbabilities, readHead, type StoredHead } from "@/lib/analysis/classify/head";
import { notFound } from "@/lib/errors";
import { type Ctx, inProject } from "./ctx";
import { unitVector } from "./vectors";

export interface VersionHead {
  classifierId: string;
  number: number;
  modelVersion: string;
  head: Head;
}

const COLUMNS = {
  classifierId: classifierVersions.classifierId,
  number: classifierVersions.number,
  modelVersion: classifierVersions.modelVersion,
  head: classifierVersions.head,
};

const toHead = ({ head, ...row }: Omit<VersionHead, "head"> & { head: unknown }): VersionHead => ({
  ...row,
  head: readHead(head as StoredHead),
});

/** Every published version of the project, by classifier. */
export async function loadPublishedHeads(ctx: Ctx): Promise<VersionHead[]> {
  const rows = await ctx.tx
    .select(COLUMNS)
    .from(classifierVersions)
    .where(and(inProject(classifierVersions, ctx), eq(classifierVersions.state, "published")))
    .orderBy(asc(classifierVersions.classifierId));
  return rows.map(toHead);
}

/** The head of a version; of the newest without a number, null where there is none. @throws AppError E_NOT_FOUND for a number */
export async function findHead(ctx: Ctx, classifierId: string, number?: number): Promise<VersionHead | null> {
  const [row] = await ctx.tx
    .select(COLUMNS)
    .from(classifierVersions)
    .where(
      and(
        inProject(classifierVersions, ctx),
        eq(classifierVersions.classifierId, classifierId),
        number === undefined ? undefined : eq(classifierVersions.number, number),
      ),
    )
    .orderBy(desc(classifierVersions.number))
    .limit(1);
  if (!row && number !== undefined) throw notFound("version");
  return row ? toHead(row) : null;
}

export interface Guess {
  label: string;
  /** 0..1, of the label given. */
  probability: number;
  /** 0..1: how far the label is ahead of the next. */
  margin: number;
}

/** The label a head gives each stored vector. */
export function guessAll(head: Head, embeddings: readonly Int8Array[]): Guess[] {
  const features = new Float32Array(embeddings.length * head.size);
  for (const [row, embedding] of embeddings.entries()) features.set(unitVector(embedding), row * head.size);
  const k = head.labels.length;
  const probabilities = predictProbabilities(head, features);
  return [...likeliest(probabilities, k)].map((best, row) => {
    const own = probabilities.subarray(row * k, (row + 1) * k);
    const probability = own[best] ?? 0;
    const next = own.reduce((most, each, label) => (label === best ? most : Math.max(most, each)), 0);
    return { label: head.labels[best] ?? "", probability, margin: probability - next };
  });
}
