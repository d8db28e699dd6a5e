/** Several reader processes behind one queue: as many compute threads as processes, none of them in this one. */
import type { WhyHead } from "@/lib/contracts/why";
import { AppError } from "@/lib/errors";
import type { Device, Failpoint, ReadDoneMessage, TextExplanation } from "./protocol";
import { NotStarted, ReadCrash, type ReaderProcess, startReaderProcess } from "./reader-process";

export interface PoolOptions {
  modelDir: string;
  /** Processes, one session and one compute thread each. */
  processes: number;
  device: Device;
  tokenBudget: number;
  failpoint?: Failpoint | null;
  /** Told in one sentence when the device falls back or a process cannot start. */
  onNotice?: (notice: string) => void;
}

export const DEFAULTS = {
  /** A piece of work that takes longer is taken for hung: about 40 times what it takes on a free core. */
  pieceDeadlineMs: 20_000,
  /** Somebody waits for an explanation: a second of computing at the very most. */
  explainDeadlineMs: 10_000,
  /** Failed starts in a row, over all processes, before callers are told that there is no reader. */
  startTries: 3,
  startDelayMs: 250,
  /** Requests a process holds: one computing, one waiting in its pipe, so that it is never idle. */
  requestsPerProcess: 2,
} as const;

/** What became of one piece of work. */
export type PieceOutcome =
  | ({ state: "read" } & Pick<ReadDoneMessage, "logits" | "embeddings" | "tokenCount" | "slotCount" | "cpuMs">)
  | { state: "crashed"; reason: string };

/** What became of an explanation. */
export type ExplainOutcome = ({ state: "explained" } & TextExplanation) | { state: "crashed"; reason: string };

/** Work for one process. */
interface Piece {
  /** Asks the process and answers the caller. @throws NotStarted, ReadCrash */
  work(child: ReaderProcess): Promise<void>;
  crashed(reason: string): void;
  reject(error: Error): void;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const unavailable = (reason: string): AppError =>
  new AppError("E_UNAVAILABLE", `The reader cannot start. ${reason}`, {
    hint: "Check models/reader and the worker's log; the posts stay waiting and are read once it starts.",
  });

/** The pool was closed under a caller: the worker is stopping, nothing is wrong with the texts. */
export class ReaderClosed extends Error {
  constructor() {
    super("The reader is stopping with its worker.");
    this.name = "ReaderClosed";
  }
}

/** First come, first served. Processes are started with the first piece of work and replaced when they end. */
export class ReaderPool {
  readonly #options: PoolOptions;
  readonly #waiting: Piece[] = [];
  readonly #takers = new Set<(piece: Piece | null) => void>();
  readonly #alive = new Set<ReaderProcess>();
  #slots = 0;
  #failedStarts = 0;
  #hasFallenBack = false;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get processCount(): number {
    return this.#options.processes;
  }

