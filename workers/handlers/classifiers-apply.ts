/** Gives the posts of a project their class by a published version, batch by batch; another version or none ends it. */
import { AppError } from "@/lib/errors";
import { applyBatch, countApply, findUnkept } from "@/lib/services/classifiers-apply";
import { withCtx } from "@/lib/services/ctx";
import { type Claim, failRun, saveProgress } from "@/lib/services/run-lease";
import { saveTextReadings } from "@/lib/services/text-readings";
import { ReaderClosed } from "../inference/pool";
import { readTexts } from "../inference/read-texts";
import { getReader } from "../inference/reader";
import type { RunHandler } from "../run-job";

const BATCH_POSTS = 1_000;
/** Then the run goes to the end of the queue, so that other projects get their turn. */
const SLICE_MS = 15_000;

/** Each batch commits its classes and its cursor together, so a killed worker repeats at most one batch, to the same rows. */
export const classifiersApply: RunHandler = async (claim, signal) => {
  try {
    if (claim.run.progressTotal === null) await withCtx(claim.scope, (ctx) => countApply(ctx, claim));
    const startedMs = Date.now();
    while (!signal.aborted) {
      await readUnkept(claim);
      if (await withCtx(claim.scope, (ctx) => applyBatch(ctx, claim, BATCH_POSTS))) return "done";
      if (Date.now() - startedMs > SLICE_MS) return "more";
    }
  } catch (error) {
    if (error instanceof ReaderClosed) return "more";
    if (!(error instanceof AppError) || error.code !== "E_UNAVAILABLE") throw error;
    await failRun(claim, { code: error.code, message: error.message });
    return "done";
  }
  throw signal.reason;
};

/** Posts that were read before vectors were kept: their texts are read now, where the version's reader is the one at hand. */
async function readUnkept(claim: Claim): Promise<void> {
  const { modelVersion, texts } = await withCtx(claim.scope, (ctx) => findUnkept(ctx, claim, BATCH_POSTS));
  if (modelVersion === null || texts.length === 0) return;
  const reader = getReader();
  if (reader.config.modelVersion !== modelVersion) return;
  const { readings } = await readTexts(
    reader.pool,
    texts.map(({ text }) => text),
  );
  const fresh = texts.flatMap(({ textKey }, index) => {
    const reading = readings[index];
    return reading?.state === "read" ? [{ textKey, logits: reading.logits, embedding: reading.embedding }] : [];
  });
  await withCtx(claim.scope, async (ctx) => {
    await saveTextReadings(ctx, modelVersion, fresh);
    await saveProgress(ctx, claim, {});
  });
}
