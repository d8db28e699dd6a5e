/** Finds again which posts match a topic, batch by batch; a newer query of the topic ends it. */
import { withCtx } from "@/lib/services/ctx";
import { countRematch, rematchBatch } from "@/lib/services/topics-rematch";
import type { RunHandler } from "../run-job";

const BATCH_POSTS = 5_000;
/** Then the run goes to the end of the queue, so that other projects get their turn. */
const SLICE_MS = 15_000;

/** Each batch commits its matches, its dirt and its cursor together, so a killed worker repeats at most one batch. */
export const topicsRematch: RunHandler = async (claim, signal) => {
  if (claim.run.progressTotal === null) await withCtx(claim.scope, (ctx) => countRematch(ctx, claim));
  const startedMs = Date.now();
  let seen = 0;
  while (!signal.aborted) {
    const seconds = (Date.now() - startedMs) / 1_000;
    const ratePerSecond = seconds > 1 ? seen / seconds : null;
    const batch = await withCtx(claim.scope, (ctx) => rematchBatch(ctx, claim, BATCH_POSTS, ratePerSecond));
    if (batch.isEnded) return "done";
    seen += batch.seen;
    if (Date.now() - startedMs > SLICE_MS) return "more";
  }
  throw signal.reason;
};
