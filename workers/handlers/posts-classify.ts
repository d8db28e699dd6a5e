/** Reads a project's unread posts: load -> compute -> save, two chunks at a time so that the reader is never idle. */
import { AppError } from "@/lib/errors";
import { enqueueRollups } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { savePostClasses } from "@/lib/services/classifiers-apply";
import { withCtx } from "@/lib/services/ctx";
import { finishReading, measureReading } from "@/lib/services/reading";
import { claimUnread, type PostReading, saveReadings } from "@/lib/services/reading-posts";
import { type Claim, failRun } from "@/lib/services/run-lease";
import { findTextReadings, saveTextReadings } from "@/lib/services/text-readings";
import { ReaderClosed } from "../inference/pool";
import { getReader, type Reader } from "../inference/reader";
import type { RunHandler, RunOutcome } from "../run-job";
import { readPosts, rememberStored, type TextReadings } from "./classify-chunk";
import { createLock } from "./lock";

const CHUNK_POSTS = 1_024;
/** One is computed while the other is loaded or saved; each holds a connection. */
const CHUNKS_IN_FLIGHT = 2;
/** Then the run goes to the end of the queue, so that other projects get their turn; short enough for a calm stop. */
const SLICE_MS = 8_000;
const ROLLUPS_EVERY_MS = 2_000;
/** Posts that stay unread because another transaction holds them are looked at again after this long. */
const HELD_PAUSE_MS = 500;
const MAX_LISTED_FAILURES = 20;

interface Tally {
  read: number;
  unsupported: number;
  failed: number;
  /** Processor time of the reader; Runs tells the energy by it. */
  cpuMs: number;
  failures: { postId: string; reason: string }[];
}

/**
 * A killed worker loses at most the chunks in flight: their transactions roll back and the posts are unread as before.
 * @throws LeaseLost when another worker has taken the run
 */
export const postsClassify: RunHandler = async (claim, signal) => {
  try {
    return await new Slice(claim, signal, getReader()).run();
  } catch (error) {
    if (error instanceof ReaderClosed) return "more";
    if (!(error instanceof AppError) || error.code !== "E_UNAVAILABLE") throw error;
    await failRun(claim, { code: error.code, message: error.message });
    return "done";
  }
};

/** One turn of a run. */
class Slice {
  readonly #claim: Claim;
  readonly #signal: AbortSignal;
  readonly #reader: Reader;
  readonly #startedMs = Date.now();
  readonly #doneBefore: number;
  readonly #tally: Tally;
  /** Texts that this slice has read or is reading. */
  readonly #known: TextReadings = new Map();
  readonly #loading = createLock();
  readonly #saving = createLock();
  #below: bigint | null = null;
  #done = 0;
  #rollupsAtMs = 0;
  #failure: unknown;

  constructor(claim: Claim, signal: AbortSignal, reader: Reader) {
    this.#claim = claim;
    this.#signal = signal;
    this.#reader = reader;
    this.#doneBefore = claim.run.progressDone;
    this.#tally = { read: 0, unsupported: 0, failed: 0, cpuMs: 0, failures: [], ...claim.run.detail };
  }

  async run(): Promise<RunOutcome> {
    const { scope } = this.#claim;
    await withCtx(scope, (ctx) => measureReading(ctx, this.#claim, this.#doneBefore));
    await Promise.all(Array.from({ length: CHUNKS_IN_FLIGHT }, () => this.#lane()));
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#done > 0) await this.#wakeRollups();
    const total = this.#doneBefore + this.#done;
    if (await withCtx(scope, (ctx) => finishReading(ctx, this.#claim, total))) return "done";
    if (this.#done === 0) await new Promise((resolve) => setTimeout(resolve, HELD_PAUSE_MS));
    return "more";
  }

  /** Chunk after chunk until nothing is left, the turn is over, or something failed in any lane. */
  async #lane(): Promise<void> {
    try {
      while (this.#failure === undefined && Date.now() - this.#startedMs < SLICE_MS) {
        this.#signal.throwIfAborted();
        if ((await this.#readChunk()) === 0) return;
      }
    } catch (error) {
      this.#failure ??= error;
    }
  }

  /** Returns how many posts it took. */
  async #readChunk(): Promise<number> {
    let release = (): void => undefined;
    try {
      const count = await withCtx(this.#claim.scope, async (ctx) => {
        const posts = await this.#loading.run(async () => {
          const claimed = await claimUnread(ctx, { limit: CHUNK_POSTS, below: this.#below });
          this.#below = claimed.at(-1)?.id ?? this.#below;
          return claimed;
        });
        if (posts.length === 0) return 0;
        const { modelVersion } = this.#reader.config;
        const unknown = posts.map(({ textKey }) => textKey).filter((key) => !this.#known.has(key));
        rememberStored(this.#known, await findTextReadings(ctx, modelVersion, [...new Set(unknown)]));
        const { readings, texts, cpuMs } = await readPosts(this.#reader, posts, this.#known);
        // Held until after the commit: progress is an absolute number, so commits must come in its order.
        release = await this.#saving.acquire();
        await saveTextReadings(ctx, modelVersion, texts);
        this.#tally.cpuMs += cpuMs;
        await saveReadings(ctx, this.#claim, { modelVersion, readings, progress: this.#progress(readings) });
        await savePostClasses(ctx, modelVersion, readings);
        return posts.length;
      });
      this.#done += count;
      return count;
    } finally {
      release();
      if (Date.now() - this.#rollupsAtMs > ROLLUPS_EVERY_MS && this.#done > 0) await this.#wakeRollups();
    }
  }

  #progress(readings: readonly (PostReading & { reason?: string })[]) {
    for (const { id, state, reason } of readings) {
      this.#tally[state] += 1;
      if (reason === undefined) continue;
      log("reader").warn({ postId: String(id), runId: this.#claim.run.id, reason }, "a post cannot be read");
      if (this.#tally.failures.length < MAX_LISTED_FAILURES) this.#tally.failures.push({ postId: String(id), reason });
    }
    const done = this.#done + readings.length;
    const seconds = (Date.now() - this.#startedMs) / 1_000;
    const detail = { ...this.#tally, modelVersion: this.#reader.config.modelVersion };
    return { done: this.#doneBefore + done, ratePerSecond: done / seconds, detail };
  }

  /** A wake-up that fails is left to the sweeper. */
  async #wakeRollups(): Promise<void> {
    this.#rollupsAtMs = Date.now();
    await enqueueRollups(this.#claim.scope).catch((error: unknown) => {
      log("reader").warn({ error }, "rollups were not woken");
    });
  }
}
