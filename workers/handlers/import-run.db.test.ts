import { existsSync, readFileSync } from "node:fs";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createTenant, type TestTenant } from "@/drizzle/factories";
import { importRejects } from "@/drizzle/schema/imports";
import { authors, posts, postTexts } from "@/drizzle/schema/posts";
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { postTopics, topics } from "@/drizzle/schema/topics";
import type { Import, ImportMapping } from "@/lib/contracts/imports";
import { closeQueues } from "@/lib/jobs/queue";
import { type Scope, withCtx } from "@/lib/services/ctx";
import { loadImportWork, storeImportBatch } from "@/lib/services/imports-batch";
import { reload, runOf, scopeOf, start, upload } from "@/lib/services/imports-testing";
import { claimRun } from "@/lib/services/run-lease";
import { cancelRun } from "@/lib/services/runs";
import { createTopic } from "@/lib/services/topics";
import { readBatches } from "./import-batches";
import { importRun } from "./import-run";

let tenant: TestTenant;
let scope: Scope;

beforeEach(async () => {
  tenant = await createTenant();
  scope = scopeOf(tenant, tenant.owner.id);
});
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

const claimOf = async (one: Import) => {
  const claim = await claimRun({ workspaceId: scope.workspaceId, projectId: scope.projectId, runId: one.runId ?? "" });
  if (!claim) throw new Error("The run could not be claimed.");
  return claim;
};

async function work(one: Import): Promise<Import> {
  expect(await importRun(await claimOf(one), new AbortController().signal)).toBe("done");
  return reload(scope, one.id);
}

const importFile = async (content: string | Uint8Array, changes: Partial<ImportMapping> = {}, name?: string) =>
  work(await start(scope, (await upload(scope, content, name)).id, changes));

const ledger = ({ readCount, storedCount, updatedCount, duplicateCount, rejectedCount }: Import) => [
  readCount,
  storedCount,
  updatedCount,
  duplicateCount,
  rejectedCount,
];

const allPosts = () =>
  withTenant(scope, (tx) =>
    tx
      .select({
        id: posts.externalId,
        text: postTexts.text,
        tags: posts.tags,
        author: authors.handle,
        likes: posts.likeCount,
        engagement: posts.engagement,
        readState: posts.readState,
        at: posts.publishedAt,
        search: postTexts.searchText,
      })
      .from(posts)
      .innerJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
      .innerJoin(authors, and(eq(authors.workspaceId, posts.workspaceId), eq(authors.id, posts.authorId)))
      .where(eq(posts.workspaceId, scope.workspaceId))
      .orderBy(asc(posts.externalId)),
  );

const HEADER = "id,text,user,date,likes,brand\n";
const row = (id: number | string, text = `post ${id}`, likes = 1, brand = "Acme") =>
  `${id},${text},user${Number(id) % 5},2026-01-02 03:04:05,${likes},${brand}\n`;

