import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createPosts, createTenant, type TestTenant } from "@/drizzle/factories";
import { posts } from "@/drizzle/schema/posts";
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { postTopics } from "@/drizzle/schema/topics";
import { anyPost, anyQuery } from "@/lib/analysis/query/arbitraries";
import { matches } from "@/lib/analysis/query/evaluate";
import { postFields } from "@/lib/analysis/query/post-fields";
import { printQuery } from "@/lib/analysis/query/print";
import { LeaseLost } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { closeQueues } from "@/lib/jobs/queue";
import { type Scope, withCtx } from "@/lib/services/ctx";
import { scopeOf } from "@/lib/services/imports-testing";
import { type Claim, claimRun } from "@/lib/services/run-lease";
import { retryRun } from "@/lib/services/runs";
import { createTopic, deleteTopic, updateTopic } from "@/lib/services/topics";
import { rematchBatch } from "@/lib/services/topics-rematch";
import { topicsRematch } from "./topics-rematch";

const HOUR_MS = 3_600_000;
const AT = Date.UTC(2026, 9, 1, 5);
let tenant: TestTenant;
let owner: Scope;

beforeEach(async () => {
  tenant = await createTenant();
  owner = scopeOf(tenant, tenant.owner.id);
});
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

/** One post per text, an hour apart. */
const makePosts = (texts: readonly string[]) =>
  createPosts(
    tenant,
    texts.map((text, n) => ({ text, publishedAt: new Date(AT + n * HOUR_MS + 1) })),
  );
const makeTopic = (query: string) =>
  withCtx(owner, (ctx) => createTopic(ctx, { name: `Topic ${uuidv7()}`, kind: "brand", query }));
const changeQuery = (id: string, query: string) => withCtx(owner, (ctx) => updateTopic(ctx, id, { query }));
const batch = (claim: Claim, limit: number) => withCtx(claim.scope, (ctx) => rematchBatch(ctx, claim, limit, null));

const runRow = async (runId: string | null) => {
  const [row] = await withTenant(tenant, (tx) =>
    tx
      .select()
      .from(runs)
      .where(eq(runs.id, runId ?? "")),
  );
  if (!row) throw new Error("There is no such run.");
  return row;
};
const setRun = (runId: string | null, set: Partial<typeof runs.$inferInsert>) =>
  withTenant(tenant, (tx) =>
    tx
      .update(runs)
      .set(set)
      .where(eq(runs.id, runId ?? "")),
  );
const claim = async (runId: string | null): Promise<Claim> => {
  const claimed = await claimRun({ ...owner, runId: runId ?? "" });
  if (!claimed) throw new Error("The run could not be claimed.");
  return claimed;
};
const work = async (runId: string | null) => topicsRematch(await claim(runId), new AbortController().signal);

const matched = async (topicId: string) => {
  const rows = await withTenant(tenant, (tx) => tx.select().from(postTopics).where(eq(postTopics.topicId, topicId)));
  return rows.map((row) => row.postId).sort();
};
/** Dirty hours since AT, and cleans them up. */
const takeDirt = async () => {
  const rows = await withTenant(tenant, (tx) => tx.delete(dirtyBuckets).returning());
  return rows.map((row) => (row.bucket.getTime() - AT) / HOUR_MS).sort((a, b) => a - b);
};

