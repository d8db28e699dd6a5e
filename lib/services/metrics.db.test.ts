import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/api/w/[workspace]/p/[project]/metrics/route";
import { GET as getPulseRoute } from "@/app/api/w/[workspace]/p/[project]/pulse/route";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createMember, createSessionCookie, createTenant, createUser } from "@/drizzle/factories";
import { topics } from "@/drizzle/schema/topics";
import { bucketEdges } from "@/lib/analysis/series/buckets";
import { compareEdges, compareShift, resolveRange } from "@/lib/analysis/series/ranges";
import { SENTIMENT_STATES } from "@/lib/contracts/entities";
import {
  type Dimension,
  FLAG_METRICS,
  INTERVALS,
  METRICS,
  MetricAnswer,
  type MetricQueryInput,
} from "@/lib/contracts/metrics";
import type { DateRange, PostFilter } from "@/lib/contracts/post-filter";
import { closeQueues } from "@/lib/jobs/queue";
import { type Scope, withCtx } from "./ctx";
import { queryMetrics } from "./metrics";
import {
  addManyPosts,
  addPosts,
  generator,
  loadPosts,
  makeWorld,
  matches,
  measure,
  type PlainPost,
  pick,
  type World,
  workerScope,
} from "./metrics-testing";
import { getPulse } from "./pulse";
import { refreshRollups } from "./rollups";

afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

const DAY = 86_400_000;
/** Metrics that rollups know under any of their dimensions. */
const STORED = METRICS.filter((metric) => !FLAG_METRICS.some((flag) => flag === metric));
const ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe"];
/** In the middle of a day, a quarter and a minute, shortly after the clocks changed in Berlin and St. John's. */
const NOW = Date.parse("2026-11-03T10:07:31.250Z");

const worlds = new Map<string, { world: World; posts: PlainPost[] }>();

beforeAll(async () => {
  for (const [i, timeZone] of ZONES.entries()) {
    const world = await makeWorld(await createTenant({ timeZone }));
    await addPosts(world, generator(100 + i), { count: 700, fromMs: NOW - 62 * DAY, toMs: NOW + DAY });
    await refreshRollups(workerScope(world.tenant), 60_000);
    worlds.set(timeZone, { world, posts: await loadPosts(world.tenant) });
  }
}, 120_000);

const worldOf = (timeZone: string) => {
  const found = worlds.get(timeZone);
  if (!found) throw new Error("No such world.");
  return found;
};

const ask = (scope: Scope, query: MetricQueryInput, nowMs = NOW) =>
  withCtx(scope, (ctx) => queryMetrics(ctx, query), nowMs);

/** minFollowers 0 lets every post through, but rollups do not know it: the same question, answered from posts. */
const fromPosts = (query: MetricQueryInput): MetricQueryInput => ({
  ...query,
  filter: { ...query.filter, minFollowers: 0 },
});

const within = (posts: readonly PlainPost[], { from, to }: MetricAnswer["range"]) =>
  posts.filter((post) => post.atMs >= Date.parse(from) && post.atMs < Date.parse(to));

const DIMENSIONS: Dimension[][] = [
  [],
  ["time"],
  ["topic"],
  ["platform"],
  ["language"],
  ["sentiment"],
  ["time", "sentiment"],
  ["topic", "sentiment"],
  ["platform", "sentiment"],
  ["time", "topic"],
  ["time", "platform"],
  ["language", "topic"],
  ["author"],
  ["author", "sentiment"],
];

