import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createPosts, createTenant, type TestPost, type TestTenant } from "@/drizzle/factories";
import { corrections, postLabels, posts, postTexts } from "@/drizzle/schema/posts";
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import { postTopics, topics } from "@/drizzle/schema/topics";
import type { PostListQuery, PostSort } from "@/lib/contracts/posts";
import { uuidv7 } from "@/lib/ids";
import { closeQueues } from "@/lib/jobs/queue";
import { listAudit } from "./audit";
import { type Ctx, type Scope, withCtx } from "./ctx";
import { scopeOf } from "./imports-testing";
import { queryMetrics } from "./metrics";
import { getPost, listPosts } from "./posts";
import { correctPost } from "./posts-correct";
import { createProject } from "./projects";
import { refreshRollups } from "./rollups";

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 9, 20, 12);
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

const as = <T>(scope: Scope, work: (ctx: Ctx) => Promise<T>) => withCtx(scope, work, NOW);
const list = (query: Partial<PostListQuery> = {}, scope = owner) =>
  as(scope, (ctx) => listPosts(ctx, { filter: {}, range: { preset: "30d" }, sort: "newest", limit: 25, ...query }));
const ago = (hours: number) => new Date(NOW - hours * HOUR_MS);
const make = async (input: TestPost[]) => (await createPosts(tenant, input)).map(String);
const one = async (post: TestPost = {}) => (await make([{ publishedAt: ago(1), ...post }]))[0] ?? "";
const change = (id: string, set: Partial<typeof posts.$inferInsert>) =>
  withTenant(tenant, (tx) =>
    tx
      .update(posts)
      .set(set)
      .where(eq(posts.id, BigInt(id))),
  );
const label = (id: string, sentiment: "negative" | "positive", modelVersion: string, createdAt: Date) =>
  withTenant(tenant, (tx) =>
    tx.insert(postLabels).values({
      workspaceId: tenant.workspaceId,
      postId: BigInt(id),
      modelVersion,
      sentiment,
      negative: 0.5,
      neutral: 0.25,
      positive: 0.25,
      createdAt,
    }),
  );
const correct = (id: string, sentiment: "negative" | "neutral" | "positive" | null, scope = owner) =>
  as(scope, (ctx) => correctPost(ctx, id, { sentiment }));
const dirtyHours = () =>
  withTenant(tenant, async (tx) => (await tx.select().from(dirtyBuckets)).map((row) => row.bucket.getTime()));
const code = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: { code?: string }) => error.code,
  );

