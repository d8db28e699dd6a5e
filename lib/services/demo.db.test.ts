import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { posts } from "@/drizzle/schema/posts";
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { postTopics, topics } from "@/drizzle/schema/topics";
import { DEMO_TOPICS } from "@/lib/analysis/demo/market";
import { closeQueues } from "@/lib/jobs/queue";
import { requireMembership } from "./access";
import { DEMO_EMAIL, type DemoOptions, ensureDemo } from "./demo";
import { checkPassword } from "./sign-in";

const options: DemoOptions = { password: "first demo password", nowMs: Date.UTC(2026, 9, 21, 13), postCount: 2_600 };
type Place = { workspaceId: string; projectId: string };

const countPosts = (place: Place): Promise<number> => withTenant(place, (tx) => tx.$count(posts));
const demoRuns = (place: Place) => withTenant(place, (tx) => tx.select().from(runs).where(eq(runs.kind, "demo")));

afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

describe("ensureDemo", () => {
  it("makes a workspace with topics and posts, as one visible run, and leaves the posts to the reader", async () => {
    const place = await ensureDemo(options);
    expect(place.isNew).toBe(true);
    expect(await requireMembership(place.ownerId, place.workspaceId, place.projectId)).toBe("owner");
    expect(await checkPassword(DEMO_EMAIL, options.password, null)).toEqual({ userId: place.ownerId });
    const [run, ...others] = await demoRuns(place);
    expect(others).toEqual([]);
    const stored = await countPosts(place);
    expect(run).toMatchObject({ state: "done", progressDone: stored, progressTotal: stored });
    expect(stored).toBeGreaterThan(2_300);
    const [found] = await withTenant(place, (tx) =>
      tx.select({ pending: sql<number>`count(*) filter (where read_state = 'pending')::int` }).from(posts),
    );
    expect(found?.pending).toBe(stored);
    await withTenant(place, async (tx) => {
      const names = await tx.select({ name: topics.name, kind: topics.kind, query: topics.query }).from(topics);
      expect(names.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
        [...DEMO_TOPICS].sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
      expect(await tx.$count(postTopics)).toBeGreaterThan(stored / 2);
      expect(await tx.$count(dirtyBuckets)).toBeGreaterThan(500);
      const reading = await tx
        .select()
        .from(runs)
        .where(and(eq(runs.kind, "classify"), eq(runs.state, "queued")));
      expect(reading).toHaveLength(1);
    });
  });

  it("changes nothing the second time but the password", async () => {
    const before = await ensureDemo(options);
    const stored = await countPosts(before);
    const again = await ensureDemo({ ...options, password: "second demo password", nowMs: options.nowMs + 86_400_000 });
    expect(again).toEqual({ ...before, isNew: false });
    expect(await countPosts(again)).toBe(stored);
    expect(await demoRuns(again)).toHaveLength(1);
    expect(await checkPassword(DEMO_EMAIL, "second demo password", null)).toEqual({ userId: again.ownerId });
  });

  it("ends with the same rows after a process that died half-way", async () => {
    const place = await ensureDemo(options);
    const all = await withTenant(place, (tx) =>
      tx.select({ key: sql<string>`platform || '/' || external_id` }).from(posts).orderBy(posts.id),
    );
    await withTenant(place, async (tx) => {
      await tx.execute(
        sql`delete from posts where published_at >= (select percentile_disc(0.6) within group (order by published_at) from posts)`,
      );
      await tx
        .update(runs)
        .set({ state: "running", cursor: { posts: 1_000 }, leaseUntil: new Date(Date.now() - 1_000), finishedAt: null })
        .where(eq(runs.kind, "demo"));
    });
    expect(await countPosts(place)).toBeLessThan(all.length);
    expect((await ensureDemo(options)).isNew).toBe(true);
    const mended = await withTenant(place, (tx) =>
      tx.select({ key: sql<string>`platform || '/' || external_id` }).from(posts),
    );
    expect(mended.map((row) => row.key).sort()).toEqual(all.map((row) => row.key).sort());
    expect(await demoRuns(place)).toMatchObject([{ state: "done", progressDone: all.length }]);
  });
});