function randomQuery(random: () => number, { topicIds }: World): MetricQueryInput {
  const some = <T>(list: readonly T[]) => list.filter(() => random() < 0.5);
  const maybe = <T>(make: () => T) => (random() < 0.3 ? make() : undefined);
  const filter: PostFilter = {
    topics: maybe(() => [pick(random, topicIds)]),
    platforms: maybe(() => some(["x", "reddit", "mastodon"])),
    notPlatforms: maybe(() => ["reddit"]),
    languages: maybe(() => some(["en", "zh", "und"])),
    notLanguages: maybe(() => ["und"]),
    sentiments: maybe(() => some(SENTIMENT_STATES)),
    notSentiments: maybe(() => ["unread" as const]),
  };
  const day = (back: number) => new Date(NOW - back * DAY).toISOString().slice(0, 10);
  const back = Math.floor(random() * 25);
  const range: DateRange = pick(random, [
    { preset: "24h" },
    { preset: "7d" },
    { preset: "30d" },
    { preset: "month" },
    { preset: "all" },
    { fromDay: day(back + Math.floor(random() * 5)), toDay: day(back) },
  ]);
  const dimensions = pick(random, DIMENSIONS);
  const interval = dimensions.includes("time") ? maybe(() => pick(random, INTERVALS)) : undefined;
  return {
    metrics: [...new Set([pick(random, ["posts", "engagement", "reach"] as const), ...STORED])],
    dimensions,
    filter,
    range,
    interval,
    compare: pick(random, ["none", "previous", "year"] as const),
  };
}

/** What must not depend on where the counts come from. Ratios are compared to 12 digits. */
const comparable = ({ source: _source, countedAt: _countedAt, ...answer }: MetricAnswer) =>
  JSON.parse(
    JSON.stringify(answer, (_key, value) => (typeof value === "number" ? Number(value.toPrecision(12)) : value)),
  );

