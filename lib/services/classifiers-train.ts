/** Training: what a run learns from, and the version it leaves. The work between is workers/handlers/classifiers-train.ts. */
import { and, eq, inArray, max, sql } from "drizzle-orm";
import { classifiers, classifierVersions } from "@/drizzle/schema/classifiers";
import { runs } from "@/drizzle/schema/runs";
import type { StoredHead } from "@/lib/analysis/classify/head";
import { type Classifier, type ClassifierReport, MIN_EXAMPLES_PER_LABEL } from "@/lib/contracts/classifiers";
import { sha256Hex } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";
import { countTexts, getClassifier, loadClassifier, missingExamples, trainingTexts } from "./classifiers";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { type Claim, finishRun, saveProgress } from "./run-lease";
import { startRun } from "./runs";

/** Texts whose vectors are loaded, or computed, at a time. */
export const TRAINING_BATCH = 1_000;

/** The split's seed: one per classifier, so that versions are measured on nearly the same texts. */
export const seedOf = (classifierId: string): number => Number.parseInt(sha256Hex(classifierId).slice(0, 8), 16);

const tooFew = (message: string, missing: unknown): AppError =>
  new AppError("E_TOO_FEW_LABELS", message, {
    hint: `Each label needs at least ${MIN_EXAMPLES_PER_LABEL} different texts: a fifth is kept apart to measure with.`,
    missing,
  });

/**
 * Queues the training of a new version.
 * @throws AppError E_NOT_FOUND, E_TOO_FEW_LABELS (says how many each label lacks), E_CONFLICT (one is under way), E_FORBIDDEN
 */
export async function startTraining(ctx: Ctx, classifierId: string): Promise<Classifier> {
  authorize(ctx, "classifier:write");
  const row = await loadClassifier(ctx, classifierId, true);
  if (row.labels.length < 2) throw tooFew("At least two labels are needed.", []);
  const counts = (await countTexts(ctx, [row.id])).get(row.id);
  const missing = missingExamples(row.labels, counts ?? new Map());
  if (missing.length > 0) {
    const each = missing.map(({ label, count: lack }) => `${label} needs ${lack} more`).join(", ");
    throw tooFew(`There are too few labelled texts: ${each}.`, missing);
  }
  const [active] = await ctx.tx
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        inProject(runs, ctx),
        eq(runs.kind, "train"),
        inArray(runs.state, ["queued", "running"]),
        sql`${runs.params} ->> 'classifierId' = ${row.id}`,
      ),
    );
  if (active)
    throw new AppError("E_CONFLICT", "A training of this classifier is under way.", { hint: "Wait until it is done." });
  const run = await startRun(ctx, {
    kind: "train",
    subject: row.name,
    params: { classifierId: row.id },
    unit: "rows",
  });
  await audit(ctx, {
    action: "classifier.train",
    targetKind: "classifier",
    targetId: row.id,
    detail: { runId: run.id },
  });
  return getClassifier(ctx, row.id);
}

export interface TrainingSet {
  classifierId: string;
  labels: string[];
  seed: number;
  /** One per text, in order of their keys. `textKey` as in UnreadPost. */
  texts: { textKey: string; text: string; label: string }[];
}

/** What a run of kind "train" learns from. @throws AppError E_NOT_FOUND when the classifier is gone */
export async function loadTrainingSet(ctx: Ctx, claim: Claim): Promise<TrainingSet> {
  const row = await loadClassifier(ctx, String(claim.run.params.classifierId));
  const { rows: found } = await ctx.tx.execute<{ hash: Buffer; body: string; label: string }>(
    sql`select text_hash as hash, text as body, label from ${trainingTexts(ctx, [row.id])} order by text_hash`,
  );
  const texts = found
    .filter(({ label }) => row.labels.includes(label))
    .map(({ hash, body, label }) => ({ textKey: hash.toString("base64"), text: body, label }));
  await saveProgress(ctx, claim, { total: texts.length });
  return { classifierId: row.id, labels: row.labels, seed: seedOf(row.id), texts };
}

export interface TrainedVersion {
  head: StoredHead;
  report: ClassifierReport;
  /** Keys of the texts that were kept apart. */
  heldOut: string[];
  exampleCount: number;
}

/** Stores the version and ends the run, in one transaction. @throws LeaseLost, AppError E_NOT_FOUND */
export async function saveVersion(
  ctx: Ctx,
  claim: Claim,
  { set, modelVersion, trained }: { set: TrainingSet; modelVersion: string; trained: TrainedVersion },
): Promise<void> {
  await loadClassifier(ctx, set.classifierId, true);
  const [newest] = await ctx.tx
    .select({ number: max(classifierVersions.number) })
    .from(classifierVersions)
    .where(and(inWorkspace(classifierVersions, ctx), eq(classifierVersions.classifierId, set.classifierId)));
  const number = (newest?.number ?? 0) + 1;
  await ctx.tx
    .insert(classifierVersions)
    .values({
      workspaceId: ctx.workspaceId,
      classifierId: set.classifierId,
      projectId: ctx.projectId,
      number,
      modelVersion,
      labels: set.labels,
      head: trained.head,
      report: trained.report,
      heldOut: Buffer.concat(trained.heldOut.map((key) => Buffer.from(key, "base64"))),
      seed: set.seed,
      exampleCount: trained.exampleCount,
      runId: claim.run.id,
      trainedBy: claim.run.createdBy,
    })
    .onConflictDoNothing({ target: [classifierVersions.workspaceId, classifierVersions.runId] });
  await ctx.tx
    .update(classifiers)
    .set({ updatedAt: new Date(ctx.nowMs) })
    .where(and(inProject(classifiers, ctx), eq(classifiers.id, set.classifierId)));
  await saveProgress(ctx, claim, { done: set.texts.length, ratePerSecond: null, detail: { version: number } });
  await finishRun(ctx, claim);
}
