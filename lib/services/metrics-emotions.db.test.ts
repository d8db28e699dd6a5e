import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createTenant } from "@/drizzle/factories";
import { EMOTIONS, SENTIMENTS, type SentimentState } from "@/lib/contracts/entities";
import { FLAG_METRICS, MetricAnswer, type MetricQueryInput } from "@/lib/contracts/metrics";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { type Scope, withCtx } from "./ctx";
import { queryMetrics } from "./metrics";
import { addPosts, generator, makeWorld, type World, workerScope } from "./metrics-testing";
import { refreshRollups } from "./rollups";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-03T10:07:31.250Z");
/** Two days around the middle, and the two before. */
const RANGE = { fromDay: "2026-10-30", toDay: "2026-10-31" };
const [FROM, TO] = ["2026-10-30T00:00:00Z", "2026-11-01T00:00:00Z"];
const [BEFORE_FROM, BEFORE_TO] = ["2026-10-28T00:00:00Z", "2026-10-30T00:00:00Z"];
const READ = new Set<SentimentState>(SENTIMENTS);

let world: World;
let scope: Scope;

beforeAll(async () => {
  world = await makeWorld(await createTenant({ timeZone: "UTC" }));
  scope = workerScope(world.tenant);
  await addPosts(world, generator(7), { count: 900, fromMs: NOW - 10 * DAY, toMs: NOW });
  await withTenant(world.tenant, async (tx) => {
    await tx.execute(sql`select setseed(0.5)`);
    await tx.execute(sql`update posts set
      emotion = case when sentiment is null or lang is null then null else
        (array['anger', 'disgust', 'fear', 'joy', 'joy', 'neutral', 'neutral', 'sadness', 'surprise'])[1 + floor(random() * 9)::int] end,
      is_offensive = case when sentiment is not null then random() < 0.2 end,
      is_hate = case when sentiment is not null and lang = 'en' then random() < 0.1 end,
      is_irony = null`);
  });
  await refreshRollups(scope, 60_000);
}, 60_000);
afterAll(closeDatabase);

const ask = async (query: Omit<MetricQueryInput, "range">) => {
  const answer = await withCtx(scope, (ctx) => queryMetrics(ctx, { range: RANGE, ...query }), NOW);
  return MetricAnswer.parse(answer);
};

/** One line of hand-written SQL over the posts of a period; `rest` narrows and groups. */
const count = async (columns: string, from: string, to: string, rest = "true") => {
  const { rows } = await withTenant(world.tenant, (tx) =>
    tx.execute<Record<string, number | string | null>>(
      sql.raw(`select ${columns} from posts p where published_at >= '${from}' and published_at < '${to}' and ${rest}`),
    ),
  );
  return rows;
};

const byKey = (rows: Record<string, number | string | null>[]) => new Map(rows.map((row) => [row.key, row.n]));

describe("dimension emotion", () => {
  it("counts each post under its emotion or as unread, in both periods, as SQL by hand does", async () => {
    const answer = await ask({ metrics: ["posts"], dimensions: ["emotion"], compare: "previous" });
    const group = "coalesce(emotion, 'unread') as key, count(*)::int as n";
    const now = byKey(await count(group, FROM, TO, "true group by 1"));
    const before = byKey(await count(group, BEFORE_FROM, BEFORE_TO, "true group by 1"));
    expect(now.size).toBe(EMOTIONS.length + 1);
    expect(answer.source).toBe("rollups");
    expect(new Map(answer.rows.map((row) => [row.keys.emotion, row.values.posts]))).toEqual(now);
    expect(new Map(answer.rows.map((row) => [row.keys.emotion, row.previous?.posts]))).toEqual(before);
    const values = answer.rows.map((row) => row.values.posts ?? 0);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(answer.totals.posts).toBe(values.reduce((sum, value) => sum + value, 0));
  });

  it("goes with another dimension, a topic and authors", async () => {
    const [topic = ""] = world.topicIds;
    const answer = await ask({
      metrics: ["posts", "authors"],
      dimensions: ["emotion", "sentiment"],
      filter: { topics: [topic] },
    });
    const topicPosts = `exists (select 1 from post_topics t where t.post_id = p.id and t.topic_id = '${topic}')`;
    const rows = await count(
      "coalesce(emotion, 'unread') || coalesce(sentiment, 'unread') as key, count(*) || '/' || count(distinct author_id) as n",
      FROM,
      TO,
      `${topicPosts} group by 1`,
    );
    const found = answer.rows
      .filter((row) => row.values.posts !== 0)
      .map((row) => [`${row.keys.emotion}${row.keys.sentiment}`, `${row.values.posts}/${row.values.authors}`] as const);
    expect(new Map(found)).toEqual(byKey(rows));
  });

  it.each([
    [{ emotions: ["joy"] }, "emotion = 'joy'"],
    [{ notEmotions: ["joy", "fear"] }, "(emotion is null or emotion not in ('joy', 'fear'))"],
    [{ flags: ["offensive", "hate"] }, "(coalesce(is_offensive, false) or coalesce(is_hate, false))"],
    [{ notFlags: ["offensive"] }, "coalesce(is_offensive, false) = false"],
  ] as [PostFilter, string][])("is counted under %j", async (filter, condition) => {
    const answer = await ask({ metrics: ["posts", "authors"], filter });
    const [row] = await count("count(*)::int as posts, count(distinct author_id)::int as authors", FROM, TO, condition);
    expect(answer.source).toBe("posts");
    expect(answer.totals).toEqual(row);
    expect(answer.totals.posts).toBeGreaterThan(0);
  });
});

