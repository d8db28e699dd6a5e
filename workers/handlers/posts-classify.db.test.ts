import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createTenant } from "@/drizzle/factories";
import { corrections, posts, textReadings } from "@/drizzle/schema/posts";
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { milliwattHoursPerThousand } from "@/lib/contracts/runs";
import { LeaseLost } from "@/lib/errors";
import { closeQueues } from "@/lib/jobs/queue";
import { withCtx } from "@/lib/services/ctx";
import {
  claimReading,
  createUnread,
  readingRun,
  readingsOf,
  type Tenant,
  workerScope,
} from "@/lib/services/reading-testing";
import { type Claim, claimRun, requeueRun } from "@/lib/services/run-lease";
import { startRun } from "@/lib/services/runs";
import { stopReader } from "../inference/reader";
import { loadReaderConfig, logitCount } from "../inference/reader-model";
import { postsClassify } from "./posts-classify";

vi.setConfig({ testTimeout: 120_000 });
const { modelVersion } = loadReaderConfig();
const POISON = "the text that ends the reader";
// Read once by lib/env.ts, when the reader is opened.
process.env.FAILPOINT = `reader.${POISON}:crash`;
process.env.INFERENCE_PROCESSES = "1";

afterEach(stopReader);
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

const never = new AbortController().signal;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `Post ${index} about the weather`);

/** Turn after turn of one run, as the queue would deliver them. */
async function readRun(tenant: Tenant, firstClaim: Claim): Promise<void> {
  let claim: Claim | null = firstClaim;
  while (claim && (await postsClassify(claim, never)) === "more") {
    await requeueRun(claim);
    claim = await claimRun({ ...tenant, runId: claim.run.id });
  }
}

const readAll = async (tenant: Tenant): Promise<void> => readRun(tenant, await claimReading(tenant));

