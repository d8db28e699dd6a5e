import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
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
import { loadReaderConfig } from "../inference/reader-model";
import { randomMoments, recover, WorkerUnderTest, waitUntil } from "./kill-testing";

const KILLS = 20;
const POSTS = 6_000;
const { seed, random } = randomMoments();
const worker = new WorkerUnderTest();
const startWorker = (queues: string): void => worker.start({ WORKER_QUEUES: queues, INFERENCE_PROCESSES: "1" });

afterEach(() => worker.kill());
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

/** Waits until a worker holds the run, then for a random moment, then kills it. True when the run was still going. */
async function killOnce(tenant: Tenant): Promise<boolean> {
  const before = await readingRun(tenant);
  startWorker("gpu");
  await waitUntil(
    "the worker to take the run",
    async () => ((await readingRun(tenant))?.fence ?? 0) > (before?.fence ?? 0),
    () => readingRun(tenant),
  );
  await sleep(random() * 3_000);
  const run = await readingRun(tenant);
  await worker.kill();
  return run?.state !== "done";
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
