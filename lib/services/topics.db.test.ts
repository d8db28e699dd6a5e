import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createPosts, createTenant, type TestTenant } from "@/drizzle/factories";
import { posts } from "@/drizzle/schema/posts";
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { postTopics, topics } from "@/drizzle/schema/topics";
import { uuidv7 } from "@/lib/ids";
import { closeQueues } from "@/lib/jobs/queue";
import { listAudit } from "./audit";
import { type Ctx, type Scope, withCtx } from "./ctx";
import { markDirty } from "./dirt";
import { scopeOf } from "./imports-testing";
import { createProject } from "./projects";
import { refreshRollups } from "./rollups";
import { createTopic, deleteTopic, getTopic, listTopics, updateTopic } from "./topics";
import { lockTopics } from "./topics-lock";
import { previewTopic } from "./topics-preview";

const HOUR_MS = 3_600_000;
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

const as = <T>(scope: Scope, work: (ctx: Ctx) => Promise<T>) => withCtx(scope, work);
const makeTopic = (name = "Apple", query = "apple") =>
  as(owner, (ctx) => createTopic(ctx, { name, kind: "brand", query }));
const allRuns = () => withTenant(tenant, (tx) => tx.select().from(runs).orderBy(runs.id));
const allTopics = () => withTenant(tenant, (tx) => tx.select().from(topics));
const dirtyHours = () =>
  withTenant(tenant, async (tx) => {
    const rows = await tx.select().from(dirtyBuckets);
    return rows.map((row) => row.bucket.getTime()).sort();
  });
const code = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: { code?: string }) => error.code,
  );

describe("createTopic", () => {
  it("stores the topic, queues its rematch and writes the audit entry", async () => {
    const topic = await makeTopic();
    const [run] = await allRuns();
    expect(topic).toMatchObject({ name: "Apple", kind: "brand", query: "apple", colorIndex: 0, version: 1 });
    expect(topic.rematchRunId).toBe(run?.id);
    expect(run).toMatchObject({ kind: "rematch", state: "queued", subject: "Apple", createdBy: tenant.owner.id });
    expect(run?.params).toEqual({ topicId: topic.id, version: 1 });
    const [entry] = await as(owner, (ctx) => listAudit(ctx));
    expect(entry).toMatchObject({ action: "topic.create", targetId: topic.id, detail: { query: "apple" } });
  });

  it("gives each topic the lowest free colour", async () => {
    const first = await makeTopic("A");
    const second = await makeTopic("B");
    await as(owner, (ctx) => deleteTopic(ctx, first.id));
    expect([second.colorIndex, (await makeTopic("C")).colorIndex, (await makeTopic("D")).colorIndex]).toEqual([
      1, 0, 2,
    ]);
  });

  it("stores nothing for a query that cannot be read, and says where the mistake is", async () => {
    await expect(makeTopic("Apple", "apple AND (pie")).rejects.toMatchObject({
      code: "E_QUERY",
      detail: { field: "query", problem: { code: "unclosed_bracket", start: 10, end: 11 } },
    });
    expect(await allTopics()).toEqual([]);
    expect(await allRuns()).toEqual([]);
  });

  it("refuses a name that is taken, also when two people are fast", async () => {
    const results = await Promise.all([code(makeTopic()), code(makeTopic()), code(makeTopic())]);
    expect(results.sort()).toEqual(["E_CONFLICT", "E_CONFLICT", "no error"]);
  });

  it("waits for those who are matching posts with the topics as they were", async () => {
    const events: string[] = [];
    let creating: Promise<unknown> = Promise.resolve();
    await as(owner, async (ctx) => {
      await lockTopics(ctx, "read");
      creating = makeTopic().then(() => events.push("created"));
      await sleep(300);
      events.push("batch stored");
    });
    await creating;
    expect(events).toEqual(["batch stored", "created"]);
  });
});

describe("updateTopic", () => {
  it("changes name and kind without matching again", async () => {
    const topic = await makeTopic();
    const changed = await as(owner, (ctx) => updateTopic(ctx, topic.id, { name: "Apple Inc.", kind: "competitor" }));
    expect(changed).toMatchObject({ name: "Apple Inc.", kind: "competitor", version: 1, colorIndex: 0 });
    expect(await allRuns()).toHaveLength(1);
    const [entry] = await as(owner, (ctx) => listAudit(ctx));
    expect(entry).toMatchObject({ action: "topic.update", detail: { before: { name: "Apple" } } });
  });

  it("ends the older rematch when the query changes", async () => {
    const topic = await makeTopic();
    const changed = await as(owner, (ctx) => updateTopic(ctx, topic.id, { query: "apple OR 苹果" }));
    const [older, newer] = await allRuns();
    expect(changed).toMatchObject({ version: 2, rematchRunId: newer?.id });
    expect([older?.state, older?.fence, newer?.state]).toEqual(["cancelled", 1, "queued"]);
    expect(newer?.params).toEqual({ topicId: topic.id, version: 2 });
  });

  it("refuses a bad query and a taken name, and changes nothing", async () => {
    await makeTopic("B");
    const topic = await makeTopic();
    expect(await code(as(owner, (ctx) => updateTopic(ctx, topic.id, { query: "-" })))).toBe("E_QUERY");
    expect(await code(as(owner, (ctx) => updateTopic(ctx, topic.id, { name: "B" })))).toBe("E_CONFLICT");
    expect(await as(owner, (ctx) => getTopic(ctx, topic.id))).toEqual(topic);
  });
});

