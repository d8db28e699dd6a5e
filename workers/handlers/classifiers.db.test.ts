import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createTenant, type TestTenant } from "@/drizzle/factories";
import { classifierVersions, postClasses } from "@/drizzle/schema/classifiers";
import { posts, textReadings } from "@/drizzle/schema/posts";
import { runs } from "@/drizzle/schema/runs";
import { auditLog } from "@/drizzle/schema/workspaces";
import { closeQueues } from "@/lib/jobs/queue";
import { createClassifier, deleteClassifier, getClassifier } from "@/lib/services/classifiers";
import { applyBatch, savePostClasses } from "@/lib/services/classifiers-apply";
import { publishVersion, unpublishClassifier } from "@/lib/services/classifiers-publish";
import { listQueue } from "@/lib/services/classifiers-queue";
import { classesOf, exampleFile, newestRunOf, personScope, upload } from "@/lib/services/classifiers-testing";
import { startTraining } from "@/lib/services/classifiers-train";
import { compareVersions, listVersions } from "@/lib/services/classifiers-versions";
import { type Scope, withCtx } from "@/lib/services/ctx";
import { queryMetrics } from "@/lib/services/metrics";
import { getPost, listPosts } from "@/lib/services/posts";
import { claimReading, createUnread, workerScope } from "@/lib/services/reading-testing";
import { type Claim, claimRun, requeueRun } from "@/lib/services/run-lease";
import { stopReader } from "../inference/reader";
import { loadReaderConfig } from "../inference/reader-model";
import type { RunHandler } from "../run-job";
import { classifiersApply } from "./classifiers-apply";
import { classifiersTrain } from "./classifiers-train";
import { postsClassify } from "./posts-classify";

vi.setConfig({ testTimeout: 120_000 });
process.env.INFERENCE_PROCESSES = "1";
const { modelVersion } = loadReaderConfig();
const never = new AbortController().signal;
const LABELS = { praise: "Wonderful coffee and kind people", delivery: "The parcel came days too late" };
const TEXTS = Array.from({ length: 30 }, (_, i) =>
  i % 2 === 0 ? `Really wonderful espresso, thank you! ${i}` : `My parcel still has not arrived, day ${i}`,
);

let tenant: TestTenant;
let owner: Scope;
beforeEach(async () => {
  tenant = await createTenant();
  owner = personScope(tenant);
});
afterEach(stopReader);
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

async function work(handler: RunHandler, first: Claim | null): Promise<void> {
  let claim = first;
  while (claim && (await handler(claim, never)) === "more") {
    await requeueRun(claim);
    claim = await claimRun({ ...tenant, runId: claim.run.id });
  }
}
const doRun = async (kind: "train" | "apply"): Promise<void> => {
  const run = await newestRunOf(tenant, kind);
  await work(kind === "train" ? classifiersTrain : classifiersApply, await claimRun({ ...tenant, runId: run.id }));
};
const readAll = async (): Promise<void> => work(postsClassify, await claimReading(tenant));
const as = <T>(verb: (ctx: Parameters<Parameters<typeof withCtx>[1]>[0]) => Promise<T>): Promise<T> =>
  withCtx(owner, verb);

/** A classifier with one trained version; returns its id. */
async function trained(): Promise<string> {
  const { id } = await as((ctx) => createClassifier(ctx, { name: "Reason", guideline: "", labels: [] }));
  await upload(owner, id, exampleFile(LABELS, 15));
  await as((ctx) => startTraining(ctx, id));
  await doRun("train");
  return id;
}
const publish = async (id: string, number = 1): Promise<void> => {
  await as((ctx) => publishVersion(ctx, id, number));
  await doRun("apply");
};

