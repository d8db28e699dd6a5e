import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createPosts, createTenant, type TestTenant } from "@/drizzle/factories";
import { dirtyBuckets, ROLLUP_LEVELS, rollups } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { postTopics } from "@/drizzle/schema/topics";
import { closeQueues } from "@/lib/jobs/queue";
import { withCtx } from "@/lib/services/ctx";
import { scopeOf } from "@/lib/services/imports-testing";
import { createTopic, updateTopic } from "@/lib/services/topics";
import { randomMoments, recover, WorkerUnderTest, waitUntil } from "./kill-testing";

const KILLS = 8;
/** Several batches of the handler, so that a kill can fall between them. */
const POSTS = 24_000;
const { seed, random } = randomMoments();
const worker = new WorkerUnderTest();
const startWorker = (): void => worker.start({ WORKER_QUEUES: "cpu" });

afterEach(() => worker.kill());
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

/** The newest rematch of the project. */
async function rematchRun(tenant: TestTenant) {
  const rows = await withTenant(tenant, (tx) => tx.select().from(runs).where(eq(runs.kind, "rematch")));
  return rows.sort((a, b) => (a.id < b.id ? 1 : -1))[0];
}

/** Waits until a worker holds the run, then for a random moment, then kills it. True when the run was still going. */
async function killOnce(tenant: TestTenant): Promise<boolean> {
  const before = await rematchRun(tenant);
  startWorker();
  await waitUntil("the worker to take the run", async () => {
    const run = await rematchRun(tenant);
    return (run?.fence ?? 0) > (before?.fence ?? 0) || run?.state === "done";
  });
  await sleep(random() * 1_000);
  await worker.kill();
  return (await rematchRun(tenant))?.state !== "done";
}

test(`leaves the topic's posts and counts right, however often its worker is killed (seed ${seed})`, {
  timeout: 600_000,
}, async () => {
  const tenant = await createTenant();
  const owner = scopeOf(tenant, tenant.owner.id);
  const at = Date.UTC(2026, 9, 1, 5);
  const ids = await createPosts(
    tenant,
    Array.from({ length: POSTS }, (_, n) => ({
      text: `${["apple", "pear", "apple pear"][n % 3]} number ${n}`,
      publishedAt: new Date(at + n * 60_000),
    })),
  );
  const topic = await withCtx(owner, (ctx) => createTopic(ctx, { name: "Fruit", kind: "brand", query: "apple" }));
  const words = ["apple", "pear"];
  let query = "apple";
  let kills = 0;
  while (kills < KILLS) {
    if ((await rematchRun(tenant))?.state === "done") {
      query = words[(words.indexOf(query) + 1) % 2] ?? "pear";
      await withCtx(owner, (ctx) => updateTopic(ctx, topic.id, { query }));
    }
    if (await killOnce(tenant)) kills += 1;
    // a batch may take longer than the second within which it is killed: such deaths do not count here
    await recover(tenant, { attempt: 0 });
  }
  startWorker();
  await waitUntil("the last run to end", async () => (await rematchRun(tenant))?.state === "done");
  await waitUntil("the rollups", async () => (await withTenant(tenant, (tx) => tx.$count(dirtyBuckets))) === 0);

  const wanted = ids.filter((_, n) => n % 3 === 2 || n % 3 === words.indexOf(query));
  const found = await withTenant(tenant, (tx) => tx.select().from(postTopics).where(eq(postTopics.topicId, topic.id)));
  expect(found.map((row) => row.postId).sort()).toEqual([...wanted].sort());
  expect(await rematchRun(tenant)).toMatchObject({ progressDone: POSTS, progressTotal: POSTS });
  const [sum] = await withTenant(tenant, (tx) =>
    tx
      .select({ posts: sql<number>`sum(negative_posts + neutral_posts + positive_posts + unread_posts)::int` })
      .from(rollups)
      .where(and(eq(rollups.topicId, topic.id), eq(rollups.level, ROLLUP_LEVELS.quarter))),
  );
  expect(sum?.posts).toBe(wanted.length);
});
