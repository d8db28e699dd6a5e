import { eq, type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createPosts, createTenant, type TestTenant } from "@/drizzle/factories";
import { posts, postTexts } from "@/drizzle/schema/posts";
import { anyPost, anyQuery } from "@/lib/analysis/query/arbitraries";
import type { QueryNode } from "@/lib/analysis/query/ast";
import { matches } from "@/lib/analysis/query/evaluate";
import { parseSavedQuery } from "@/lib/analysis/query/parser";
import { type PostSource, postFields } from "@/lib/analysis/query/post-fields";
import { containsPattern, joinPostTexts, queryCondition, readsText } from "./query-sql";

const SEED = 20261124;
const stored = new Map<string, PostSource>();
let tenant: TestTenant;

async function store(sources: readonly PostSource[]): Promise<void> {
  const ids = await createPosts(
    tenant,
    sources.map((source) => ({ ...source, text: source.text ?? "", tags: [...source.tags] })),
  );
  await withTenant(tenant, async (tx) => {
    for (const [index, id] of ids.entries()) {
      const source = sources[index];
      if (!source) continue;
      stored.set(String(id), source);
      if (source.text !== null) continue;
      await tx.delete(postTexts).where(eq(postTexts.postId, id));
      await tx.update(posts).set({ isDeleted: true }).where(eq(posts.id, id));
    }
  });
}

const idsWhere = (condition: SQL, join: SQL = joinPostTexts) =>
  withTenant(tenant, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`select ${posts.id}::text as id from ${posts} ${join} where ${posts.workspaceId} = ${tenant.workspaceId} and ${condition} order by ${posts.id}`,
    );
    return rows.map((row) => row.id);
  });

const idsInMemory = (ast: QueryNode) =>
  [...stored].filter(([, source]) => matches(ast, postFields(source))).map(([id]) => id);

beforeAll(async () => {
  tenant = await createTenant();
  const stranger = await createTenant();
  await createPosts(stranger, [{ text: "apple", authorHandle: "ana_b", platform: "twitter" }]);
  await store(fc.sample(anyPost, { numRuns: 300, seed: SEED }));
  const plain = { authorHandle: "ana_b", lang: "en", platform: "file", type: "post", tags: [] } as const;
  await store([
    { ...plain, text: "a_b, axb!" },
    { ...plain, text: "axb a_b" },
  ]);
});
afterAll(closeDatabase);

describe("queryCondition", () => {
  it("finds the same posts as the evaluator, for any query", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(anyQuery, async (ast) => {
        const expected = idsInMemory(ast);
        found += expected.length;
        expect(await idsWhere(queryCondition(ast, tenant))).toEqual(expected);
      }),
      { numRuns: 500, seed: SEED },
    );
    expect(found).toBeGreaterThan(1_000);
  });

  it.each([
    "apple's OR a_b OR 100%",
    '"a_b axb"',
    "a_b -axb",
    "back\\slash",
    "o'reilly -author:o'neil",
    "手机 OR 😀 OR 🇨🇳",
    "-lang:en",
    "NOT hashtag:launch",
    "author:小明 tag:50%",
    'tag:"it\'s" OR tag:new_york',
    "platform:100%",
  ])("finds the same posts as the evaluator by %j", async (query) => {
    const ast = parseSavedQuery(query);
    const expected = idsInMemory(ast);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(stored.size);
    expect(await idsWhere(queryCondition(ast, tenant))).toEqual(expected);
  });

  it("needs no text for queries of fields alone", async () => {
    const ast = parseSavedQuery("author:(ana_b OR 小明) -type:reply lang:(en OR und) tag:vip platform:twitter");
    expect(readsText(ast)).toBe(false);
    expect(await idsWhere(queryCondition(ast, tenant), sql``)).toEqual(idsInMemory(ast));
    for (const query of ["a", "hashtag:a", "-a", "lang:en (tag:a OR NOT b)"]) {
      expect(readsText(parseSavedQuery(query))).toBe(true);
    }
  });
});

describe("containsPattern", () => {
  it("lets pattern characters stand for themselves", () => {
    expect(containsPattern(" a_b%\\ ")).toBe("% a\\_b\\%\\\\ %");
  });
});