describe("posts.classify", () => {
  test("labels every post once, with calibrated probabilities, the model's version and dirt", async () => {
    const tenant = await createTenant();
    const ids = await createUnread(tenant, numbered(1_500));
    await readAll(tenant);

    const readings = await readingsOf(tenant);
    expect(readings.map(({ id }) => id)).toEqual(ids);
    for (const row of readings) {
      expect(row).toMatchObject({ readState: "read", modelVersion, sentiment: row.label });
      expect((row.negative ?? 0) + (row.neutral ?? 0) + (row.positive ?? 0)).toBeCloseTo(1, 5);
    }
    const run = await readingRun(tenant);
    expect(run).toMatchObject({ state: "done", progressDone: 1_500, progressTotal: 1_500 });
    expect(run?.detail).toMatchObject({ read: 1_500, unsupported: 0, failed: 0, modelVersion });
    // each text costs at least a millisecond of a core, and less than a second
    expect(milliwattHoursPerThousand(run?.detail)).toBeGreaterThan(1);
    expect(milliwattHoursPerThousand(run?.detail)).toBeLessThan(1_000);
    const missing = await withTenant(tenant, (tx) =>
      tx.execute(sql`select p.id from ${posts} p where not exists (select from ${dirtyBuckets} d
        where d.project_id = p.project_id and d.bucket = date_trunc('hour', p.published_at))`),
    );
    expect(missing.rows).toEqual([]);
  });

  test("keeps what it computed of a text, and computes no text again with the same model", async () => {
    const tenant = await createTenant();
    await createUnread(tenant, ["Twice the same", "Twice the same", "Only once"]);
    await readAll(tenant);
    const kept = await withTenant(tenant, (tx) => tx.select().from(textReadings));
    expect(kept).toHaveLength(2);
    for (const { embedding, logits } of kept) {
      expect(embedding).toHaveLength(384);
      expect(Math.max(...new Int8Array(Uint8Array.from(embedding).buffer).map(Math.abs))).toBe(127);
      expect(logits).toHaveLength(4 * logitCount(loadReaderConfig()));
    }
    // what is kept now says something else, and the next post of that text is labelled by it
    const told = new Float32Array(logitCount(loadReaderConfig()));
    told[0] = 99;
    await withTenant(tenant, (tx) => tx.update(textReadings).set({ logits: Buffer.from(told.buffer) }));
    const [again] = await createUnread(tenant, ["Only once"]);
    await readAll(tenant);
    const row = (await readingsOf(tenant)).find(({ id }) => id === again);
    expect(row).toMatchObject({ readState: "read", label: "negative" });
    expect(row?.negative).toBeGreaterThan(0.99);
  });

  test("run twice leaves the same rows", async () => {
    const tenant = await createTenant();
    await createUnread(tenant, numbered(60));
    await readAll(tenant);
    const once = await readingsOf(tenant);
    await readAll(tenant);
    expect(await readingsOf(tenant)).toEqual(once);

    await withTenant(tenant, (tx) => tx.update(posts).set({ readState: "pending" }));
    await readAll(tenant);
    expect(await readingsOf(tenant)).toEqual(once);
  });

  test("reads equal texts once and gives them the same label", async () => {
    const tenant = await createTenant();
    await createUnread(tenant, [...numbered(30), ...numbered(30), ...numbered(30)]);
    await readAll(tenant);
    const labels = (await readingsOf(tenant)).map(({ negative, neutral, positive }) => [negative, neutral, positive]);
    expect(labels.slice(30, 60)).toEqual(labels.slice(0, 30));
    expect(labels.slice(60)).toEqual(labels.slice(0, 30));
  });

  test("leaves another workspace's posts alone", async () => {
    const [mine, theirs] = [await createTenant(), await createTenant()];
    await createUnread(mine, numbered(20));
    await createUnread(theirs, numbered(20));
    await readAll(mine);
    expect((await readingsOf(mine)).every(({ readState }) => readState === "read")).toBe(true);
    expect(new Set((await readingsOf(theirs)).map((row) => `${row.readState} ${row.label}`))).toEqual(
      new Set(["pending null"]),
    );
  });

  test("keeps a person's correction and stores the model's label beside it", async () => {
    const tenant = await createTenant();
    const [id] = await createUnread(tenant, ["I love this, thank you so much!"]);
    const correction = {
      workspaceId: tenant.workspaceId,
      postId: id ?? 0n,
      sentiment: "negative",
      userId: tenant.owner.id,
    } as const;
    await withTenant(tenant, (tx) => tx.insert(corrections).values(correction));
    await readAll(tenant);
    const [row] = await readingsOf(tenant);
    expect(row).toMatchObject({ readState: "read", sentiment: "negative", modelVersion });
    expect(row?.label).not.toBeNull();
  });

  test("a language the model is not trusted in is unsupported, given or seen", async () => {
    const tenant = await createTenant();
    await createUnread(tenant, ["ok", "Hola"], "es");
    await createUnread(
      tenant,
      ["La verdad es que el servicio fue muy malo y nadie contesta", "What a lovely day it is"],
      null,
    );
    await createUnread(tenant, ["The train is late again"], "und");
    await readAll(tenant);
    expect((await readingsOf(tenant)).map(({ readState }) => readState)).toEqual([
      "unsupported",
      "unsupported",
      "unsupported",
      "read",
      "read",
    ]);
  });

  test("a text that ends the reader fails alone, with its tries and a reason", async () => {
    const tenant = await createTenant();
    const texts = numbered(300);
    texts[123] = `Here comes ${POISON}.`;
    const ids = await createUnread(tenant, texts);
    await readAll(tenant);
    const failed = (await readingsOf(tenant)).filter(({ readState }) => readState !== "read");
    expect(failed).toMatchObject([
      { id: ids[123], readState: "failed", readAttempts: 2, sentiment: null, label: null },
    ]);
    const run = await readingRun(tenant);
    expect(run).toMatchObject({ state: "done", progressDone: 300 });
    expect(run?.detail).toMatchObject({
      read: 299,
      failed: 1,
      failures: [{ postId: String(ids[123]), reason: expect.stringContaining("SIGSEGV") }],
    });
  });

  test("two workers share a project: each post is read by one of them", async () => {
    const tenant = await createTenant();
    await createUnread(tenant, numbered(5_000));
    const first = await claimReading(tenant);
    const other = await withCtx(workerScope(tenant), (ctx) =>
      startRun(ctx, { kind: "classify", subject: "", unit: "posts" }),
    );
    const second = await claimRun({ ...tenant, runId: other.id });
    if (!second) throw new Error("not claimed");
    await Promise.all([readRun(tenant, first), readRun(tenant, second)]);
    const readings = await readingsOf(tenant);
    expect(readings).toHaveLength(5_000);
    expect(readings.every(({ readState }) => readState === "read")).toBe(true);
    const [sum] = await withTenant(tenant, (tx) =>
      tx
        .select({ done: sql<number>`sum(${runs.progressDone})::int` })
        .from(runs)
        .where(eq(runs.kind, "classify")),
    );
    expect(sum?.done).toBe(5_000);
  });

  test("a worker whose run was taken over writes nothing", async () => {
    const tenant = await createTenant();
    await createUnread(tenant, numbered(20));
    const zombie = await claimReading(tenant);
    await withTenant(tenant, (tx) =>
      tx
        .update(runs)
        .set({ fence: zombie.fence + 1 })
        .where(eq(runs.id, zombie.run.id)),
    );
    await expect(postsClassify(zombie, never)).rejects.toBeInstanceOf(LeaseLost);
    const unread = await withTenant(tenant, (tx) =>
      tx.$count(posts, and(eq(posts.projectId, tenant.projectId), eq(posts.readState, "pending"))),
    );
    expect(unread).toBe(20);
  });

  test("posts that another transaction holds are not given up", async () => {
    const tenant = await createTenant();
    const [held] = await createUnread(tenant, numbered(3));
    const claim = await claimReading(tenant);
    let letGo = (): void => undefined;
    const holding = withTenant(tenant, async (tx) => {
      await tx
        .select({ id: posts.id })
        .from(posts)
        .where(eq(posts.id, held ?? 0n))
        .for("update");
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
    });
    expect(await postsClassify(claim, never)).toBe("more");
    letGo();
    await holding;
    expect((await readingsOf(tenant)).map(({ readState }) => readState)).toEqual(["pending", "read", "read"]);
  });
});