describe("queryMetrics", () => {
  it.each(ZONES)(
    "gives the same answer from rollups and from posts, for 60 random questions in %s",
    async (zone) => {
      const seed = Date.now() % 1_000_000;
      const random = generator(seed);
      const { world } = worldOf(zone);
      let fromRollups = 0;
      for (let i = 0; i < 60; i++) {
        const query = randomQuery(random, world);
        const stored = await ask(workerScope(world.tenant), query);
        const plain = await ask(workerScope(world.tenant), fromPosts(query));
        expect(plain.source).toBe("posts");
        if (stored.source === "rollups") fromRollups++;
        expect(comparable(stored), `seed ${seed}, question ${i}: ${JSON.stringify(query)}`).toEqual(comparable(plain));
        expect(() => MetricAnswer.parse(stored)).not.toThrow();
      }
      expect(fromRollups).toBeGreaterThan(20);
    },
    120_000,
  );

  it.each(ZONES)(
    "counts emotions and flags from rollups as from posts, and by their definitions, in %s",
    async (zone) => {
      const { world, posts } = worldOf(zone);
      const scope = workerScope(world.tenant);
      const others: Dimension[][] = [[], ["time"], ["topic"]];
      for (const range of [{ preset: "30d" }, { preset: "24h" }, { preset: "month" }] as DateRange[]) {
        for (const filter of [{}, { topics: world.topicIds.slice(0, 1) }]) {
          const of = async (query: Pick<MetricQueryInput, "metrics" | "dimensions">) => {
            const asked: MetricQueryInput = { ...query, range, filter, compare: "previous" };
            const [stored, plain] = [await ask(scope, asked), await ask(scope, fromPosts(asked))];
            expect([stored.source, plain.source]).toEqual(["rollups", "posts"]);
            expect(comparable(stored), JSON.stringify(asked)).toEqual(comparable(plain));
            return stored;
          };
          for (const dimensions of others) {
            const answer = await of({ metrics: ["posts"], dimensions: ["emotion", ...dimensions] });
            if (dimensions.length > 0) continue;
            const set = within(posts, answer.range).filter((post) => matches(post, filter));
            const counts = new Map<string, number>();
            for (const { emotion } of set) counts.set(emotion ?? "unread", (counts.get(emotion ?? "unread") ?? 0) + 1);
            const found = answer.rows.filter((row) => row.values.posts !== 0);
            expect(new Map(found.map((row) => [row.keys.emotion, row.values.posts]))).toEqual(counts);
          }
          for (const dimensions of others) {
            const answer = await of({ metrics: [...FLAG_METRICS, "posts", "netSentiment"], dimensions });
            const set = within(posts, answer.range).filter((post) => matches(post, filter));
            for (const [i, metric] of FLAG_METRICS.entries()) {
              const read = set.filter((post) => post.flags[i] !== null).length;
              const share = read === 0 ? null : set.filter((post) => post.flags[i] === true).length / read;
              expect(answer.totals[metric]).toBe(share);
            }
          }
        }
      }
    },
  );

  it.each(ZONES)("agrees with the definitions, bucket by bucket and period by period, in %s", async (zone) => {
    const { world, posts } = worldOf(zone);
    const filter: PostFilter = { platforms: ["x"], notSentiments: ["unread"] };
    for (const range of [{ preset: "30d" }, { preset: "24h" }, { preset: "month" }] as DateRange[]) {
      const answer = await ask(workerScope(world.tenant), {
        metrics: [...STORED],
        dimensions: ["time"],
        filter,
        range,
        compare: "previous",
      });
      const span = resolveRange(range, zone, NOW);
      const edges = bucketEdges(span, answer.interval ?? "day", zone);
      const shift = compareShift(range, span, "previous", zone);
      const before = shift && compareEdges(edges, shift, NOW);
      const within = (from = 0, to = 0) =>
        measure(posts.filter((post) => matches(post, filter) && post.atMs >= from && post.atMs < to));
      expect(answer.rows).toHaveLength(edges.length - 1);
      answer.rows.forEach((row, i) => {
        expect(row.keys.time).toBe(new Date(edges[i] ?? 0).toISOString());
        const { shareOfVoice: _share, ...values } = row.values;
        expect(values).toEqual(within(edges[i], edges[i + 1]));
        if (row.previous) expect(row.previous).toMatchObject(within(before?.edges[i], before?.edges[i + 1]));
        else expect(before?.edges[i]).toBe(before?.edges[i + 1]);
      });
      expect(answer.totals).toMatchObject(within(span.fromMs, span.toMs));
      expect(answer.previousTotals).toMatchObject(within(before?.span.fromMs, before?.span.toMs));
      expect(answer.unfinishedFrom).toBe(new Date(Math.max(...edges.filter((edge) => edge <= NOW))).toISOString());
    }
  });

  it("counts topics, several topics at once and share of voice by their definitions", async () => {
    const { world, posts } = worldOf("Europe/Berlin");
    const range: DateRange = { fromDay: "2026-10-20", toDay: "2026-10-30" };
    const span = resolveRange(range, "Europe/Berlin", NOW);
    const inRange = posts.filter((post) => post.atMs >= span.fromMs && post.atMs < span.toMs);
    const scope = workerScope(world.tenant);
    const query = { metrics: ["posts", "authors", "shareOfVoice"] as const, range };
    const of = (id: string | undefined) => inRange.filter((post) => post.topics.includes(id ?? "")).length;
    const [brand, rival, other, category] = world.topicIds;
    const voices = of(brand) + of(rival) + of(other);

    const byTopic = await ask(scope, { ...query, metrics: [...query.metrics], dimensions: ["topic"] });
    expect(byTopic.rows).toHaveLength(4);
    for (const row of byTopic.rows) {
      const id = row.keys.topic;
      expect(row.values.posts).toBe(of(id));
      expect(row.values.shareOfVoice).toBe(id === category ? null : of(id) / voices);
      expect(row.labels?.topic).toMatch(/^Topic /);
    }
    expect(byTopic.totals).toEqual({
      posts: inRange.length,
      authors: new Set(inRange.map((post) => post.author)).size,
      shareOfVoice: of(brand) / voices,
    });

    const wanted = [brand ?? "", category ?? ""];
    const both = await ask(scope, { ...query, metrics: [...query.metrics], filter: { topics: wanted } });
    const either = inRange.filter((post) => wanted.some((id) => post.topics.includes(id)));
    expect(both.source).toBe("posts");
    expect(both.totals.posts).toBe(either.length);
    expect(both.totals.shareOfVoice).toBe(of(brand) / voices);
    const none = await ask(scope, { ...query, metrics: [...query.metrics], filter: { topics: [category ?? ""] } });
    expect(none.totals.shareOfVoice).toBeNull();
  });

  it("keeps the largest keys under a limit and says how many there are", async () => {
    const { world, posts } = worldOf("UTC");
    const query: MetricQueryInput = {
      metrics: ["engagement"],
      dimensions: ["author"],
      range: { preset: "30d" },
      limit: 3,
    };
    const span = resolveRange(query.range, "UTC", NOW);
    const sums = new Map<string, number>();
    for (const post of posts)
      if (post.atMs >= span.fromMs && post.atMs < span.toMs)
        sums.set(post.author, (sums.get(post.author) ?? 0) + post.engagement);
    const answer = await ask(workerScope(world.tenant), query);
    const expected = [...sums].sort((a, b) => b[1] - a[1] || (BigInt(a[0]) < BigInt(b[0]) ? -1 : 1)).slice(0, 3);
    expect(answer.rows.map((row) => [row.keys.author, row.values.engagement])).toEqual(expected);
    expect(answer.rowCount).toBe(sums.size);
    expect(answer.rows[0]?.labels?.author).toMatch(/^author/);
    expect(answer.rows[0]?.authorPlatform).toBe("x");
    const series = await ask(workerScope(world.tenant), { ...query, dimensions: ["time", "platform"], limit: 1 });
    expect(new Set(series.rows.map((row) => row.keys.platform)).size).toBe(1);
    expect(series.rows).toHaveLength(30);
    expect(series.rowCount).toBe(90);
  });

  it("follows a deleted topic, a new project and an empty range without inventing numbers", async () => {
    const empty = await createTenant();
    const query: MetricQueryInput = {
      metrics: [...STORED],
      dimensions: ["time"],
      range: { preset: "all" },
      compare: "previous",
    };
    const answer = await ask(workerScope(empty), query);
    expect(answer.totals).toMatchObject({ posts: 0, authors: 0, netSentiment: null, shareOfVoice: null });
    expect(answer.previousTotals).toBeNull();
    const compared = await ask(workerScope(empty), { ...query, range: { preset: "7d" } });
    expect(compared.previousTotals).toBeNull();
    expect(compared.rows.every((row) => row.previous === null && row.values.posts === 0)).toBe(true);

    const world = await makeWorld(empty);
    await addPosts(world, generator(9), { count: 40, fromMs: NOW - DAY, toMs: NOW });
    await refreshRollups(workerScope(empty), 60_000);
    const [gone = ""] = world.topicIds;
    const filter = { topics: [gone] };
    expect((await ask(workerScope(empty), { ...query, filter })).totals.posts).toBeGreaterThan(0);
    await withTenant(empty, (tx) => tx.delete(topics).where(sql`id = ${gone}`));
    expect((await ask(workerScope(empty), { ...query, filter })).totals.posts).toBe(0);
  });

  it.each([
    [{ dimensions: ["time"], interval: "hour", range: { fromDay: "2020-01-01", toDay: "2026-01-01" } }, "E_PARAM"],
    [{ range: { fromDay: "2026-02-02", toDay: "2026-02-01" } }, "E_PARAM"],
    [{ range: { fromDay: "2026-02-30", toDay: "2026-03-01" } }, undefined],
    [{ dimensions: ["time", "time"], range: { preset: "7d" } }, "E_PARAM"],
    [{ filter: { query: "(open" }, range: { preset: "7d" } }, "E_QUERY"],
  ])("refuses %j", async (part, code) => {
    const { world } = worldOf("UTC");
    const asked = ask(workerScope(world.tenant), { metrics: ["posts"], ...part } as MetricQueryInput);
    await expect(asked).rejects.toMatchObject(code ? { code, status: 422 } : { name: "ZodError" });
  });
});

