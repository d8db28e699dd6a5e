/** For tests that kill -9 a real worker at random moments: the worker, the moments, and what comes after. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { and, eq } from "drizzle-orm";
import { withTenant } from "@/drizzle/client";
import { runs } from "@/drizzle/schema/runs";
import { createRandom } from "@/lib/analysis/demo/random";
import { sweep } from "@/lib/services/sweep";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A seed to put into the test's name, so that a failure can be played again, and its stream of moments. */
export function randomMoments(): { seed: number; random: () => number } {
  const seed = Number(process.hrtime.bigint() % 1_000_000_007n);
  const stream = createRandom(seed, "kills");
  return { seed, random: () => stream.next() };
}

/** One worker at a time, in a process of its own. `program`: what node is given; workers/main.ts by default. */
export class WorkerUnderTest {
  #child: ChildProcess | undefined;
  readonly #program: readonly string[];

  constructor(program: readonly string[] = ["--import", "tsx", `${ROOT}workers/main.ts`]) {
    this.#program = program;
  }

  start(env: Readonly<Record<string, string>>): void {
    this.#child = spawn(process.execPath, this.#program, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
  }

  /** Kills it and waits until it is gone; nothing to do where none runs. */
  async kill(): Promise<void> {
    const killed = this.#child;
    this.#child = undefined;
    if (!killed || killed.exitCode !== null) return;
    const exited = new Promise((resolve) => killed.once("exit", resolve));
    killed.kill("SIGKILL");
    await exited;
  }
}

/** Asks every 10 ms. `show`: what to tell when it never comes. @throws Error after some minutes */
export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean>,
  show: () => Promise<unknown> = async () => "",
): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 10) {
    if (waited > 120_000) throw new Error(`Waited too long for ${what}. ${JSON.stringify(await show())}`);
    await sleep(10);
  }
}

/**
 * Ends the dead worker's lease now instead of in fifteen seconds, and wakes the next one. `also`: what else of the run is set;
 * with `attempt: 0` a run whose worker dies five times before it saves anything is not given up.
 */
export async function recover(
  tenant: { workspaceId: string; projectId: string },
  also: { attempt?: 0 } = {},
): Promise<void> {
  const past = new Date(Date.now() - 60_000);
  await withTenant(tenant, (tx) =>
    tx
      .update(runs)
      .set({ leaseUntil: past, updatedAt: past, ...also })
      .where(and(eq(runs.projectId, tenant.projectId), eq(runs.state, "running"))),
  );
  await sweep();
}