describe("deleteTopic", () => {
  it("removes what it matched, marks those hours for a recount and ends its rematch", async () => {
    const topic = await makeTopic();
    const at = Date.UTC(2026, 9, 1, 5);
    const ids = await createPosts(tenant, [
      { publishedAt: new Date(at + 5) },
      { publishedAt: new Date(at + HOUR_MS - 1) },
      { publishedAt: new Date(at + 7 * HOUR_MS) },
      { publishedAt: new Date(at + 9 * HOUR_MS) },
    ]);
    const place = { workspaceId: tenant.workspaceId, topicId: topic.id };
    await withTenant(tenant, (tx) =>
      tx.insert(postTopics).values(ids.slice(0, 3).map((postId) => ({ ...place, postId }))),
    );
    const count = async () => (await as(owner, (ctx) => getTopic(ctx, topic.id))).postCount;
    const times = [at, at + 7 * HOUR_MS, at + 9 * HOUR_MS];
    await as(owner, (ctx) => markDirty(ctx, times));
    await refreshRollups(owner, 5_000);
    expect(await count()).toBe(3);
    expect(await dirtyHours()).toEqual([]);

    await as(owner, (ctx) => deleteTopic(ctx, topic.id));
    expect(await allTopics()).toEqual([]);
    expect(await withTenant(tenant, (tx) => tx.select().from(postTopics))).toEqual([]);
    expect(await dirtyHours()).toEqual([at, at + 7 * HOUR_MS]);
    expect((await allRuns()).map((run) => run.state)).toEqual(["cancelled"]);
    expect((await as(owner, (ctx) => listAudit(ctx)))[0]?.action).toBe("topic.delete");
  });
});

describe("previewTopic", () => {
  const preview = (query: string, scope = owner) => as(scope, (ctx) => previewTopic(ctx, query));

  it("counts the last 30 days and shows the newest 20", async () => {
    const now = Date.now();
    const apples = Array.from({ length: 25 }, (_, n) => ({
      text: `apple number ${n}`,
      publishedAt: new Date(now - n * HOUR_MS),
    }));
    const old = { text: "apple long ago", publishedAt: new Date(now - 31 * 24 * HOUR_MS) };
    const ids = await createPosts(tenant, [...apples, old, { text: "pear" }]);
    await withTenant(tenant, (tx) =>
      tx
        .update(posts)
        .set({ isDeleted: true })
        .where(eq(posts.id, ids[0] ?? 0n)),
    );
    const found = await preview("apple and");
    expect(found.warnings.map((warning) => warning.code)).toEqual(["lower_case_operator"]);
    expect(await preview("apple")).toMatchObject({
      problem: null,
      matchCount: 25,
      postCount: 26,
      highlight: ["apple"],
    });
    const { examples } = await preview("apple -pear");
    expect(examples.map((post) => post.text)).toEqual(Array.from({ length: 20 }, (_, n) => `apple number ${n + 1}`));
  });

  it("answers a mistake with its place", async () => {
    expect(await preview('apple "pie')).toMatchObject({
      problem: { code: "unclosed_quote", start: 6, end: 10 },
      matchCount: null,
      examples: [],
    });
  });
});

describe("who may", () => {
  it("lets viewers read and preview, and change nothing", async () => {
    const topic = await makeTopic();
    const viewer = scopeOf(tenant, tenant.owner.id, "viewer");
    expect(await as(viewer, (ctx) => listTopics(ctx))).toEqual([topic]);
    expect(await as(viewer, (ctx) => getTopic(ctx, topic.id))).toEqual(topic);
    expect((await as(viewer, (ctx) => previewTopic(ctx, "a"))).matchCount).toBe(0);
    const tries = [
      as(viewer, (ctx) => createTopic(ctx, { name: "B", kind: "brand", query: "b" })),
      as(viewer, (ctx) => updateTopic(ctx, topic.id, { name: "B" })),
      as(viewer, (ctx) => deleteTopic(ctx, topic.id)),
    ];
    expect(await Promise.all(tries.map(code))).toEqual(["E_FORBIDDEN", "E_FORBIDDEN", "E_FORBIDDEN"]);
    expect(await as(owner, (ctx) => listTopics(ctx))).toEqual([topic]);
  });

  it("shows another workspace and another project nothing, and says the same as for an id that does not exist", async () => {
    const topic = await makeTopic();
    await createPosts(tenant, [{ text: "apple" }]);
    const stranger = await createTenant();
    const elsewhere = scopeOf(stranger, stranger.owner.id);
    const project = await as(owner, (ctx) => createProject(ctx, { name: "Other", timeZone: "UTC", languages: [] }));
    const besides = scopeOf({ ...tenant, projectId: project.id }, tenant.owner.id);
    for (const scope of [
      elsewhere,
      besides,
      scopeOf({ ...stranger, projectId: tenant.projectId }, stranger.owner.id),
    ]) {
      expect(await as(scope, (ctx) => listTopics(ctx))).toEqual([]);
      expect((await as(scope, (ctx) => previewTopic(ctx, "apple"))).matchCount).toBe(0);
      for (const id of [topic.id, uuidv7(), "x"]) {
        expect(await code(as(scope, (ctx) => getTopic(ctx, id)))).toBe("E_NOT_FOUND");
        expect(await code(as(scope, (ctx) => updateTopic(ctx, id, { name: "Mine" })))).toBe("E_NOT_FOUND");
        expect(await code(as(scope, (ctx) => deleteTopic(ctx, id)))).toBe("E_NOT_FOUND");
      }
    }
    expect(await as(owner, (ctx) => getTopic(ctx, topic.id))).toEqual(topic);
  });
});
