/** A stored file to batches that are ready to commit: parsed, checked, deduplicated, sorted. */
import { ImportFileReader } from "@/lib/analysis/import/file-reader";
import { ROW_WARNINGS } from "@/lib/analysis/import/problems";
import type { RowOutcome } from "@/lib/analysis/import/row-reader";
import { type ImportBatch, type ImportWork, isDated } from "@/lib/services/imports-batch";
import { byNaturalKey, naturalKey, type PreparedPost, preparePost } from "@/lib/services/posts-prepare";
import { asAppError, openUpload } from "@/lib/services/upload-files";

/** Collects rows until there are enough for a batch. */
class Collector {
  private posts = new Map<string, { post: PreparedPost; line: number }>();
  private rejects: ImportBatch["rejects"] = [];
  private readCount = 0;
  private replacedCount = 0;
  private readonly tally = new Map<string, { count: number; firstLine: number }>();

  constructor(
    private readonly dated: boolean,
    private readonly size: number,
  ) {}

  get isFull(): boolean {
    return this.readCount >= this.size;
  }

  get isEmpty(): boolean {
    return this.readCount === 0;
  }

  add(outcome: RowOutcome): void {
    this.readCount++;
    if (outcome.post === null) {
      const { line, code, column, excerpt } = outcome;
      this.rejects.push({ line, code, column, excerpt });
      return;
    }
    for (let i = 0, mask = outcome.warnings; mask !== 0; i++, mask >>>= 1)
      if (mask & 1) this.warn(ROW_WARNINGS[i] ?? "W_DECODE", outcome.line);
    const post = preparePost(outcome.post, this.dated);
    const key = naturalKey(post);
    if (this.posts.has(key)) {
      this.replacedCount++;
      this.warn("W_DUPLICATE_IN_FILE", outcome.line);
    }
    this.posts.set(key, { post, line: outcome.line });
  }

  /** What has been collected, as a batch; empty again afterwards. */
  take(rowsEnd: number): ImportBatch {
    const sorted = [...this.posts.values()].sort((a, b) => byNaturalKey(a.post, b.post));
    const batch: ImportBatch = {
      posts: sorted.map((one) => one.post),
      lines: sorted.map((one) => one.line),
      rejects: this.rejects,
      readCount: this.readCount,
      replacedCount: this.replacedCount,
      warnings: [...this.tally].map(([code, { count, firstLine }]) => ({ code, count, firstLine })),
      rowsEnd,
    };
    this.posts = new Map();
    this.rejects = [];
    this.readCount = 0;
    this.replacedCount = 0;
    this.tally.clear();
    return batch;
  }

  private warn(code: string, line: number): void {
    const known = this.tally.get(code);
    if (known === undefined) this.tally.set(code, { count: 1, firstLine: line });
    else known.count++;
  }
}

/** `bytesRead`: how far the file has been read when the batch was complete. */
export type ReadBatch = ImportBatch & { bytesRead: number };

/**
 * Reads the file from the first row that is not committed. Batches are the same on every attempt: `size` rows each, the
 * last one fewer, counted from the beginning of the file.
 * @throws AppError the codes of a file that cannot be read on; batches before that are given first
 */
export async function* readBatches(work: ImportWork, size: number): AsyncGenerator<ReadBatch> {
  const collector = new Collector(isDated(work.mapping), size);
  const ready: ImportBatch[] = [];
  let rows = work.doneRows;
  const reader = new ImportFileReader(
    work.mapping,
    (outcome) => {
      rows++;
      collector.add(outcome);
      if (collector.isFull) ready.push(collector.take(rows));
    },
    { nowMs: work.startedMs, skipRows: work.doneRows },
  );
  const upload = await openUpload(work.storageKey);
  let failure: unknown = null;
  try {
    for await (const chunk of upload.chunks) {
      reader.write(chunk);
      for (const batch of ready.splice(0)) yield { ...batch, bytesRead: upload.bytesRead() };
    }
    reader.end();
  } catch (error) {
    failure = asAppError(error);
  }
  if (!collector.isEmpty) ready.push(collector.take(rows));
  for (const batch of ready.splice(0)) yield { ...batch, bytesRead: upload.bytesRead() };
  if (failure !== null) throw failure;
}
