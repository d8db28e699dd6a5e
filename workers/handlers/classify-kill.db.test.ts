import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createTenant } from "@/drizzle/factories";
import { posts } from "@/drizzle/schema/posts";
import { dirtyBuckets, ROLLUP_LEVELS, rollups } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { NIL_UUID } from "@/lib/ids";
import { closeQueues } from "@/lib/jobs/queue";
import { withCtx } from "@/lib/services/ctx";
import { ensureClassifyRun } from "@/lib/services/reading";
import { createUnread, readingRun, readingsOf, type Tenant, workerScope } from "@/lib/services/reading-testing";
import { sweep } from "@/lib/services/sweep";
import { loadReaderConfig } from "../inference/reader-model";

const KILLS = 20;
const POSTS = 6_000;
const seed = Number(process.hrtime.bigint() % 1_000_000_007n);

/** Park and Miller's generator; the seed is printed, so that a failure can be played again. */
let state = seed || 1;
const random = (): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};

let worker: ChildProcess | undefined;
const killWorker = async (): Promise<void> => {
  const killed = worker;
  worker = undefined;
  if (!killed || killed.exitCode !== null) return;
  const exited = new Promise((resolve) => killed.once("exit", resolve));
  killed.kill("SIGKILL");
  await exited;
};
const startWorker = (queues: string): void => {
  worker = spawn(process.execPath, ["--import", "tsx", fileURLToPath(new URL("../main.ts", import.meta.url))], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, WORKER_QUEUES: queues, INFERENCE_PROCESSES: "1" },
    stdio: "ignore",
  });
};

afterEach(killWorker);
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

async function waitUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 20) {
    if (waited > 120_000) throw new Error(`Waited too long for ${what}.`);
    await sleep(20);
  }
}

/** Waits until a worker holds the run, then for a random moment, then kills it. True when the run was still going. */
async function killOnce(tenant: Tenant): Promise<boolean> {
  const before = await readingRun(tenant);
  startWorker("gpu");
  await waitUntil(
    "the worker to take the run",
    async () => ((await readingRun(tenant))?.fence ?? 0) > (before?.fence ?? 0),
  );
  await sleep(random() * 3_000);
  const run = await readingRun(tenant);
  await killWorker();
  return run?.state !== "done";
}

/** Ends the dead worker's lease now instead of in fifteen seconds, and wakes the next one. */
async function recover(tenant: Tenant): Promise<void> {
  const past = new Date(Date.now() - 60_000);
  await withTenant(tenant, (tx) =>
    tx
      .update(runs)
      .set({ leaseUntil: past, updatedAt: past })
      .where(and(eq(runs.projectId, tenant.projectId), eq(runs.state, "running"))),
  );
  await sweep();
}

/** Posts per sentiment: counted from the posts, and summed from the rollups of all posts. */
async function countBoth(tenant: Tenant) {
  return withTenant(tenant, async (tx) => {
    const [counted] = (
      await tx.execute(sql`
        select count(*) filter (where sentiment = 'negative')::int as negative, count(*) filter (where sentiment = 'neutral')::int as neutral,
          count(*) filter (where sentiment = 'positive')::int as positive, count(*) filter (where sentiment is null)::int as unread
        from ${posts} where project_id = ${tenant.projectId}`)
    ).rows;
    const [summed] = (
      await tx.execute(sql`
        select coalesce(sum(negative_posts), 0)::int as negative, coalesce(sum(neutral_posts), 0)::int as neutral,
          coalesce(sum(positive_posts), 0)::int as positive, coalesce(sum(unread_posts), 0)::int as unread
        from ${rollups} where project_id = ${tenant.projectId} and level = ${ROLLUP_LEVELS.quarter} and topic_id = ${NIL_UUID}`)
    ).rows;
    return { counted, summed };
  });
}

test(`loses and doubles nothing, however often its worker is killed (seed ${seed})`, { timeout: 900_000 }, async () => {
  const tenant = await createTenant();
  let created = 0;
  const addPosts = async (): Promise<void> => {
    const texts = Array.from(
      { length: POSTS },
      (_, index) => `Post ${created + index}: the train was ${index % 3 ? "late" : "on time"} again.`,
    );
    await createUnread(tenant, texts);
    created += POSTS;
    await withCtx(workerScope(tenant), ensureClassifyRun);
  };

  let kills = 0;
  while (kills < KILLS) {
    if ((await readingRun(tenant))?.state !== "running") await addPosts();
    if (await killOnce(tenant)) kills += 1;
    await recover(tenant);
  }
  startWorker("gpu,cpu");
  await waitUntil("the last run to end", async () => (await readingRun(tenant))?.state === "done");
  await waitUntil("the rollups", async () => (await withTenant(tenant, (tx) => tx.$count(dirtyBuckets))) === 0);

  const readings = await readingsOf(tenant);
  expect(readings).toHaveLength(created);
  const { modelVersion } = loadReaderConfig();
  const odd = readings.filter(
    (row) => row.readState !== "read" || row.modelVersion !== modelVersion || row.sentiment !== row.label,
  );
  expect(odd).toEqual([]);
  const [sum] = await withTenant(tenant, (tx) =>
    tx
      .select({ done: sql<number>`sum(${runs.progressDone})::int` })
      .from(runs)
      .where(eq(runs.kind, "classify")),
  );
  expect(sum?.done).toBe(created);
  const { counted, summed } = await countBoth(tenant);
  expect(summed).toEqual(counted);
});
