/** Stores the rows of an uploaded file, batch by batch; a batch commits with the cursor that covers it. */
import { finishImport, loadImportWork, storeImportBatch } from "@/lib/services/imports-batch";
import { createColumnTopics } from "@/lib/services/imports-topics";
import type { RunHandler } from "../run-job";
import { type ReadBatch, readBatches } from "./import-batches";

/** Measured with bench/ingest.ts: see docs/decisions.md. */
const BATCH_ROWS = 3_000;
/** Then the run goes to the end of the queue, so that others get their turn. Each slice passes over the rows before it. */
const SLICE_MS = 120_000;
const RATE_WINDOW_MS = 5_000;
const TRIES = 5;
/** Deadlock, serialization failure: nothing was written, the same batch can go again. */
const PASSING = new Set(["40P01", "40001"]);

/** Rows per second over the last seconds. */
class Rate {
  private readonly marks: { atMs: number; rows: number }[] = [];

  mark(atMs: number, rows: number): number | null {
    this.marks.push({ atMs, rows });
    while (this.marks.length > 2 && atMs - (this.marks[0]?.atMs ?? atMs) > RATE_WINDOW_MS) this.marks.shift();
    const [first] = this.marks;
    return first === undefined || atMs === first.atMs ? null : ((rows - first.rows) / (atMs - first.atMs)) * 1_000;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error
    ? ((error as { code?: unknown }).code ?? (error.cause as { code?: unknown } | undefined)?.code)
    : null;

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !PASSING.has(String(codeOf(error)))) throw error;
    }
  }
}

/** While one batch commits, the next is read; a killed worker repeats at most the batches that were not committed. */
export const importRun: RunHandler = async (claim, signal) => {
  const work = await loadImportWork(claim);
  if (work.doneRows === 0) await createColumnTopics(claim, work);
  const sliceEndMs = Date.now() + SLICE_MS;
  const rate = new Rate();
  rate.mark(Date.now(), work.doneRows);
  let committing: Promise<void> = Promise.resolve();
  let rows = work.doneRows;

  const commit = async (batch: ReadBatch): Promise<void> => {
    const total = Math.round((batch.rowsEnd * work.byteCount) / Math.max(batch.bytesRead, 1));
    const ratePerSecond = rate.mark(Date.now(), batch.rowsEnd);
    await again(() => storeImportBatch(claim, work, batch, { total, ratePerSecond }));
  };

  try {
    for await (const batch of readBatches(work, BATCH_ROWS)) {
      await committing;
      signal.throwIfAborted();
      if (Date.now() > sliceEndMs) return "more";
      rows = batch.rowsEnd;
      committing = commit(batch);
      committing.catch(() => undefined);
    }
  } finally {
    await committing;
  }
  await finishImport(claim, rows);
  return "done";
};
