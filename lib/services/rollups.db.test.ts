import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase, type Tx, withTenant } from "@/drizzle/client";
import { createTenant, type TestTenant } from "@/drizzle/factories";
import { posts } from "@/drizzle/schema/posts";
import {
  dirtyBuckets,
  projectPulse,
  ROLLUP_LEVELS,
  rollupAuthors,
  rollupEmotions,
  rollupSketches,
  rollups,
} from "@/drizzle/schema/rollups";
import { postTopics } from "@/drizzle/schema/topics";
import { emptySketch, mergeBytes } from "@/lib/analysis/stats/hyperloglog";
import { EMOTIONS, SENTIMENT_STATES } from "@/lib/contracts/entities";
import { NIL_UUID } from "@/lib/ids";
import { rollupsRefresh } from "@/workers/handlers/rollups-refresh";
import { withCtx } from "./ctx";
import { markDirty } from "./dirt";
import {
  addPosts,
  feltOf,
  generator,
  loadPosts,
  makeWorld,
  type PlainPost,
  pick,
  sumsOf,
  type World,
  workerScope,
} from "./metrics-testing";
import { refreshDay, refreshDirtyDays, refreshRollups } from "./rollups";
import { authorCode, feltColumns, SKETCHES, sumColumns } from "./rollups-columns";
import { LEADING_AUTHORS } from "./rollups-recount";

afterAll(closeDatabase);

const [QUARTER, HOUR, DAY] = [900_000, 3_600_000, 86_400_000];
const FROM = Date.UTC(2026, 9, 20);
const TO = FROM + 6 * DAY;

/** Every stored row of emotions and flags. */
async function storedFelt(tenant: TestTenant): Promise<Map<string, string>> {
  const { rows } = await withTenant(tenant, (tx) =>
    tx.execute<{ key: string; felt: number[] }>(sql`
      select concat_ws('|', level, topic_id, (extract(epoch from bucket) * 1000)::bigint) as key, array[${feltColumns}] as felt
      from ${rollupEmotions}`),
  );
  return new Map(rows.map((row) => [row.key, row.felt.join(" ")]));
}

/** The same, from the posts alone. */
function recountedFelt(all: readonly PlainPost[]): Map<string, string> {
  const { quarter, hour, sixHours, day } = ROLLUP_LEVELS;
  const lengths = [
    [quarter, QUARTER] as const,
    [hour, HOUR] as const,
    [sixHours, 6 * HOUR] as const,
    [day, DAY] as const,
  ];
  const cells = new Map<string, PlainPost[]>();
  for (const post of all) {
    for (const topic of [NIL_UUID, ...post.topics]) {
      for (const [level, length] of lengths) {
        const key = [level, topic, Math.floor(post.atMs / length) * length].join("|");
        cells.set(key, [...(cells.get(key) ?? []), post]);
      }
    }
  }
  return new Map([...cells].map(([key, set]) => [key, feltOf(set).join(" ")]));
}

/** Every stored cell with its sums and the filled registers of its sketches. */
async function stored(tenant: TestTenant): Promise<Map<string, string>> {
  const [rows, sketched] = await withTenant(tenant, async (tx) => [
    await tx.select().from(rollups),
    await tx.select().from(rollupSketches),
  ]);
  const keyOf = (row: (typeof rows)[number] | (typeof sketched)[number]) =>
    [row.level, row.topicId, row.bucket.getTime(), row.platform, row.lang].join("|");
  const sketchesOf = new Map(
    sketched.map((row) => {
      const registers = SKETCHES.map((name) => {
        const sketch = emptySketch();
        mergeBytes(sketch, row[`${name}Authors`]);
        return [...sketch.entries()].filter(([, rank]) => rank > 0).join(" ");
      });
      return [keyOf(row), registers] as const;
    }),
  );
  expect(sketched.length).toBe(rows.length);
  return new Map(
    rows.map((row) => {
      const sums = ["Posts", "Engagement", "Reach"].flatMap((name) =>
        SENTIMENT_STATES.map((state) => row[`${state}${name}` as keyof typeof row]),
      );
      return [keyOf(row), JSON.stringify([sums, sketchesOf.get(keyOf(row))])];
    }),
  );
}