describe("many posts", () => {
  let scope: Scope;
  let posts: PlainPost[];
  const range: DateRange = { fromDay: "2026-10-05", toDay: "2026-10-30" };

  beforeAll(async () => {
    const world = await makeWorld(await createTenant({ timeZone: "Asia/Kathmandu" }));
    await addManyPosts(world, { count: 70_000, fromMs: NOW - 30 * DAY, toMs: NOW });
    scope = workerScope(world.tenant);
    await refreshRollups(scope, 120_000);
    posts = await loadPosts(world.tenant);
  }, 180_000);

  it("have their authors estimated within 5 %, the same from rollups and from posts", async () => {
    const span = resolveRange(range, "Asia/Kathmandu", NOW);
    for (const dimensions of [[], ["time"], ["topic"], ["sentiment"], ["time", "sentiment"]] as Dimension[][]) {
      const query: MetricQueryInput = { metrics: ["authors", "posts"], dimensions, range };
      const [stored, plain] = [await ask(scope, query), await ask(scope, fromPosts(query))];
      expect([stored.source, plain.source, stored.authorsExact]).toEqual(["rollups", "posts", false]);
      expect(comparable(stored)).toEqual(comparable(plain));
      const within = posts.filter((post) => post.atMs >= span.fromMs && post.atMs < span.toMs);
      const exact = measure(within).authors;
      expect(Math.abs((stored.totals.authors ?? 0) / exact - 1)).toBeLessThan(0.05);
      for (const row of dimensions[0] === "sentiment" ? stored.rows : []) {
        const set = within.filter((post) => post.state === row.keys.sentiment);
        expect(Math.abs((row.values.authors ?? 0) - measure(set).authors)).toBeLessThanOrEqual(0.05 * set.length);
      }
    }
  }, 60_000);

  it("compare totals alone as they compare rows, whatever the question", async () => {
    for (const days of ["2026-10-20", "2026-10-29"]) {
      for (const dimensions of [[], ["time"], ["time", "topic"]] as Dimension[][]) {
        const query: MetricQueryInput = {
          ...{ metrics: [...STORED], dimensions, compare: "previous" },
          range: { fromDay: days, toDay: "2026-10-30" },
        };
        const [rows, totals] = [await ask(scope, query), await ask(scope, { ...query, compareRows: false })];
        expect(rows.previousTotals?.posts).toBeGreaterThan(0);
        expect(totals).toEqual({ ...rows, rows: rows.rows.map((row) => ({ ...row, previous: null })) });
      }
    }
  }, 60_000);

  it("have their leading authors found from the daily lists, exactly as counting posts does", async () => {
    for (const metric of ["posts", "engagement", "reach"] as const) {
      for (const dimensions of [["author"], ["author", "sentiment"]] as Dimension[][]) {
        const query: MetricQueryInput = {
          metrics: [...new Set([metric, ...STORED])],
          dimensions,
          range,
          compare: "previous",
          limit: 5,
        };
        const [stored, plain] = [await ask(scope, query), await ask(scope, fromPosts(query))];
        expect(comparable(stored).rows, `${metric} by ${dimensions}`).toEqual(comparable(plain).rows);
        if (metric === "posts") expect(stored.source).toBe("rollups");
      }
    }
  }, 60_000);
});