describe("classifiers.train", () => {
  test("leaves a version with a report that adds up, the same one from the same examples", async () => {
    const id = await trained();
    const [version] = await as((ctx) => listVersions(ctx, id));
    expect(version).toMatchObject({
      number: 1,
      state: "trained",
      modelVersion,
      exampleCount: 30,
      labels: ["praise", "delivery"],
    });
    const { report } = version ?? {};
    expect([report?.trainCount, report?.testCount]).toEqual([24, 6]);
    expect(report?.confusion.flat().reduce((sum, each) => sum + each, 0)).toBe(6);
    expect(report?.majority.accuracy).toBe(0.5);
    expect(report?.accuracy.low).toBeLessThan(report?.accuracy.value ?? 0);

    await as((ctx) => startTraining(ctx, id));
    await doRun("train");
    const heads = await withTenant(tenant, (tx) =>
      tx.select({ head: classifierVersions.head, report: classifierVersions.report }).from(classifierVersions),
    );
    expect(heads).toHaveLength(2);
    expect(heads[1]).toEqual(heads[0]);
    expect(await as((ctx) => compareVersions(ctx, id, { a: 1, b: 2 }))).toMatchObject({
      count: 6,
      onlyA: 0,
      onlyB: 0,
      pValue: null,
    });
  });

  test("computes no text again that was read before, and a killed worker's run goes on", async () => {
    const { id } = await as((ctx) => createClassifier(ctx, { name: "Reason", guideline: "", labels: [] }));
    await upload(owner, id, exampleFile(LABELS, 10));
    await as((ctx) => startTraining(ctx, id));
    const run = await newestRunOf(tenant, "train");
    const killed = await claimRun({ ...tenant, runId: run.id });
    const stopped = new AbortController();
    stopped.abort(new Error("killed"));
    await expect(killed && classifiersTrain(killed, stopped.signal)).rejects.toThrow("killed");
    await withTenant(tenant, (tx) => tx.update(runs).set({ leaseUntil: new Date(0) }));
    const next = await claimRun({ ...tenant, runId: run.id });
    await work(classifiersTrain, next);
    await expect(killed && classifiersTrain(killed, never)).rejects.toThrow("taken over");
    expect(await as((ctx) => listVersions(ctx, id))).toHaveLength(1);
    const before = await withTenant(tenant, (tx) => tx.select().from(textReadings));
    expect(before).toHaveLength(20);
    await as((ctx) => startTraining(ctx, id));
    await doRun("train");
    expect(await withTenant(tenant, (tx) => tx.select().from(textReadings))).toEqual(before);
  });
});