describe("an import", () => {
  it("stores posts with author, text, dirt and progress, and the ledger adds up", async () => {
    const done = await importFile(`${HEADER}${row(1)}${row(2)}${row(3, "")}short,row\n${row(1, "post 1 again")}`, {
      topicsFromColumn: null,
    });
    expect(ledger(done)).toEqual([5, 2, 0, 1, 2]);
    expect(done).toMatchObject({ state: "done", warnings: [{ code: "W_DUPLICATE_IN_FILE", count: 1, firstLine: 6 }] });
    expect(await allPosts()).toMatchObject([
      { id: "1", text: "post 1 again", author: "user1", likes: 1, engagement: 1, tags: ["Acme"], readState: "pending" },
      { id: "2", text: "post 2", author: "user2", search: " post 2 " },
    ]);
    const rejects = await withTenant(scope, (tx) =>
      tx
        .select({ line: importRejects.line, code: importRejects.code, column: importRejects.column })
        .from(importRejects),
    );
    expect(rejects).toEqual([
      { line: 4, code: "R_TEXT_EMPTY", column: "text" },
      { line: 5, code: "R_FIELD_COUNT", column: "2 of 6 fields" },
    ]);
    const run = await runOf(scope, done.runId);
    expect(run).toMatchObject({ state: "done", progressDone: 5, progressTotal: 5 });
    const dirt = await withTenant(scope, (tx) => tx.select().from(dirtyBuckets));
    expect(dirt.length).toBeGreaterThan(0);
    const classify = await withTenant(scope, (tx) => tx.select().from(runs).where(eq(runs.kind, "classify")));
    expect(classify).toHaveLength(1);
  });

  it("of the same file again stores nothing and says so", async () => {
    const file = HEADER + Array.from({ length: 50 }, (_, i) => row(i)).join("");
    expect(ledger(await importFile(file))).toEqual([50, 50, 0, 0, 0]);
    const before = await allPosts();
    expect(ledger(await importFile(file))).toEqual([50, 0, 0, 50, 0]);
    expect(await allPosts()).toEqual(before);
  });

  it("updates what changed, and makes it unread only where the text did", async () => {
    await importFile(HEADER + row(1) + row(2) + row(3));
    await withTenant(scope, (tx) => tx.update(posts).set({ readState: "read", sentiment: "neutral" }));
    expect(ledger(await importFile(HEADER + row(1, "new words") + row(2, "post 2", 9) + row(3)))).toEqual([
      3, 0, 2, 1, 0,
    ]);
    const found = await withTenant(scope, (tx) =>
      tx
        .select({ state: posts.readState, sentiment: posts.sentiment, likes: posts.likeCount })
        .from(posts)
        .orderBy(asc(posts.externalId)),
    );
    expect(found).toEqual([
      { state: "pending", sentiment: null, likes: 1 },
      { state: "read", sentiment: "neutral", likes: 9 },
      { state: "read", sentiment: "neutral", likes: 1 },
    ]);
  });

  it("without ids, authors or dates stores each text once, and again nothing", async () => {
    const file = "opinion\nI like it very much indeed\nIt broke on the first day\nI like it very much indeed\n";
    const first = await importFile(file);
    expect(ledger(first)).toEqual([3, 2, 0, 1, 0]);
    expect(first.warnings.map((one) => one.code).sort()).toEqual([
      "W_DUPLICATE_IN_FILE",
      "W_NO_AUTHOR",
      "W_NO_DATE",
      "W_NO_ID",
    ]);
    const before = await allPosts();
    expect(ledger(await importFile(file))).toEqual([3, 0, 0, 3, 0]);
    expect(await allPosts()).toEqual(before);
  });

  it("counts a key that comes back in a later batch as a duplicate; the last one wins", async () => {
    const rows = Array.from({ length: 6_000 }, (_, i) => row(i)).join("");
    const done = await importFile(HEADER + rows + row(7, "the last word"));
    expect(ledger(done)).toEqual([6_001, 6_000, 0, 1, 0]);
    expect(done.warnings).toEqual([{ code: "W_DUPLICATE_IN_FILE", count: 1, firstLine: 6_002 }]);
    expect((await allPosts()).find((post) => post.id === "7")?.text).toBe("the last word");
  });

  it("makes brand topics of a column and matches every post", async () => {
    await withCtx(scope, (ctx) => createTopic(ctx, { name: "Any", kind: "campaign", query: "post" }));
    const done = await importFile(
      HEADER +
        row(1) +
        row(2, "post 2", 1, "B & Co") +
        row(3, "other", 1, 'He said ""x""').replace('He said ""x""', '"He said ""x"""'),
    );
    expect(ledger(done)).toEqual([3, 3, 0, 0, 0]);
    const matched = await withTenant(scope, (tx) =>
      tx
        .select({ topic: topics.name, kind: topics.kind, query: topics.query, post: posts.externalId })
        .from(postTopics)
        .innerJoin(topics, eq(topics.id, postTopics.topicId))
        .innerJoin(posts, eq(posts.id, postTopics.postId))
        .orderBy(asc(topics.name), asc(posts.externalId)),
    );
    expect(matched.map((one) => `${one.topic}:${one.post}`)).toEqual([
      "Acme:1",
      "Any:1",
      "Any:2",
      "B & Co:2",
      'He said "x":3',
    ]);
    expect(matched[0]).toMatchObject({ kind: "brand", query: 'tag:"Acme"' });
    await importFile(HEADER + row(1, "nothing here"));
    const left = await withTenant(scope, (tx) => tx.select({ id: postTopics.postId }).from(postTopics));
    expect(left).toHaveLength(4);
  });

  it("reads JSON lines, gzip and UTF-16", async () => {
    const { gzipSync } = await import("node:zlib");
    const json = [1, 2]
      .map((id) => JSON.stringify({ id, text: `hello ${id}`, created_at: "2026-01-02", user: { screen_name: "ana" } }))
      .join("\n");
    expect(ledger(await importFile(gzipSync(json), {}, "x.jsonl.gz"))).toEqual([2, 2, 0, 0, 0]);
    expect(ledger(await importFile(Buffer.from(`\ufeff${HEADER}${row(9, "日本語の投稿です")}`, "utf16le")))).toEqual([
      1, 1, 0, 0, 0,
    ]);
    expect((await allPosts()).map((post) => post.text)).toEqual(["hello 1", "hello 2", "日本語の投稿です"]);
  });

  it("that meets a broken end keeps what came before, with the line", async () => {
    const one = await upload(
      scope,
      HEADER + Array.from({ length: 3_000 }, (_, i) => row(i)).join("") + row("x", '"open'),
    );
    const started = await start(scope, one.id).catch((error: unknown) => error);
    expect(started).toMatchObject({ code: "E_QUOTE_UNCLOSED", detail: { line: 3_002 } });
  });
});

