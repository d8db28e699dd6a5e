/** What the classifier is compared with, and the classifier itself: each arm answers with its wall time. */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createTenant } from "@/drizzle/factories";
import { withCtx } from "@/lib/services/ctx";
import { ensureClassifyRun } from "@/lib/services/reading";
import { createUnread, readingRun, readingsOf, workerScope } from "@/lib/services/reading-testing";
import { residentMegabytes } from "./memory";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Bare sessions, one process each, fed with batches of token ids. */
export class BareSessions {
  readonly #children: ChildProcess[];

  constructor(processes: number) {
    const execArgv = ["--import", "tsx"];
    this.#children = Array.from({ length: processes }, () =>
      fork(here("./session-child.ts"), [], { serialization: "advanced", execArgv }),
    );
  }

  /** Deals the batches out and waits for the last process. Milliseconds of the slowest. */
  async run(rows: readonly Int32Array[], batches: readonly number[][]): Promise<number> {
    const times = this.#children.map((child, turn) => {
      const mine = batches.filter((_, index) => index % this.#children.length === turn);
      child.send({ rows, batches: mine });
      return new Promise<number>((resolve, reject) => {
        child.once("message", (message) => resolve((message as { ms: number }).ms));
        child.once("exit", () => reject(new Error("A bare session ended.")));
      });
    });
    return Math.max(...(await Promise.all(times)));
  }

  /** Memory of the processes now. **units** MB */
  megabytes(): number {
    return this.#children.reduce((sum, child) => sum + residentMegabytes(child.pid ?? 0), 0);
  }

  stop(): void {
    for (const child of this.#children) child.disconnect();
  }
}

/** A real worker that serves the `gpu` queue with some reader processes. */
export class ClassifyWorker {
  readonly #worker: ChildProcess;

  constructor(processes: number) {
    this.#worker = spawn(process.execPath, ["--import", "tsx", here("../../workers/main.ts")], {
      cwd: here("../.."),
      env: { ...process.env, WORKER_QUEUES: "gpu", INFERENCE_PROCESSES: String(processes) },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }

  /** Stores texts as unread posts of a new project, then times its classify run from wake-up to its last commit. */
  async run(texts: readonly string[]): Promise<number> {
    const tenant = await createTenant({ name: "Bench" });
    await createUnread(tenant, texts);
    await withCtx(workerScope(tenant), ensureClassifyRun);
    for (;;) {
      await sleep(50);
      const run = await readingRun(tenant);
      if (run?.state === "failed") throw new Error(run.errorMessage ?? "The run failed.");
      if (run?.state !== "done") continue;
      const readings = await readingsOf(tenant);
      const labelled = readings.filter(({ label }) => label !== null).length;
      if (labelled !== texts.length) throw new Error(`${labelled} of ${texts.length} posts were labelled.`);
      return (run.finishedAt?.getTime() ?? 0) - run.createdAt.getTime();
    }
  }

  /** Memory of the worker and its readers now. **units** MB */
  megabytes(): number {
    return residentMegabytes(this.#worker.pid ?? 0);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#worker.once("exit", resolve));
    this.#worker.kill("SIGTERM");
    await ended;
  }
}