it.each([
  [{ metrics: ["posts", ...FLAG_METRICS], dimensions: ["emotion"] }],
  [{ metrics: ["engagement"], dimensions: ["emotion"] }],
  [{ metrics: ["posts"], dimensions: ["emotion", "platform"] }],
  [{ metrics: ["posts"], dimensions: ["emotion"], filter: { notPlatforms: ["x"] } }],
  [{ metrics: ["posts"], dimensions: ["emotion"], filter: { sentiments: ["positive"] } }],
  [{ metrics: ["hateShare"], dimensions: ["sentiment"] }],
  [{ metrics: ["hateShare"], filter: { languages: ["en"] } }],
  [{ metrics: ["hateShare"], filter: { flags: ["offensive"] } }],
] as Omit<MetricQueryInput, "range">[][])("what rollups do not tell apart is counted from posts: %j", async (query) => {
  expect((await ask(query as Omit<MetricQueryInput, "range">)).source).toBe("posts");
});

it("an emotion's own flags are those of its posts", async () => {
  const answer = await ask({ metrics: ["hateShare"], dimensions: ["emotion"] });
  const rows = await count(
    "coalesce(emotion, 'unread') as key, avg(is_hate::int)::float8 as n",
    FROM,
    TO,
    "true group by 1",
  );
  for (const [key, n] of byKey(rows)) {
    const share = answer.rows.find((row) => row.keys.emotion === key)?.values.hateShare ?? null;
    if (n === null) expect(share).toBeNull();
    else expect(share).toBeCloseTo(Number(n), 10);
  }
});

describe("shares of flags", () => {
  const columns = `avg(is_offensive::int)::float8 as "offensiveShare", avg(is_hate::int)::float8 as "hateShare", avg(is_irony::int)::float8 as "ironyShare"`;
  const round = (values: object) =>
    JSON.parse(JSON.stringify(values, (_key, v) => (typeof v === "number" ? Number(v.toPrecision(10)) : v)));

  it("are parts of the posts read for each flag; null where none was", async () => {
    const answer = await ask({ metrics: [...FLAG_METRICS], compare: "previous" });
    const [now] = await count(columns, FROM, TO);
    const [before] = await count(columns, BEFORE_FROM, BEFORE_TO);
    expect(round(answer.totals)).toEqual(round(now ?? {}));
    expect(round(answer.previousTotals ?? {})).toEqual(round(before ?? {}));
    expect(answer.totals.ironyShare).toBeNull();
    expect(answer.totals.hateShare).toBeGreaterThan(0);
  });

  it("go by sentiment, by topic and by author, with the totals of the whole", async () => {
    const metrics = ["posts", ...FLAG_METRICS] as const;
    const [whole] = await count(`count(*)::int as posts, ${columns}`, FROM, TO);
    const feeling = await ask({ metrics: [...metrics], dimensions: ["sentiment"] });
    for (const row of feeling.rows.filter(({ keys }) => keys.sentiment && READ.has(keys.sentiment as SentimentState))) {
      const [part] = await count(`count(*)::int as posts, ${columns}`, FROM, TO, `sentiment = '${row.keys.sentiment}'`);
      expect(round(row.values)).toEqual(round(part ?? {}));
    }
    const topics = await ask({ metrics: [...metrics], dimensions: ["topic"] });
    for (const row of topics.rows) {
      const own = `exists (select 1 from post_topics t where t.post_id = p.id and t.topic_id = '${row.keys.topic}')`;
      const [part] = await count(`count(*)::int as posts, ${columns}`, FROM, TO, own);
      expect(round(row.values)).toEqual(round(part ?? {}));
    }
    const authors = await ask({ metrics: [...metrics], dimensions: ["author"], limit: 3 });
    for (const row of authors.rows) {
      const [part] = await count(`count(*)::int as posts, ${columns}`, FROM, TO, `author_id = ${row.keys.author}`);
      expect(round(row.values)).toEqual(round(part ?? {}));
    }
    for (const { totals } of [feeling, topics, authors]) expect(round(totals)).toEqual(round(whole ?? {}));
  });
});