describe("the routes", () => {
  const call = async (
    handler: typeof POST,
    tenant: { workspaceId: string; projectId: string },
    cookie: string | null,
    body?: unknown,
  ) => {
    const url = `http://localhost:3000/api/w/${tenant.workspaceId}/p/${tenant.projectId}/x`;
    const headers = {
      origin: "http://localhost:3000",
      "content-type": "application/json",
      ...(cookie ? { cookie } : {}),
    };
    const request = new Request(url, {
      method: body === undefined ? "GET" : "POST",
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const params = Promise.resolve({ workspace: tenant.workspaceId, project: tenant.projectId });
    const response = await handler(request, { params });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it("answer every member and nobody else", async () => {
    const { tenant } = worldOf("UTC").world;
    const viewer = (await createSessionCookie(await createMember(tenant, "viewer"))).header;
    const stranger = (await createSessionCookie(await createUser())).header;
    const query = { metrics: ["posts"], range: { preset: "30d" } };
    expect(await call(POST, tenant, viewer, query)).toMatchObject({ status: 200, body: { source: "rollups" } });
    expect(await call(getPulseRoute, tenant, viewer)).toMatchObject({ status: 200, body: { activeRuns: [] } });
    const missing = { ...tenant, projectId: "00000000-0000-7000-8000-000000000000" };
    for (const [handler, body] of [
      [POST, query],
      [getPulseRoute, undefined],
    ] as const) {
      expect((await call(handler, tenant, null, body)).status).toBe(401);
      expect((await call(handler, tenant, stranger, body)).status).toBe(404);
      expect((await call(handler, missing, viewer, body)).status).toBe(404);
    }
  });

  it.each([
    [{ metrics: [], range: { preset: "30d" } }],
    [{ metrics: ["posts"], range: { preset: "30d" }, limit: 1e9 }],
    [{ metrics: ["posts"], range: { preset: "30d" }, workspaceId: "x" }],
    [{ metrics: ["posts; drop table"], range: { preset: "30d" } }],
    [{ metrics: ["posts"], range: { preset: "30d" }, dimensions: ["time", "topic", "author"] }],
    [{ metrics: ["posts"], range: { fromDay: "2026-01-02", toDay: "2026-01-01" } }],
  ])("refuse %j with 422", async (body) => {
    const { tenant } = worldOf("UTC").world;
    const cookie = (await createSessionCookie(tenant.owner)).header;
    expect((await call(POST, tenant, cookie, body)).status).toBe(422);
  });

  it("of another workspace show nothing of this one", async () => {
    const [mine, theirs] = [worldOf("UTC").world.tenant, worldOf("Asia/Kolkata").world.tenant];
    const swapped: Scope = { ...workerScope(mine), projectId: theirs.projectId };
    await expect(ask(swapped, { metrics: ["posts"], range: { preset: "all" } })).rejects.toMatchObject({
      code: "E_NOT_FOUND",
    });
    await expect(withCtx(swapped, getPulse)).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    const foreign = worldOf("Asia/Kolkata").world.topicIds;
    const answer = await ask(workerScope(mine), {
      metrics: ["posts"],
      range: { preset: "all" },
      filter: { topics: foreign.slice(0, 1) },
    });
    expect(answer.totals.posts).toBe(0);
  });
});

describe("getPulse", () => {
  it("tells what is counted and what waits, and rises with a recount", async () => {
    const tenant = await createTenant();
    const world = await makeWorld(tenant);
    const pulse = () => withCtx(workerScope(tenant), getPulse);
    expect(await pulse()).toEqual({ revision: 0, postCount: 0, pendingCount: 0, activeRuns: [] });
    await addPosts(world, generator(11), { count: 50, fromMs: NOW - DAY, toMs: NOW });
    const all = await loadPosts(tenant);
    const unread = all.filter((post) => post.state === "unread").length;
    expect(await pulse()).toMatchObject({ revision: 0, postCount: 0, pendingCount: unread });
    await refreshRollups(workerScope(tenant), 60_000);
    const after = await pulse();
    expect(after).toMatchObject({ postCount: 50, pendingCount: unread });
    expect(after.revision).toBeGreaterThan(0);
  });
});
