/** Versions of a classifier with their reports, and two of them on the same texts. */
import { aliasedTable, and, desc, eq, sql } from "drizzle-orm";
import { classifierVersions } from "@/drizzle/schema/classifiers";
import { posts, textReadings } from "@/drizzle/schema/posts";
import { users } from "@/drizzle/schema/users";
import { compareOnChecked, countChanges } from "@/lib/analysis/classify/compare";
import type { ClassifierVersion, Measured, VersionComparison } from "@/lib/contracts/classifiers";
import { notFound } from "@/lib/errors";
import { loadClassifier, trainingTexts } from "./classifiers";
import { findHead, guessAll, type VersionHead } from "./classifiers-heads";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { findTextReadings } from "./text-readings";

/** Newest read posts that a comparison asks both versions about. */
const ASKED_POSTS = 1_000;
const HASH_BYTES = 16;

const trainers = aliasedTable(users, "trainers");
const publishers = aliasedTable(users, "publishers");

/** Newest first. @throws AppError E_NOT_FOUND */
export async function listVersions(ctx: Ctx, classifierId: string): Promise<ClassifierVersion[]> {
  authorize(ctx, "classifier:read");
  await loadClassifier(ctx, classifierId);
  const rows = await ctx.tx
    .select({
      number: classifierVersions.number,
      state: classifierVersions.state,
      modelVersion: classifierVersions.modelVersion,
      labels: classifierVersions.labels,
      report: classifierVersions.report,
      seed: classifierVersions.seed,
      exampleCount: classifierVersions.exampleCount,
      trainedBy: trainers.name,
      createdAt: classifierVersions.createdAt,
      publishedBy: publishers.name,
      publishedAt: classifierVersions.publishedAt,
    })
    .from(classifierVersions)
    .leftJoin(trainers, eq(trainers.id, classifierVersions.trainedBy))
    .leftJoin(publishers, eq(publishers.id, classifierVersions.publishedBy))
    .where(and(inProject(classifierVersions, ctx), eq(classifierVersions.classifierId, classifierId)))
    .orderBy(desc(classifierVersions.number))
    .limit(100);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  }));
}

async function heldOutOf(ctx: Ctx, classifierId: string, number: number): Promise<Set<string>> {
  const [row] = await ctx.tx
    .select({ heldOut: classifierVersions.heldOut })
    .from(classifierVersions)
    .where(
      and(
        inWorkspace(classifierVersions, ctx),
        eq(classifierVersions.classifierId, classifierId),
        eq(classifierVersions.number, number),
      ),
    );
  const bytes = row?.heldOut ?? Buffer.alloc(0);
  const keys = new Set<string>();
  for (let at = 0; at < bytes.length; at += HASH_BYTES)
    keys.add(bytes.subarray(at, at + HASH_BYTES).toString("base64"));
  return keys;
}

/** The labels that two heads give texts; a text without a vector of either's reader is left out. */
async function askBoth(ctx: Ctx, heads: readonly [VersionHead, VersionHead], keys: readonly string[]) {
  const [first, second] = heads;
  const vectors = await findTextReadings(ctx, first.modelVersion, keys);
  const others =
    first.modelVersion === second.modelVersion ? vectors : await findTextReadings(ctx, second.modelVersion, keys);
  const known = keys.filter((key) => vectors.has(key) && others.has(key));
  const say = ({ head }: VersionHead, from: typeof vectors) =>
    guessAll(
      head,
      known.flatMap((key) => from.get(key)?.embedding ?? []),
    ).map(({ label }) => label);
  return { known, a: say(first, vectors), b: say(second, others) };
}

async function newestKeys(ctx: Ctx, modelVersion: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ hash: posts.textHash })
    .from(posts)
    .innerJoin(
      textReadings,
      and(
        eq(textReadings.workspaceId, posts.workspaceId),
        eq(textReadings.projectId, posts.projectId),
        eq(textReadings.modelVersion, modelVersion),
        eq(textReadings.textHash, posts.textHash),
      ),
    )
    .where(and(inProject(posts, ctx), eq(posts.readState, "read")))
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(ASKED_POSTS);
  return rows.map(({ hash }) => hash.toString("base64"));
}

const measured = (checked: { accuracy: number; interval: { low: number; high: number } }): Measured => ({
  value: checked.accuracy,
  ...checked.interval,
});

/** Compares two versions. @throws AppError E_NOT_FOUND */
export async function compareVersions(
  ctx: Ctx,
  classifierId: string,
  { a, b }: { a: number; b: number },
): Promise<VersionComparison> {
  authorize(ctx, "classifier:read");
  await loadClassifier(ctx, classifierId);
  const [headA, headB] = [await findHead(ctx, classifierId, a), await findHead(ctx, classifierId, b)];
  if (!headA || !headB) throw notFound("version");
  const [outA, outB] = [await heldOutOf(ctx, classifierId, a), await heldOutOf(ctx, classifierId, b)];
  const { rows } = await ctx.tx.execute<{ hash: Buffer; label: string }>(
    sql`select text_hash as hash, label from ${trainingTexts(ctx, [classifierId])} order by text_hash`,
  );
  const truth = new Map(rows.map(({ hash, label }) => [hash.toString("base64"), label]));
  const shared = [...truth.keys()].filter((key) => outA.has(key) && outB.has(key));
  const checked = await askBoth(ctx, [headA, headB], shared);
  const result = compareOnChecked(
    checked.known.map((key) => truth.get(key) ?? ""),
    checked.a,
    checked.b,
  );
  const asked = await askBoth(ctx, [headA, headB], await newestKeys(ctx, headA.modelVersion));
  return {
    a,
    b,
    count: checked.known.length,
    accuracyA: result && measured(result.before),
    accuracyB: result && measured(result.after),
    onlyA: result?.lost ?? 0,
    onlyB: result?.gained ?? 0,
    pValue: result && result.gained + result.lost > 0 ? result.pValue : null,
    changedPosts: countChanges(asked.a, asked.b).changed,
    askedPosts: asked.known.length,
  };
}