  /** Ids of the processes that are ready now. */
  get pids(): number[] {
    return [...this.#alive].map((child) => child.pid);
  }

  /**
   * Reads texts in one process as one piece of work.
   * A crash, a hang or a refusal is an outcome, not an error: the process is replaced and no other piece suffers.
   * @throws AppError E_UNAVAILABLE when no process can be started; ReaderClosed
   */
  read(texts: readonly string[], deadlineMs: number = DEFAULTS.pieceDeadlineMs): Promise<PieceOutcome> {
    return this.#submit(async (child) => {
      const { logits, embeddings, tokenCount, slotCount, cpuMs } = await child.read(texts, deadlineMs);
      return { state: "read", logits, embeddings, tokenCount, slotCount, cpuMs };
    });
  }

  /**
   * Explains a text in one process, before all reading that waits. A crash, a hang or a refusal is an outcome.
   * @throws AppError E_UNAVAILABLE when no process can be started; ReaderClosed
   */
  explain(text: string, head: WhyHead, deadlineMs: number = DEFAULTS.explainDeadlineMs): Promise<ExplainOutcome> {
    return this.#submit(async (child) => {
      const { explanation, embedding } = await child.explain(text, head, deadlineMs);
      return { state: "explained", explanation, embedding };
    }, true);
  }

  /** Kills the processes; what is still waiting is answered with ReaderClosed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#refuseWaiting(new ReaderClosed());
    const running = [...this.#alive];
    for (const child of running) child.kill();
    await Promise.all(running.map((child) => child.ended));
  }

  #submit<Outcome>(
    ask: (child: ReaderProcess) => Promise<Outcome>,
    isFirst = false,
  ): Promise<Outcome | { state: "crashed"; reason: string }> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new ReaderClosed());
      const work = async (child: ReaderProcess) => resolve(await ask(child));
      this.#give({ work, reject, crashed: (reason) => resolve({ state: "crashed", reason }) }, isFirst);
      while (this.#slots < this.#options.processes) void this.#keepRunning();
    });
  }

  #give(piece: Piece, isFirst = false): void {
    const [taker] = this.#takers;
    if (taker) {
      this.#takers.delete(taker);
      taker(piece);
    } else if (isFirst) this.#waiting.unshift(piece);
    else this.#waiting.push(piece);
  }

  /** The next piece of work; null when the process ended while it was idle. */
  #take(child: ReaderProcess): Promise<Piece | null> {
    const next = this.#waiting.shift();
    if (next) return Promise.resolve(next);
    return new Promise((resolve) => {
      this.#takers.add(resolve);
      void child.ended.then(() => {
        if (this.#takers.delete(resolve)) resolve(null);
      });
    });
  }

  #refuseWaiting(error: Error): void {
    for (const piece of this.#waiting.splice(0)) piece.reject(error);
  }

  /** Keeps one process running; ends when the pool closes, or when it cannot be started and nothing waits for it. */
  async #keepRunning(): Promise<void> {
    this.#slots += 1;
    while (!this.#isClosed) {
      const child = await this.#start();
      if (child) {
        await this.#serve(child);
        continue;
      }
      await new Promise((resolve) => setTimeout(resolve, DEFAULTS.startDelayMs * 2 ** Math.min(this.#failedStarts, 5)));
      if (this.#waiting.length === 0) break;
    }
    this.#slots -= 1;
  }

  async #start(): Promise<ReaderProcess | null> {
    const { modelDir, device, tokenBudget, failpoint = null, onNotice } = this.#options;
    try {
      const child = await startReaderProcess({ kind: "start", modelDir, device, tokenBudget, failpoint });
      this.#failedStarts = 0;
      if (child.ready.fallback && !this.#hasFallenBack) onNotice?.(child.ready.fallback);
      this.#hasFallenBack ||= child.ready.fallback !== null;
      return child;
    } catch (error) {
      this.#failedStarts += 1;
      onNotice?.(`A reader process could not be started: ${reasonOf(error)}`);
      if (this.#failedStarts >= DEFAULTS.startTries) this.#refuseWaiting(unavailable(reasonOf(error)));
      return null;
    }
  }

  async #serve(child: ReaderProcess): Promise<void> {
    if (this.#isClosed) return child.kill();
    this.#alive.add(child);
    await Promise.all(Array.from({ length: DEFAULTS.requestsPerProcess }, () => this.#work(child)));
    await child.ended;
    this.#alive.delete(child);
  }

  /** One of the requests a process holds at a time, one after the other, until the process ends. */
  async #work(child: ReaderProcess): Promise<void> {
    for (let piece = await this.#take(child); piece; piece = await this.#take(child)) {
      try {
        await piece.work(child);
      } catch (error) {
        if (error instanceof NotStarted) return this.#give(piece, true);
        piece.crashed(reasonOf(error));
        if (error instanceof ReadCrash && error.isProcessGone) return;
      }
    }
  }
}