describe("a worker that takes over", () => {
  const file = HEADER + Array.from({ length: 50 }, (_, i) => row(i % 40, `post ${i}`)).join("");

  it("goes on after the last batch that was committed", async () => {
    const one = await start(scope, (await upload(scope, file)).id, { topicsFromColumn: null });
    const claim = await claimOf(one);
    const first = await readBatches(await loadImportWork(claim), 20).next();
    if (first.done) throw new Error("There was no batch.");
    await storeImportBatch(claim, await loadImportWork(claim), first.value, { total: 50, ratePerSecond: null });
    expect(ledger(await reload(scope, one.id))).toEqual([20, 20, 0, 0, 0]);

    await withTenant(scope, (tx) =>
      tx
        .update(runs)
        .set({ leaseUntil: new Date(0) })
        .where(eq(runs.id, one.runId ?? "")),
    );
    const second = await claimOf(one);
    await expect(
      storeImportBatch(claim, await loadImportWork(claim), first.value, { total: 50, ratePerSecond: null }),
    ).rejects.toThrow("taken over");
    expect(await importRun(second, new AbortController().signal)).toBe("done");
    expect(ledger(await reload(scope, one.id))).toEqual([50, 40, 0, 10, 0]);
    expect((await allPosts()).find((post) => post.id === "3")?.text).toBe("post 43");
  });

  it("run twice changes nothing", async () => {
    const done = await importFile(file);
    expect(
      await claimRun({ workspaceId: scope.workspaceId, projectId: scope.projectId, runId: done.runId ?? "" }),
    ).toBeNull();
    await withTenant(scope, (tx) =>
      tx
        .update(runs)
        .set({ state: "queued", cursor: {} })
        .where(eq(runs.id, done.runId ?? "")),
    );
    const before = await allPosts();
    const again = await work(done);
    expect([again.readCount, again.storedCount, again.updatedCount]).toEqual([100, 40, 0]);
    expect(await allPosts()).toEqual(before);
  });

  it("stops when the run is cancelled, and keeps what is stored", async () => {
    const one = await start(scope, (await upload(scope, file)).id);
    const claim = await claimOf(one);
    await withCtx(scope, (ctx) => cancelRun(ctx, one.runId ?? ""));
    await expect(importRun(claim, new AbortController().signal)).rejects.toThrow("taken over");
    expect(await reload(scope, one.id)).toMatchObject({ state: "cancelled", readCount: 0 });
  });
});

describe("files that people have", () => {
  const data = (name: string) => new URL(`../../../shared/data/${name}`, import.meta.url);
  const airline = data("airline_tweets/Tweets.csv");
  const sanders = data("sanders_brands/full-corpus.csv");

  it.skipIf(!existsSync(airline))("airline_tweets imports with no hand editing", async () => {
    const done = await importFile(readFileSync(airline), {}, "Tweets.csv");
    const [read, stored, updated, duplicate, rejected] = ledger(done);
    expect([read, rejected, updated]).toEqual([11_684, 0, 0]);
    expect((stored ?? 0) + (duplicate ?? 0)).toBe(11_684);
    expect(stored).toBe(11_550);
    const brands = await withTenant(scope, (tx) =>
      tx.select({ name: topics.name }).from(topics).orderBy(asc(topics.name)),
    );
    expect(brands.map((brand) => brand.name)).toHaveLength(6);
    const matched = await withTenant(scope, (tx) => tx.$count(postTopics));
    expect(matched).toBeGreaterThanOrEqual(11_550);
  });

  it.skipIf(!existsSync(sanders))("sanders_brands imports with no hand editing", async () => {
    expect(ledger(await importFile(readFileSync(sanders), {}, "full-corpus.csv"))).toEqual([4_168, 4_168, 0, 0, 0]);
    const found = await withTenant(scope, (tx) =>
      tx.selectDistinct({ platform: posts.platform, tags: posts.tags }).from(posts),
    );
    expect(found).toHaveLength(4);
  });
});