describe("publishing", () => {
  test("gives every read post its class; run twice changes nothing; new posts get theirs as they are read", async () => {
    const id = await trained();
    await createUnread(tenant, TEXTS);
    await readAll();
    expect(await classesOf(tenant)).toEqual([]);
    await publish(id);
    const once = await classesOf(tenant);
    expect(once).toHaveLength(TEXTS.length);
    expect(once.every(({ version, probability }) => version === 1 && probability > 0.4 && probability <= 1)).toBe(true);
    const xmin = () =>
      withTenant(tenant, (tx) =>
        tx.execute(
          sql`select xmin::text, post_id from ${postClasses} where workspace_id = ${tenant.workspaceId} order by 2`,
        ),
      );
    const rowsBefore = (await xmin()).rows;
    await withTenant(tenant, (tx) =>
      tx
        .update(runs)
        .set({ state: "queued", cursor: {}, progressDone: 0 })
        .where(and(eq(runs.projectId, tenant.projectId), eq(runs.kind, "apply"))),
    );
    await doRun("apply");
    expect((await xmin()).rows).toEqual(rowsBefore);

    const [fresh] = await createUnread(tenant, ["Wonderful people, wonderful coffee"]);
    await readAll();
    expect((await classesOf(tenant)).find(({ postId }) => postId === fresh)).toMatchObject({
      version: 1,
      classifierId: id,
    });
    const card = await as((ctx) => getPost(ctx, String(fresh)));
    expect(card.classes).toMatchObject([{ classifierId: id, name: "Reason" }]);
    expect((await as((ctx) => listQueue(ctx, id, "uncertain"))).posts[0]?.guess).not.toBeNull();
  });

  test("reads texts whose vectors were not kept", async () => {
    const id = await trained();
    await createUnread(tenant, TEXTS);
    await readAll();
    await withTenant(tenant, (tx) => tx.delete(textReadings));
    await publish(id);
    expect(await classesOf(tenant)).toHaveLength(TEXTS.length);
  });

  test("misses no post whose reading was in flight when the version was published", async () => {
    const id = await trained();
    const ids = await createUnread(tenant, TEXTS);
    await readAll();
    const [early, late] = [ids.slice(0, 15), ids.slice(15)];
    const state = (id: bigint) => ({ id, state: "read" });
    // a chunk that has asked which versions are published, and has not committed
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let asked = (): void => undefined;
    const hasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await withTenant(tenant, (tx) => tx.update(posts).set({ readState: "pending" }));
    const chunk = withCtx(workerScope(tenant), async (ctx) => {
      await ctx.tx
        .update(posts)
        .set({ readState: "read" })
        .where(sql`${posts.id} <= ${early.at(-1)} and ${posts.workspaceId} = ${tenant.workspaceId}`);
      await savePostClasses(ctx, modelVersion, early.map(state));
      asked();
      await held;
    });
    await hasAsked;
    const publishing = as((ctx) => publishVersion(ctx, id, 1));
    const first = await Promise.race([
      publishing.then(() => "published"),
      new Promise((resolve) => setTimeout(resolve, 300, "waits")),
    ]);
    expect(first).toBe("waits");
    commit();
    await Promise.all([chunk, publishing]);
    // a chunk that was loaded before and asks afterwards
    await withCtx(workerScope(tenant), async (ctx) => {
      await ctx.tx
        .update(posts)
        .set({ readState: "read" })
        .where(sql`${posts.id} >= ${late[0]} and ${posts.workspaceId} = ${tenant.workspaceId}`);
      await savePostClasses(ctx, modelVersion, late.map(state));
    });
    expect((await classesOf(tenant)).map(({ postId }) => postId)).toEqual(late);
    await doRun("apply");
    expect((await classesOf(tenant)).map(({ postId }) => postId)).toEqual(ids);
  });

  test("a batch that was killed is done again, and a run that was superseded writes nothing more", async () => {
    const id = await trained();
    await createUnread(tenant, TEXTS);
    await readAll();
    await as((ctx) => publishVersion(ctx, id, 1));
    const run = await newestRunOf(tenant, "apply");
    const killed = await claimRun({ ...tenant, runId: run.id });
    if (!killed) throw new Error("The run could not be claimed.");
    await withCtx(killed.scope, (ctx) => applyBatch(ctx, killed, 10));
    await expect(
      withCtx(killed.scope, async (ctx) => {
        await applyBatch(ctx, killed, 10);
        throw new Error("killed");
      }),
    ).rejects.toThrow("killed");
    expect(await classesOf(tenant)).toHaveLength(10);
    await withTenant(tenant, (tx) =>
      tx
        .update(runs)
        .set({ leaseUntil: new Date(0) })
        .where(eq(runs.id, run.id)),
    );
    const second = await claimRun({ ...tenant, runId: run.id });
    await expect(withCtx(killed.scope, (ctx) => applyBatch(ctx, killed, 10))).rejects.toThrow("taken over");
    await as((ctx) => unpublishClassifier(ctx, id));
    if (!second) throw new Error("The run could not be claimed again.");
    await withCtx(second.scope, (ctx) => applyBatch(ctx, second, 10)).catch((error: Error) =>
      expect(error.message).toContain("taken over"),
    );
    expect(await classesOf(tenant)).toEqual([]);
  });

  test("an older version, none, or no classifier: posts follow, and the log tells of it", async () => {
    const id = await trained();
    await upload(
      owner,
      id,
      exampleFile({ praise: "I like this very much", delivery: "Nobody answers the phone about my order" }, 10),
    );
    await as((ctx) => startTraining(ctx, id));
    await doRun("train");
    await createUnread(tenant, TEXTS);
    await readAll();
    const versions = async () => new Set((await classesOf(tenant)).map(({ version }) => version));
    await publish(id, 2);
    expect(await versions()).toEqual(new Set([2]));
    expect(await as((ctx) => getClassifier(ctx, id))).toMatchObject({ publishedVersion: 2, isOutdated: false });
    const read = and(eq(runs.kind, "classify"), eq(runs.projectId, tenant.projectId));
    const byReader = (name: string) =>
      withTenant(tenant, (tx) =>
        tx
          .update(runs)
          .set({ detail: { modelVersion: name } })
          .where(read),
      );
    await byReader("reader-of-tomorrow");
    expect(await as((ctx) => getClassifier(ctx, id))).toMatchObject({ publishedVersion: 2, isOutdated: true });
    await byReader(loadReaderConfig().modelVersion);
    await publish(id, 1);
    expect(await versions()).toEqual(new Set([1]));
    expect((await as((ctx) => listVersions(ctx, id))).map(({ state }) => state)).toEqual(["retired", "published"]);
    await as((ctx) => unpublishClassifier(ctx, id));
    expect(await classesOf(tenant)).toEqual([]);
    expect(await as((ctx) => getClassifier(ctx, id))).toMatchObject({
      publishedVersion: null,
      newestVersion: 2,
      classedCount: 0,
    });
    await publish(id, 2);
    await as((ctx) => deleteClassifier(ctx, id));
    expect(await classesOf(tenant)).toEqual([]);
    const told = await withTenant(tenant, (tx) =>
      tx.select({ action: auditLog.action }).from(auditLog).orderBy(auditLog.id),
    );
    expect(told.map(({ action }) => action).filter((action) => /publish|rollback|delete/.test(action))).toEqual([
      "classifier.publish",
      "classifier.rollback",
      "classifier.unpublish",
      "classifier.publish",
      "classifier.delete",
    ]);
  });
});

