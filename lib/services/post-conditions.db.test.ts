import { and, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createPosts, createTenant, type TestPost, type TestTenant } from "@/drizzle/factories";
import { posts } from "@/drizzle/schema/posts";
import { postTopics, topics } from "@/drizzle/schema/topics";
import { matches } from "@/lib/analysis/query/evaluate";
import { parseSavedQuery } from "@/lib/analysis/query/parser";
import { postFields } from "@/lib/analysis/query/post-fields";
import {
  EMOTIONS,
  POST_FLAGS,
  POST_TYPES,
  type PostFlag,
  SENTIMENT_STATES,
  SENTIMENTS,
} from "@/lib/contracts/entities";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { uuidv7 } from "@/lib/ids";
import { postConditions } from "./post-conditions";
import { joinPostTexts } from "./query-sql";

const SEED = 41;
const TEXTS = ["apple", "apple pie", "pear #fruit", "手机 100%"] as const;
const PLATFORMS = ["twitter", "weibo", "reddit"] as const;
const LANGS = ["en", "zh", null] as const;
const TAGS = ["VIP", "New York"] as const;
const topicIds = [uuidv7(), uuidv7(), uuidv7()];

/** A post as it was made, with the ids it got. */
type Known = Required<Omit<TestPost, "searchText" | "hashtags" | "publishedAt">> & {
  id: string;
  authorId: string;
  topics: string[];
  emotion: string | null;
  flags: PostFlag[];
};
let tenant: TestTenant;
let known: Known[];

const anyTestPost = fc.record({
  text: fc.constantFrom(...TEXTS),
  platform: fc.constantFrom(...PLATFORMS),
  lang: fc.constantFrom(...LANGS),
  authorHandle: fc.constantFrom("ana", "bo", "chen"),
  followers: fc.constantFrom(0, 10, 1_000),
  engagement: fc.constantFrom(0, 5, 50),
  sentiment: fc.constantFrom(...SENTIMENTS, null),
  tags: fc.subarray([...TAGS]),
  type: fc.constantFrom(...POST_TYPES),
});

const answer = fc.constantFrom(true, false, null);
const anyReading = fc.record({
  emotion: fc.constantFrom(...EMOTIONS, null),
  isOffensive: answer,
  isHate: answer,
  isIrony: answer,
});

beforeAll(async () => {
  tenant = await createTenant();
  const made = fc.sample(anyTestPost, { numRuns: 200, seed: SEED });
  const ids = await createPosts(tenant, made);
  const matched = ids.map((_, n) => topicIds.filter((_id, at) => (n >> at) % 2 === 1));
  await withTenant(tenant, async (tx) => {
    const place = { workspaceId: tenant.workspaceId, projectId: tenant.projectId };
    const named = { ...place, kind: "brand", query: "x", colorIndex: 0 } as const;
    await tx.insert(topics).values(topicIds.map((id) => ({ ...named, id, name: id })));
    const pairs = ids.flatMap((postId, n) => (matched[n] ?? []).map((topicId) => ({ topicId, postId })));
    await tx.insert(postTopics).values(pairs.map((pair) => ({ workspaceId: tenant.workspaceId, ...pair })));
    const rows = await tx.select({ id: posts.id, authorId: posts.authorId }).from(posts).orderBy(posts.id);
    const read = fc.sample(anyReading, { numRuns: ids.length, seed: SEED });
    for (const [n, { emotion, ...flags }] of read.entries())
      await tx
        .update(posts)
        .set({ emotion, ...flags })
        .where(sql`${posts.id} = ${rows[n]?.id ?? 0n}`);
    known = rows.flatMap(({ id, authorId }, n) => {
      const [post, reading] = [made[n], read[n]];
      if (!post || !reading) return [];
      const { emotion, isOffensive, isHate, isIrony } = reading;
      const is = { offensive: isOffensive, hate: isHate, irony: isIrony };
      const flags = POST_FLAGS.filter((flag) => is[flag] === true);
      return [{ ...post, id: String(id), authorId: String(authorId), topics: matched[n] ?? [], emotion, flags }];
    });
  });
});
afterAll(closeDatabase);

const sqlIds = (filter: PostFilter) =>
  withTenant(tenant, async (tx) => {
    const { where, readsText } = postConditions(tenant, filter);
    const { rows } = await tx.execute<{ id: string }>(
      sql`select ${posts.id}::text as id from ${posts} ${readsText ? joinPostTexts : sql``} where ${and(...where)} order by ${posts.id}`,
    );
    return rows.map((row) => row.id);
  });

