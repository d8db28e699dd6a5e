/** Trains a classifier: vectors of its texts (stored, or read now) -> split, fit, judge in a process -> a version. */
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { loadTrainingSet, saveVersion, TRAINING_BATCH, type TrainingSet } from "@/lib/services/classifiers-train";
import { withCtx } from "@/lib/services/ctx";
import { type Claim, failRun, saveProgress } from "@/lib/services/run-lease";
import { findTextReadings, saveTextReadings } from "@/lib/services/text-readings";
import { unitVector } from "@/lib/services/vectors";
import { ReaderClosed } from "../inference/pool";
import { readTexts } from "../inference/read-texts";
import { getReader, type Reader } from "../inference/reader";
import type { RunHandler } from "../run-job";
import { fitInProcess } from "../training/fit-process";

/** Each batch of texts that is read is stored, so a killed worker reads at most one again; the version is stored once, at the end. */
export const classifiersTrain: RunHandler = async (claim, signal) => {
  try {
    const set = await withCtx(claim.scope, (ctx) => loadTrainingSet(ctx, claim));
    const reader = getReader();
    const { texts, features, size } = await vectorsOf(set, claim, signal, reader);
    const fitted = await fitInProcess({ ...set, texts, features, size }, signal);
    const trained = {
      head: fitted.head,
      report: fitted.report,
      heldOut: fitted.heldOut.flatMap((row) => texts[row]?.textKey ?? []),
      exampleCount: texts.length,
    };
    const { modelVersion } = reader.config;
    await withCtx(claim.scope, (ctx) => saveVersion(ctx, claim, { set, modelVersion, trained }));
    return "done";
  } catch (error) {
    if (error instanceof ReaderClosed) return "more";
    if (!(error instanceof AppError) || error.code !== "E_UNAVAILABLE") throw error;
    await failRun(claim, { code: error.code, message: error.message });
    return "done";
  }
};

type Text = TrainingSet["texts"][number];

/** Vectors of all texts in their order; a text that the reader cannot get through is left out. */
async function vectorsOf(set: TrainingSet, claim: Claim, signal: AbortSignal, reader: Reader) {
  const kept: Text[] = [];
  const vectors: Float32Array[] = [];
  for (let start = 0; start < set.texts.length; start += TRAINING_BATCH) {
    signal.throwIfAborted();
    const part = set.texts.slice(start, start + TRAINING_BATCH);
    const found = await embed(part, claim, reader, start + part.length);
    for (const text of part) {
      const embedding = found.get(text.textKey);
      if (!embedding) continue;
      kept.push(text);
      vectors.push(unitVector(embedding));
    }
  }
  const size = vectors[0]?.length ?? 0;
  const features = new Float32Array(vectors.length * size);
  for (const [row, vector] of vectors.entries()) features.set(vector, row * size);
  return { texts: kept, features, size };
}

async function embed(
  part: readonly Text[],
  claim: Claim,
  reader: Reader,
  done: number,
): Promise<Map<string, Int8Array>> {
  const { modelVersion } = reader.config;
  const keys = part.map(({ textKey }) => textKey);
  const stored = await withCtx(claim.scope, (ctx) => findTextReadings(ctx, modelVersion, keys));
  const found = new Map([...stored].map(([key, { embedding }]) => [key, embedding]));
  const unread = part.filter(({ textKey }) => !found.has(textKey));
  const { readings } = await readTexts(
    reader.pool,
    unread.map(({ text }) => text),
  );
  const fresh = unread.flatMap(({ textKey }, index) => {
    const reading = readings[index];
    if (reading?.state === "read") return [{ textKey, logits: reading.logits, embedding: reading.embedding }];
    log("training").warn({ runId: claim.run.id, reason: reading?.reason }, "an example cannot be read");
    return [];
  });
  for (const { textKey, embedding } of fresh) found.set(textKey, embedding);
  await withCtx(claim.scope, async (ctx) => {
    await saveTextReadings(ctx, modelVersion, fresh);
    await saveProgress(ctx, claim, { done });
  });
  return found;
}