/** The same, from the posts alone. */
async function recounted(tenant: TestTenant, all: readonly PlainPost[]): Promise<Map<string, string>> {
  const codes = await withTenant(tenant, (tx) =>
    tx.execute<{ author: string; code: Buffer }>(
      sql`select distinct author_id::text as author, ${authorCode} from ${posts}`,
    ),
  );
  const codeOf = new Map(codes.rows.map((row) => [row.author, row.code]));
  const cells = new Map<string, PlainPost[]>();
  const put = (post: PlainPost, ...key: (string | number)[]) => {
    const name = key.join("|");
    cells.set(name, [...(cells.get(name) ?? []), post]);
  };
  for (const post of all) {
    for (const topic of [NIL_UUID, ...post.topics]) {
      const start = (length: number) => Math.floor(post.atMs / length) * length;
      put(post, ROLLUP_LEVELS.quarter, topic, start(QUARTER), "", "");
      put(post, ROLLUP_LEVELS.hour, topic, start(HOUR), "", "");
      put(post, ROLLUP_LEVELS.hourSplit, topic, start(HOUR), post.platform, post.lang);
      put(post, ROLLUP_LEVELS.sixHours, topic, start(6 * HOUR), "", "");
      put(post, ROLLUP_LEVELS.day, topic, start(DAY), "", "");
      put(post, ROLLUP_LEVELS.daySplit, topic, start(DAY), post.platform, post.lang);
    }
  }
  return new Map(
    [...cells].map(([key, set]) => {
      const sketches = SKETCHES.map((name) => {
        const sketch = emptySketch();
        for (const post of set)
          if (name === "all" || post.state === name) mergeBytes(sketch, codeOf.get(post.author) ?? Buffer.alloc(0));
        return [...sketch.entries()].filter(([, rank]) => rank > 0).join(" ");
      });
      return [key, JSON.stringify([sumsOf(set), sketches])];
    }),
  );
}

async function leaders(tenant: TestTenant): Promise<string[]> {
  const { rows } = await withTenant(tenant, (tx) =>
    tx.execute<{ key: string; sums: string[] }>(sql`
      select concat_ws('|', topic_id, (extract(epoch from bucket) * 1000)::bigint, author_id) as key, array[${sumColumns}]::float8[] as sums
      from ${rollupAuthors}`),
  );
  return rows.map((row) => `${row.key} ${row.sums.join(" ")}`).sort();
}

function recountedLeaders(all: readonly PlainPost[]): string[] {
  const days = new Map<string, Map<string, PlainPost[]>>();
  for (const post of all) {
    for (const topic of [NIL_UUID, ...post.topics]) {
      const key = `${topic}|${Math.floor(post.atMs / DAY) * DAY}`;
      const day = days.get(key) ?? new Map<string, PlainPost[]>();
      day.set(post.author, [...(day.get(post.author) ?? []), post]);
      days.set(key, day);
    }
  }
  return [...days]
    .flatMap(([key, day]) => {
      const entries = [...day].map(([author, set]) => ({ author, sums: sumsOf(set) }));
      const total = (sums: number[], measure: number) =>
        sums.slice(4 * measure, 4 * measure + 4).reduce((a, b) => a + b, 0);
      const kept = [0, 1, 2].flatMap((measure) =>
        [...entries]
          .sort(
            (a, b) => total(b.sums, measure) - total(a.sums, measure) || (BigInt(a.author) < BigInt(b.author) ? -1 : 1),
          )
          .slice(0, LEADING_AUTHORS),
      );
      return [...new Set(kept)].map(({ author, sums }) => `${key}|${author} ${sums.join(" ")}`);
    })
    .sort();
}

async function expectExact(tenant: TestTenant, note: string): Promise<void> {
  const all = await loadPosts(tenant);
  const [got, wanted] = [await stored(tenant), await recounted(tenant, all)];
  expect(Object.fromEntries([...got].sort()), note).toEqual(Object.fromEntries([...wanted].sort()));
  expect(await storedFelt(tenant), note).toEqual(recountedFelt(all));
  expect(await leaders(tenant), note).toEqual(recountedLeaders(all));
}