describe("the new dimension", () => {
  test("is counted as SQL counts it, filters the feed and the numbers, and is nobody else's", async () => {
    const id = await trained();
    await createUnread(tenant, [...TEXTS, ...TEXTS.slice(0, 7)]);
    await readAll();
    await publish(id);
    // a post without a class is in no row and in no total
    await createUnread(tenant, ["nobody has read this yet"]);
    const { rows: recount } = await withTenant(tenant, (tx) =>
      tx.execute<{ label: string; posts: number; authors: number }>(sql`
        select c.label, count(*)::int as posts, count(distinct p.author_id)::int as authors from ${postClasses} c
        join ${posts} p on p.workspace_id = c.workspace_id and p.id = c.post_id
        where c.workspace_id = ${tenant.workspaceId} and c.classifier_id = ${id} group by 1 order by 2 desc, 1`),
    );
    const ask = (scope: Scope, filter = {}) =>
      withCtx(scope, (ctx) =>
        queryMetrics(ctx, {
          metrics: ["posts", "authors"],
          dimensions: ["class"],
          classifier: id,
          filter,
          range: { preset: "all" },
        }),
      );
    const answer = await ask(owner);
    const counted = answer.rows.map(({ keys, values }) => ({
      label: keys.class,
      posts: values.posts,
      authors: values.authors,
    }));
    expect(counted.filter((row) => row.posts !== 0)).toEqual(recount);
    expect(answer.totals.posts).toBe(37);
    expect(answer.rows).toHaveLength(2);
    const days = await as((ctx) =>
      queryMetrics(ctx, {
        metrics: ["posts"],
        dimensions: ["time", "class"],
        classifier: id,
        range: { preset: "all" },
      }),
    );
    expect(days.rows.reduce((sum, { values }) => sum + (values.posts ?? 0), 0)).toBe(37);

    const label = recount[0]?.label ?? "";
    const filter = { classes: [`${id}:${label}`] };
    expect((await ask(owner, filter)).rows).toMatchObject([
      { keys: { class: label }, values: { posts: recount[0]?.posts } },
    ]);
    const page = await as((ctx) => listPosts(ctx, { filter, range: { preset: "all" }, sort: "newest", limit: 100 }));
    expect(page.posts).toHaveLength(recount[0]?.posts ?? 0);
    expect(page.posts.every((post) => post.classes[0]?.label === label)).toBe(true);
    const not = await as((ctx) =>
      listPosts(ctx, { filter: { notClasses: filter.classes }, range: { preset: "all" }, sort: "newest", limit: 100 }),
    );
    expect(not.posts).toHaveLength(38 - (recount[0]?.posts ?? 0));

    await expect(ask(personScope(await createTenant()))).rejects.toThrow(expect.objectContaining({ code: "E_PARAM" }));
    await as((ctx) => unpublishClassifier(ctx, id));
    await expect(ask(owner)).rejects.toThrow(expect.objectContaining({ code: "E_PARAM" }));
  });
});