/** Every page of a list, by a limit that cuts through ties. */
async function walk(sort: PostSort, limit = 3): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit, ...(cursor ? { cursor } : {}) });
    expect(page.posts.length).toBeLessThanOrEqual(limit);
    ids.push(...page.posts.map((post) => post.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

describe("listPosts", () => {
  it("walks every sort page by page without repeating or skipping, ties included", async () => {
    const made = Array.from({ length: 20 }, (_, n) => ({
      hours: n % 4,
      engagement: n % 3,
      followers: n % 5,
    }));
    const ids = await make(
      made.map((post) => ({ ...post, publishedAt: ago(post.hours), authorHandle: `a${post.followers}` })),
    );
    const order = (value: (n: number) => number) =>
      ids
        .map((id, n) => ({ id, value: value(n) }))
        .sort((a, b) => b.value - a.value || Number(BigInt(b.id) - BigInt(a.id)))
        .map((post) => post.id);
    const newest = order((n) => -(made[n]?.hours ?? 0));
    expect(await walk("newest")).toEqual(newest);
    expect(await walk("oldest")).toEqual([...newest].reverse());
    expect(await walk("engagement")).toEqual(order((n) => made[n]?.engagement ?? 0));
    expect(await walk("reach")).toEqual(order((n) => made[n]?.followers ?? 0));
    expect(await walk("newest", 20)).toEqual(newest);
  });

  it("stays in its place when new posts arrive", async () => {
    const ids = await make([1, 2, 3, 4].map((hours) => ({ publishedAt: ago(hours) })));
    const first = await list({ limit: 2 });
    await make([{ publishedAt: ago(0) }, { publishedAt: ago(2) }]);
    const second = await list({ limit: 2, cursor: first.nextCursor ?? "" });
    expect([...first.posts, ...second.posts].map((post) => post.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });

  it("keeps to the range in the project's zone, start inclusive, end exclusive", async () => {
    tenant = await createTenant({ timeZone: "Asia/Shanghai" });
    owner = scopeOf(tenant, tenant.owner.id);
    const [, first, last] = await make(
      ["2026-09-30T15:59:59.999Z", "2026-09-30T16:00:00Z", "2026-10-02T15:59:59.999Z", "2026-10-02T16:00:00Z"].map(
        (at) => ({ publishedAt: new Date(at) }),
      ),
    );
    const page = await list({ range: { fromDay: "2026-10-01", toDay: "2026-10-02" } });
    expect(page.posts.map((post) => post.id)).toEqual([last, first]);
  });

  it("filters, and names the words to highlight", async () => {
    const [apple, pear] = await make([
      { text: "apple", publishedAt: ago(1), sentiment: "negative" },
      { text: "pear", publishedAt: ago(2), sentiment: "negative" },
      { text: "apple", publishedAt: ago(3), sentiment: null },
    ]);
    const topicId = uuidv7();
    await withTenant(tenant, async (tx) => {
      const { workspaceId, projectId } = tenant;
      await tx.insert(topics).values({
        workspaceId,
        projectId,
        id: topicId,
        name: "Fruit",
        kind: "brand",
        query: "pear OR 苹果",
        colorIndex: 0,
      });
      await tx.insert(postTopics).values({ workspaceId, topicId, postId: BigInt(pear ?? 0) });
    });
    const found = await list({ filter: { query: "apple -plum", sentiments: ["negative"] } });
    expect(found.posts.map((post) => post.id)).toEqual([apple]);
    expect(found.highlight).toEqual(["apple"]);
    const byTopic = await list({ filter: { topics: [topicId] } });
    expect(byTopic.posts).toMatchObject([{ id: pear, topics: [{ id: topicId, name: "Fruit" }] }]);
    expect(byTopic.highlight).toEqual(["pear", "苹果"]);
  });

  it.each([
    "x",
    "newest~1",
    "oldest~1~1",
    "newest~1~0",
    "newest~1~9999999999999999999",
    "newest~9999999999999999~1",
    "newest~-1~1",
    "newest~1~1; drop table posts",
  ])("refuses the cursor %j", async (cursor) => {
    await expect(list({ cursor })).rejects.toMatchObject({ code: "E_PARAM", detail: { field: "cursor" } });
  });

  it("refuses a range that holds no time and a query that cannot be read", async () => {
    expect(await code(list({ range: { fromDay: "2026-10-02", toDay: "2026-10-01" } }))).toBe("E_PARAM");
    expect(await code(list({ filter: { query: "(" } }))).toBe("E_QUERY");
  });
});

describe("getPost", () => {
  it("shows everything a card needs", async () => {
    const parent = await one({ text: "first", authorHandle: "Bo" });
    const id = await one({
      text: "I agree",
      authorHandle: "Ana",
      followers: 7,
      engagement: 3,
      tags: ["VIP"],
      type: "reply",
    });
    await change(id, { parentExternalId: parent, readState: "read", sentiment: "positive" });
    await label(id, "negative", "m1", ago(3));
    await label(id, "positive", "m2", ago(2));
    expect(await as(owner, (ctx) => getPost(ctx, id))).toEqual({
      id,
      platform: "x",
      externalId: id,
      type: "reply",
      text: "I agree",
      url: null,
      publishedAt: ago(1).toISOString(),
      lang: "en",
      author: { id: expect.stringMatching(/^\d+$/), handle: "Ana", name: null, followerCount: 7 },
      parent: { id: parent, authorHandle: "Bo", text: "first" },
      likeCount: 3,
      repostCount: 0,
      replyCount: 0,
      engagement: 3,
      readState: "read",
      sentiment: "positive",
      model: { sentiment: "positive", probabilities: [0.5, 0.25, 0.25], modelVersion: "m2" },
      emotion: null,
      flags: [],
      classes: [],
      correction: null,
      topics: [],
      tags: ["VIP"],
    });
  });

  it("hides the words of a tombstone, and counts it", async () => {
    const parent = await one({ text: "gone" });
    const id = await one({ text: "reply", engagement: 4 });
    await change(id, { parentExternalId: parent });
    await change(parent, { isDeleted: true });
    await withTenant(tenant, (tx) => tx.update(postTexts).set({ url: "https://example.test/1" }));
    const found = await list();
    expect(found.posts.find((post) => post.id === parent)).toMatchObject({ text: null, url: null });
    expect(found.posts.find((post) => post.id === id)?.parent).toMatchObject({ id: parent, text: null });
    await withTenant(tenant, (tx) => tx.delete(postTexts).where(eq(postTexts.postId, BigInt(parent))));
    expect((await as(owner, (ctx) => getPost(ctx, parent))).text).toBeNull();
  });
});

describe("correctPost", () => {
  const netSentiment = () =>
    as(owner, async (ctx) => {
      const answer = await queryMetrics(ctx, { metrics: ["netSentiment"], range: { preset: "30d" } });
      return answer.totals.netSentiment;
    });

  it("keeps the correction apart from the model's label, and the numbers follow", async () => {
    const id = await one({ sentiment: "negative", text: "fine" });
    await label(id, "negative", "m1", ago(3));
    const card = await correct(id, "positive");
    expect(card).toMatchObject({
      sentiment: "positive",
      model: { sentiment: "negative" },
      correction: { sentiment: "positive", by: "Ana Test", at: new Date(NOW).toISOString() },
    });
    expect(await dirtyHours()).toEqual([NOW - HOUR_MS]);
    const [entry] = await as(owner, (ctx) => listAudit(ctx));
    expect(entry).toMatchObject({
      action: "post.correct",
      targetId: id,
      detail: { correction: "positive", before: "negative", after: "positive" },
    });
    await refreshRollups(owner, 5_000);
    expect(await netSentiment()).toBe(100);

    expect(await correct(id, null)).toMatchObject({ sentiment: "negative", correction: null });
    await refreshRollups(owner, 5_000);
    expect(await netSentiment()).toBe(-100);
  });

  it("marks nothing when the effective sentiment stays", async () => {
    const id = await one({ sentiment: "negative" });
    await correct(id, "negative");
    await correct(id, "negative");
    expect(await dirtyHours()).toEqual([]);
    expect(await withTenant(tenant, (tx) => tx.select().from(corrections))).toHaveLength(1);
  });

  it("makes an unread post unread again when it is taken back", async () => {
    const id = await one({ sentiment: null });
    expect((await correct(id, "positive")).sentiment).toBe("positive");
    expect((await correct(id, null)).sentiment).toBeNull();
  });

  it("refuses tombstones", async () => {
    const id = await one({ sentiment: "negative" });
    await change(id, { isDeleted: true });
    expect(await code(correct(id, "positive"))).toBe("E_CONFLICT");
    expect(await dirtyHours()).toEqual([]);
  });
});

describe("who may", () => {
  it("lets viewers read and not correct", async () => {
    const id = await one({ sentiment: "negative" });
    const viewer = scopeOf(tenant, tenant.owner.id, "viewer");
    expect((await list({}, viewer)).posts).toHaveLength(1);
    expect((await as(viewer, (ctx) => getPost(ctx, id))).id).toBe(id);
    expect(await code(correct(id, "positive", viewer))).toBe("E_FORBIDDEN");
    expect((await as(owner, (ctx) => getPost(ctx, id))).correction).toBeNull();
  });

  it("shows another workspace and another project nothing, and says the same as for an id that does not exist", async () => {
    const id = await one({ sentiment: "negative", text: "secret" });
    const stranger = await createTenant();
    const project = await as(owner, (ctx) => createProject(ctx, { name: "Other", timeZone: "UTC", languages: [] }));
    const besides = scopeOf({ ...tenant, projectId: project.id }, tenant.owner.id);
    for (const scope of [scopeOf(stranger, stranger.owner.id), besides]) {
      expect((await list({}, scope)).posts).toEqual([]);
      expect((await list({ filter: { query: "secret" } }, scope)).posts).toEqual([]);
      for (const target of [id, "1", "0", "x", "9999999999999999999", "99999999999999999999"]) {
        expect(await code(as(scope, (ctx) => getPost(ctx, target)))).toBe("E_NOT_FOUND");
        expect(await code(correct(target, "positive", scope))).toBe("E_NOT_FOUND");
      }
    }
    const mixed = scopeOf({ ...stranger, projectId: tenant.projectId }, stranger.owner.id);
    expect(await code(list({}, mixed))).toBe("E_NOT_FOUND");
    expect((await as(owner, (ctx) => getPost(ctx, id))).sentiment).toBe("negative");
  });
});