describe("topics.rematch", () => {
  it("finds the posts of a new topic, marks their hours, and ends with full progress", async () => {
    const ids = await makePosts(["apple", "pear", "an apple pie"]);
    const topic = await makeTopic("apple");
    expect(await work(topic.rematchRunId)).toBe("done");
    expect(await matched(topic.id)).toEqual([ids[0], ids[2]]);
    expect(await takeDirt()).toEqual([0, 2]);
    expect(await runRow(topic.rematchRunId)).toMatchObject({
      state: "done",
      progressDone: 3,
      progressTotal: 3,
      cursor: { postId: String(ids[2]) },
    });
  });

  it("leaves the same rows and no dirt when it is done twice", async () => {
    await makePosts(["apple", "pear"]);
    const topic = await makeTopic("apple");
    await work(topic.rematchRunId);
    const before = await matched(topic.id);
    await takeDirt();
    await setRun(topic.rematchRunId, { state: "queued", cursor: {}, progressDone: 0 });
    await work(topic.rematchRunId);
    expect(await matched(topic.id)).toEqual(before);
    expect(await takeDirt()).toEqual([]);
  });

  it("takes back what a changed query no longer matches; only what differs is dirty", async () => {
    const ids = await makePosts(["apple", "pear", "apple pear", "plum"]);
    const topic = await makeTopic("apple");
    await work(topic.rematchRunId);
    await takeDirt();
    const changed = await changeQuery(topic.id, "pear");
    await work(changed.rematchRunId);
    expect(await matched(topic.id)).toEqual([ids[1], ids[2]]);
    expect(await takeDirt()).toEqual([0, 1]);
  });

  it("matches what the evaluator matches, in batches of any size", async () => {
    const sources = fc.sample(anyPost, { numRuns: 60, seed: 7 }).map((post) => ({ ...post, text: post.text ?? "" }));
    const ids = await createPosts(
      tenant,
      sources.map((source) => ({ ...source, tags: [...source.tags] })),
    );
    for (const [n, ast] of fc.sample(anyQuery, { numRuns: 12, seed: 8 }).entries()) {
      const topic = await makeTopic(printQuery(ast));
      const claimed = await claim(topic.rematchRunId);
      let isEnded = false;
      while (!isEnded) ({ isEnded } = await batch(claimed, 1 + n * 7));
      const expected = ids.filter((_, at) => {
        const source = sources[at];
        return source !== undefined && matches(ast, postFields(source));
      });
      expect(await matched(topic.id)).toEqual(expected);
    }
  });

  it("goes on after a crash where the last committed batch ended", async () => {
    const ids = await makePosts(["apple 0", "apple 1", "apple 2", "apple 3", "apple 4"]);
    const topic = await makeTopic("apple");
    const first = await claim(topic.rematchRunId);
    await batch(first, 2);
    const crashed = withCtx(first.scope, async (ctx) => {
      await rematchBatch(ctx, first, 2, null);
      throw new Error("killed before the commit");
    });
    await expect(crashed).rejects.toThrow("killed");
    expect(await matched(topic.id)).toEqual(ids.slice(0, 2));
    expect(await takeDirt()).toEqual([0, 1]);

    await setRun(topic.rematchRunId, { leaseUntil: new Date(0) });
    const second = await claim(topic.rematchRunId);
    await expect(batch(first, 2)).rejects.toBeInstanceOf(LeaseLost);
    expect(await topicsRematch(second, new AbortController().signal)).toBe("done");
    expect(await matched(topic.id)).toEqual(ids);
    expect(await takeDirt()).toEqual([2, 3, 4]);
    expect((await runRow(topic.rematchRunId)).progressDone).toBe(5);
  });

  it("stops when a newer query supersedes it", async () => {
    const ids = await makePosts(["apple", "pear"]);
    const topic = await makeTopic("apple");
    const older = await claim(topic.rematchRunId);
    const changed = await changeQuery(topic.id, "pear");
    await expect(topicsRematch(older, new AbortController().signal)).rejects.toBeInstanceOf(LeaseLost);
    await work(changed.rematchRunId);
    expect(await matched(topic.id)).toEqual([ids[1]]);
    expect((await runRow(topic.rematchRunId)).state).toBe("cancelled");
    expect((await runRow(changed.rematchRunId)).state).toBe("done");
  });

  it("ends as cancelled when an older run is started again, or its topic is gone", async () => {
    const ids = await makePosts(["apple", "pear"]);
    const topic = await makeTopic("apple");
    const changed = await changeQuery(topic.id, "pear");
    await work(changed.rematchRunId);
    await withCtx(owner, (ctx) => retryRun(ctx, topic.rematchRunId ?? ""));
    expect(await work(topic.rematchRunId)).toBe("done");
    expect((await runRow(topic.rematchRunId)).state).toBe("cancelled");
    expect(await matched(topic.id)).toEqual([ids[1]]);

    await withCtx(owner, (ctx) => deleteTopic(ctx, topic.id));
    await withCtx(owner, (ctx) => retryRun(ctx, topic.rematchRunId ?? ""));
    expect(await work(topic.rematchRunId)).toBe("done");
    expect((await runRow(topic.rematchRunId)).state).toBe("cancelled");
  });

  it("leaves tombstones with the topics they had", async () => {
    const ids = await makePosts(["apple", "pear"]);
    const topic = await makeTopic("apple OR pear");
    await work(topic.rematchRunId);
    await withTenant(tenant, (tx) =>
      tx
        .update(posts)
        .set({ isDeleted: true })
        .where(eq(posts.id, ids[0] ?? 0n)),
    );
    const changed = await changeQuery(topic.id, "plum");
    await work(changed.rematchRunId);
    expect(await matched(topic.id)).toEqual([ids[0]]);
  });

  it("touches no other project's posts", async () => {
    const stranger = await createTenant();
    await createPosts(stranger, [{ text: "apple" }]);
    const topic = await makeTopic("apple");
    await work(topic.rematchRunId);
    expect(await matched(topic.id)).toEqual([]);
    expect(await claimRun({ ...scopeOf(stranger, stranger.owner.id), runId: topic.rematchRunId ?? "" })).toBeNull();
  });

  it("stops when it is told to, with its work kept", async () => {
    const topic = await makeTopic("apple");
    const reason = new Error("took too long");
    await expect(topicsRematch(await claim(topic.rematchRunId), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