/** One random change of posts with its dirt, in one transaction. */
async function change(world: World, random: () => number): Promise<void> {
  const { tenant, topicIds } = world;
  const kind = pick(random, [
    "add",
    "add",
    "label",
    "feel",
    "delete",
    "tombstone",
    "move",
    "match",
    "unmatch",
    "engage",
  ]);
  if (kind === "add") return addPosts(world, random, { count: 1 + Math.floor(random() * 15), fromMs: FROM, toMs: TO });
  await withTenant(tenant, async (tx: Tx) => {
    const skip = Math.floor(random() * 60);
    const [post] = await tx
      .select({ id: posts.id, at: posts.publishedAt })
      .from(posts)
      .orderBy(posts.id)
      .offset(skip)
      .limit(1)
      .for("update");
    if (!post) return;
    const dirt = [post.at.getTime()];
    const set = (values: Partial<typeof posts.$inferInsert>) =>
      tx.update(posts).set(values).where(eq(posts.id, post.id));
    if (kind === "label") await set({ sentiment: pick(random, ["negative", "positive", null] as const) });
    else if (kind === "feel")
      await set({
        emotion: pick(random, [...EMOTIONS, null]),
        isHate: pick(random, [true, false, null]),
        isIrony: true,
      });
    else if (kind === "tombstone") await set({ isDeleted: true });
    else if (kind === "engage") await set({ engagement: Math.floor(random() * 1_000) });
    else if (kind === "delete") await tx.delete(posts).where(eq(posts.id, post.id));
    else if (kind === "move") {
      const at = FROM + Math.floor(random() * (TO - FROM));
      dirt.push(at);
      await set({ publishedAt: new Date(at) });
    } else {
      const match = { workspaceId: tenant.workspaceId, topicId: pick(random, topicIds), postId: post.id };
      if (kind === "match") await tx.insert(postTopics).values(match).onConflictDoNothing();
      else await tx.delete(postTopics).where(eq(postTopics.postId, post.id));
    }
    await markDirty({ tx, workspaceId: tenant.workspaceId, projectId: tenant.projectId }, dirt);
  });
}