/** What the filter means, said again without SQL. */
function meant(filter: PostFilter, post: Known): boolean {
  const within = (list: readonly string[] | undefined, values: readonly string[]) =>
    !list?.length || list.some((value) => values.includes(value));
  const without = (list: readonly string[] | undefined, values: readonly string[]) =>
    !list?.some((value) => values.includes(value));
  const lang = [post.lang ?? "und"];
  const sentiment = [post.sentiment ?? "unread"];
  const fields = postFields(post);
  return (
    within(filter.topics, post.topics) &&
    without(filter.notTopics, post.topics) &&
    within(filter.platforms, [post.platform]) &&
    without(filter.notPlatforms, [post.platform]) &&
    within(filter.sentiments, sentiment) &&
    without(filter.notSentiments, sentiment) &&
    within(filter.emotions, post.emotion === null ? [] : [post.emotion]) &&
    without(filter.notEmotions, post.emotion === null ? [] : [post.emotion]) &&
    within(filter.flags, post.flags) &&
    without(filter.notFlags, post.flags) &&
    within(filter.languages, lang) &&
    without(filter.notLanguages, lang) &&
    within(filter.types, [post.type]) &&
    within(filter.authors, [post.authorId]) &&
    without(filter.notAuthors, [post.authorId]) &&
    within(filter.tags, post.tags) &&
    post.followers >= (filter.minFollowers ?? 0) &&
    post.engagement >= (filter.minEngagement ?? 0) &&
    (!filter.query || matches(parseSavedQuery(filter.query), fields))
  );
}

const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: undefined, freq: 1 });
const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 });

describe("postConditions", () => {
  it("means what PostFilter says, for any filter", async () => {
    const authorIds = [...new Set(known.map((post) => post.authorId))];
    const anyFilter: fc.Arbitrary<PostFilter> = fc.record(
      {
        query: maybe("apple", "-pie OR lang:und", 'tag:"new york"', "#fruit", " "),
        topics: some(topicIds),
        notTopics: some(topicIds),
        platforms: some(PLATFORMS),
        notPlatforms: some(PLATFORMS),
        sentiments: some(SENTIMENT_STATES),
        notSentiments: some(SENTIMENT_STATES),
        emotions: some(EMOTIONS),
        notEmotions: some(EMOTIONS),
        flags: some(POST_FLAGS),
        notFlags: some(POST_FLAGS),
        languages: some(["en", "zh", "und"]),
        notLanguages: some(["en", "zh", "und"]),
        types: some(POST_TYPES),
        authors: some(authorIds),
        notAuthors: some(authorIds),
        tags: some(TAGS),
        minFollowers: maybe(0, 1, 500),
        minEngagement: maybe(0, 5, 6),
      },
      { requiredKeys: [] },
    );
    let found = 0;
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const blank = filter.query === " " ? { ...filter, query: undefined } : filter;
        const expected = known.filter((post) => meant(blank, post)).map((post) => post.id);
        found += expected.length;
        expect(await sqlIds(filter)).toEqual(expected);
      }),
      { numRuns: 250, seed: SEED },
    );
    expect(found).toBeGreaterThan(500);
  });

  it("finds in a post that was not read no emotion and no flag, and leaves it in where these are refused", async () => {
    const ids = (keep: (post: Known) => boolean) => known.filter(keep).map((post) => post.id);
    expect(await sqlIds({ notEmotions: [...EMOTIONS] })).toEqual(ids((post) => post.emotion === null));
    expect(await sqlIds({ emotions: [...EMOTIONS] })).toEqual(ids((post) => post.emotion !== null));
    expect(await sqlIds({ notFlags: [...POST_FLAGS] })).toEqual(ids((post) => post.flags.length === 0));
    expect(ids((post) => post.emotion === null).length).toBeGreaterThan(5);
  });

  it("compares platforms, languages and tags in their stored form", async () => {
    const count = async (filter: PostFilter) => (await sqlIds(filter)).length;
    expect(await count({ platforms: ["Twitter"] })).toBe(await count({ platforms: ["twitter"] }));
    expect(await count({ languages: ["zh-CN"] })).toBe(await count({ languages: ["zh"] }));
    expect(await count({ tags: ["new  york"] })).toBe(await count({ tags: ["New York"] }));
    expect(await count({ tags: ["New York"] })).toBeGreaterThan(0);
    expect(await count({ languages: ["english"] })).toBe(0);
    expect(await count({ authors: ["9999999999999999999"] })).toBe(0);
    expect(await count({ notAuthors: ["9999999999999999999"] })).toBe(known.length);
  });

  it("keeps hostile values values", async () => {
    const evil = "x') or 1=1 --";
    expect(await sqlIds({ platforms: [evil], tags: ['{",\\'] })).toEqual([]);
    expect(await sqlIds({ tags: ['{",\\', "NULL", "{}"] })).toEqual([]);
    expect(await sqlIds({ query: `"${evil}"` })).toEqual([]);
  });

  it("says where the mistake in a query is", () => {
    expect(() => postConditions(tenant, { query: "apple (" })).toThrow(
      expect.objectContaining({ code: "E_QUERY", detail: expect.objectContaining({ field: "query" }) }),
    );
  });

  it("shows another workspace nothing", async () => {
    const stranger = await createTenant();
    const { where } = postConditions(tenant, {});
    const { rows } = await withTenant(stranger, (tx) =>
      tx.execute(sql`select 1 from ${posts} where ${and(...where)} limit 1`),
    );
    expect(rows).toEqual([]);
  });
});
