import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { and, asc, eq } from "drizzle-orm";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createTenant } from "@/drizzle/factories";
import { importRejects } from "@/drizzle/schema/imports";
import { authors, posts, postTexts } from "@/drizzle/schema/posts";
import { postTopics, topics } from "@/drizzle/schema/topics";
import type { Import } from "@/lib/contracts/imports";
import { closeQueues } from "@/lib/jobs/queue";
import { type Scope, withCtx } from "@/lib/services/ctx";
import { reload, runOf, scopeOf, start, upload } from "@/lib/services/imports-testing";
import { claimRun } from "@/lib/services/run-lease";
import { retryRun } from "@/lib/services/runs";
import { importRun } from "./import-run";
import { randomMoments, recover, WorkerUnderTest, waitUntil } from "./kill-testing";

const KILLS = 20;
const ROWS = 20_000;
const { seed, random } = randomMoments();

/** Rows with keys that come back near and far, and some that are refused. */
function makeFile(): string {
  let file = "id,text,user,date,likes,brand\n";
  for (let i = 0; i < ROWS; i++) {
    const id = i % 11 === 10 ? i - 7 : i % 97 === 96 ? i % 500 : i;
    const text = i % 53 === 52 ? "" : `post number ${i} about things`;
    file += `${id},${text},user${i % 300},2026-01-02 03:${10 + (i % 50)}:05,${i % 9},brand ${i % 3}\n`;
  }
  return file;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The worker program in one file: it is started many times, and starts faster so. */
const program = `${root}var/worker-under-test-${process.pid}.mjs`;

const worker = new WorkerUnderTest([program]);
const startWorker = (): void => worker.start({ WORKER_QUEUES: "io" });

beforeAll(async () => {
  const entryPoints = [`${root}workers/main.ts`];
  await build({ entryPoints, outfile: program, bundle: true, platform: "node", format: "esm", packages: "external" });
});
afterEach(() => worker.kill());
afterAll(async () => {
  rmSync(program, { force: true });
  await closeQueues();
  await closeDatabase();
});

/** Everything that an import leaves behind, without ids and times of its own. */
const leftBy = (scope: Scope, importId: string) =>
  withTenant(scope, async (tx) => ({
    posts: await tx
      .select({
        id: posts.externalId,
        text: postTexts.text,
        author: authors.handle,
        likes: posts.likeCount,
        at: posts.publishedAt,
        tags: posts.tags,
      })
      .from(posts)
      .innerJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
      .innerJoin(authors, and(eq(authors.workspaceId, posts.workspaceId), eq(authors.id, posts.authorId)))
      .orderBy(asc(posts.externalId)),
    authors: await tx.$count(authors),
    topics: await tx.select({ name: topics.name }).from(topics).orderBy(asc(topics.name)),
    matches: await tx.$count(postTopics),
    rejects: await tx
      .select({ line: importRejects.line, code: importRejects.code })
      .from(importRejects)
      .where(eq(importRejects.importId, importId))
      .orderBy(asc(importRejects.line)),
  }));

const ledger = ({ readCount, storedCount, updatedCount, duplicateCount, rejectedCount, warnings }: Import) => ({
  readCount,
  storedCount,
  updatedCount,
  duplicateCount,
  rejectedCount,
  warnings: [...warnings].sort((a, b) => (a.code < b.code ? -1 : 1)),
});

async function begin(file: string): Promise<{ scope: Scope; one: Import }> {
  const tenant = await createTenant();
  const scope = scopeOf(tenant, tenant.owner.id);
  return { scope, one: await start(scope, (await upload(scope, file)).id) };
}

const isFinal = (one: Import): boolean => ["done", "failed", "cancelled"].includes(one.state);

/** Waits until the worker holds the run, then up to `withinMs`, then kills it; false when the import ended before. */
async function killOnce(scope: Scope, one: Import, withinMs: number): Promise<boolean> {
  const before = (await runOf(scope, one.runId))?.fence ?? 0;
  startWorker();
  await waitUntil("the worker to take the run", async () => ((await runOf(scope, one.runId))?.fence ?? 0) > before);
  const endMs = performance.now() + random() * withinMs;
  while (performance.now() < endMs && !isFinal(await reload(scope, one.id))) await sleep(10);
  const wasRunning = !isFinal(await reload(scope, one.id));
  await worker.kill();
  return wasRunning;
}

it(`ends with the same rows and ledger however often its worker is killed (seed ${seed})`, {
  timeout: 600_000,
}, async () => {
  const file = makeFile();
  const calm = await begin(file);
  const claim = await claimRun({
    workspaceId: calm.scope.workspaceId,
    projectId: calm.scope.projectId,
    runId: calm.one.runId ?? "",
  });
  if (!claim) throw new Error("The run could not be claimed.");
  await importRun(claim, new AbortController().signal);
  const expected = {
    ledger: ledger(await reload(calm.scope, calm.one.id)),
    left: await leftBy(calm.scope, calm.one.id),
  };
  expect(expected.ledger.readCount).toBe(ROWS);

  for (let kills = 0; kills < KILLS; ) {
    const { scope, one } = await begin(file);
    while (!isFinal(await reload(scope, one.id))) {
      const withinMs = kills >= KILLS ? 60_000 : kills % 3 === 2 ? 3_000 : 500;
      if (await killOnce(scope, one, withinMs)) kills++;
      const run = await runOf(scope, one.runId);
      if (run?.state === "failed") await withCtx(scope, (ctx) => retryRun(ctx, run.id));
      else await recover(scope);
      const { readCount, storedCount, updatedCount, duplicateCount, rejectedCount } = await reload(scope, one.id);
      expect(readCount).toBe(storedCount + updatedCount + duplicateCount + rejectedCount);
    }
    const ended = await reload(scope, one.id);
    expect(ended.state).toBe("done");
    expect(ledger(ended)).toEqual(expected.ledger);
    expect(await leftBy(scope, one.id)).toEqual(expected.left);
  }
});