describe("rollups", () => {
  it.each([1, 2, Date.now() % 1_000_000])(
    "equal a recount from posts after random changes beside three refreshers (seed %i)",
    { timeout: 120_000 },
    async (seed) => {
      const random = generator(seed);
      const tenant = await createTenant();
      const world = await makeWorld(tenant);
      await addPosts(world, random, { count: 120, fromMs: FROM, toMs: TO });
      let isWriting = true;
      const writer = async () => {
        for (let i = 0; i < 30; i++) await change(world, random);
      };
      const refresher = async () => {
        let days = 0;
        while (isWriting) days += await refreshDirtyDays(workerScope(tenant), 10_000);
        return days;
      };
      const refreshers = Promise.all([refresher(), refresher(), refresher()]);
      await Promise.all([writer(), writer(), writer()]).finally(() => {
        isWriting = false;
      });
      const days = await refreshers;
      expect(days.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(5);
      await refreshDirtyDays(workerScope(tenant), 60_000);
      expect(await withTenant(tenant, (tx) => tx.$count(dirtyBuckets))).toBe(0);
      await expectExact(tenant, `seed ${seed}`);
    },
  );

  it("are the same rows when counted twice, and raise the pulse", async () => {
    const tenant = await createTenant();
    await addPosts(await makeWorld(tenant), generator(3), { count: 80, fromMs: FROM, toMs: TO });
    await rollupsRefresh({ workspaceId: tenant.workspaceId, projectId: tenant.projectId, slot: 1 });
    const [once, leadersOnce] = [await stored(tenant), await leaders(tenant)];
    const pulse = () => withTenant(tenant, (tx) => tx.select().from(projectPulse));
    const before = (await pulse())[0]?.revision ?? 0;
    expect(before).toBeGreaterThan(0);
    const place = { workspaceId: tenant.workspaceId, projectId: tenant.projectId };
    const hours = Array.from({ length: (TO - FROM) / HOUR }, (_, i) => FROM + i * HOUR);
    await withTenant(tenant, (tx) => markDirty({ tx, ...place }, hours));
    await rollupsRefresh({ ...place, slot: 2 });
    expect(await stored(tenant)).toEqual(once);
    expect(await leaders(tenant)).toEqual(leadersOnce);
    expect((await pulse())[0]?.revision).toBeGreaterThan(before);
    await expectExact(tenant, "counted twice");
  });

  it("vanish with the last post of a day", async () => {
    const tenant = await createTenant();
    await addPosts(await makeWorld(tenant), generator(4), { count: 30, fromMs: FROM, toMs: FROM + DAY });
    await refreshRollups(workerScope(tenant), 60_000);
    expect((await stored(tenant)).size).toBeGreaterThan(0);
    await withTenant(tenant, async (tx) => {
      await tx.delete(posts);
      const hours = Array.from({ length: 24 }, (_, i) => FROM + i * HOUR);
      await markDirty({ tx, workspaceId: tenant.workspaceId, projectId: tenant.projectId }, hours);
    });
    await refreshRollups(workerScope(tenant), 60_000);
    expect(await stored(tenant)).toEqual(new Map());
    expect(await storedFelt(tenant)).toEqual(new Map());
    expect(await leaders(tenant)).toEqual([]);
  });

  it("of another workspace are neither seen nor touched", async () => {
    const [mine, theirs] = [await createTenant(), await createTenant()];
    await addPosts(await makeWorld(theirs), generator(5), { count: 20, fromMs: FROM, toMs: TO });
    const swapped = { ...workerScope(mine), projectId: theirs.projectId };
    expect(await refreshRollups(swapped, 10_000)).toBe(0);
    expect(await refreshDirtyDays(swapped, 10_000)).toBe(0);
    expect(await withTenant(theirs, (tx) => tx.$count(dirtyBuckets))).toBeGreaterThan(0);
    await refreshRollups(workerScope(theirs), 60_000);
    expect((await stored(mine)).size).toBe(0);
    await expectExact(theirs, "theirs");
  });

  it("of a day that a refresher is counting are left alone by others, and its new dirt is kept", async () => {
    const tenant = await createTenant();
    const world = await makeWorld(tenant);
    const scope = workerScope(tenant);
    const add = (seed: number) => addPosts(world, generator(seed), { count: 15, fromMs: FROM, toMs: FROM + DAY });
    await add(7);
    await withCtx(scope, async (first) => {
      expect(await refreshDay(first, FROM)).toBe(true);
      await add(8);
      expect(await withCtx(scope, (second) => refreshDay(second, FROM))).toBe(false);
    });
    expect(await withTenant(tenant, (tx) => tx.$count(dirtyBuckets))).toBeGreaterThan(0);
    await refreshDirtyDays(scope, 10_000);
    await expectExact(tenant, "one after the other");
  });

  it("are left to the refresher that has the project, and taken over when it is gone", async () => {
    const tenant = await createTenant();
    await addPosts(await makeWorld(tenant), generator(6), { count: 10, fromMs: FROM, toMs: TO });
    const until = (seconds: number) =>
      withTenant(tenant, (tx) =>
        tx.update(projectPulse).set({ nextRefreshAt: sql`now() + make_interval(secs => ${seconds})` }),
      );
    await until(20);
    expect(await refreshRollups(workerScope(tenant), 10_000)).toBe(0);
    await until(-1);
    expect(await refreshRollups(workerScope(tenant), 10_000)).toBeGreaterThan(0);
    await expectExact(tenant, "taken over");
  });

  it("survive kill -9 of the refresher at random moments", { timeout: 180_000 }, async () => {
    const random = generator(Date.now());
    const tenant = await createTenant();
    const world = await makeWorld(tenant);
    const child = fileURLToPath(new URL("./rollups-testing-child.ts", import.meta.url));
    for (let kills = 0; kills < 3; kills++) {
      await addPosts(world, random, { count: 200, fromMs: FROM, toMs: TO + 30 * DAY });
      const worker = spawn(process.execPath, ["--import", "tsx", child, tenant.workspaceId, tenant.projectId], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const gone = once(worker, "exit");
      await once(worker.stdout, "data");
      await sleep(random() * 400);
      worker.kill("SIGKILL");
      await gone;
    }
    await refreshDirtyDays(workerScope(tenant), 60_000);
    await expectExact(tenant, "killed");
  });
});
