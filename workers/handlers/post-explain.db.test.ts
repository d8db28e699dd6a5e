import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createMember, createTenant, type TestTenant } from "@/drizzle/factories";
import { explanations } from "@/drizzle/schema/explanations";
import { postLabels, posts, postTexts, textReadings } from "@/drizzle/schema/posts";
import type { Role } from "@/lib/contracts/entities";
import { PostWhy, WHY_HEADS, type WhyHead } from "@/lib/contracts/why";
import { closeQueues } from "@/lib/jobs/queue";
import { type Scope, withCtx } from "@/lib/services/ctx";
import { explainPost } from "@/lib/services/explain-post";
import { correctPost } from "@/lib/services/posts-correct";
import { claimReading, createUnread } from "@/lib/services/reading-testing";
import { stopReader } from "../inference/reader";
import { loadReaderConfig } from "../inference/reader-model";
import { postExplain } from "./post-explain";
import { postsClassify } from "./posts-classify";

vi.setConfig({ testTimeout: 120_000 });
const { modelVersion } = loadReaderConfig();
const POISON = "the text that ends the reader";
// Read once by lib/env.ts, when the reader is opened.
process.env.FAILPOINT = `reader.${POISON}:crash`;
process.env.INFERENCE_PROCESSES = "1";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await createTenant();
});
afterEach(stopReader);
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

const scopeOf = (role: Role = "owner", userId = tenant.owner.id): Scope => ({
  workspaceId: tenant.workspaceId,
  projectId: tenant.projectId,
  actor: { kind: "user", userId, role, requestId: "r", ip: null },
});
const why = (postId: string, head: WhyHead = "sentiment", scope = scopeOf(), nowMs = Date.now()) =>
  withCtx(scope, async (ctx) => PostWhy.parse(await explainPost(ctx, { postId, head })), nowMs);
const explain = (postId: string, head: WhyHead = "sentiment") =>
  postExplain({ workspaceId: tenant.workspaceId, projectId: tenant.projectId, postId, head, slot: 0 });
const kept = () => withTenant(tenant, (tx) => tx.select().from(explanations));

/** Posts that the reader has read; their ids. */
async function read(texts: readonly string[]): Promise<string[]> {
  const ids = await createUnread(tenant, texts);
  expect(await postsClassify(await claimReading(tenant), new AbortController().signal)).toBe("done");
  return ids.map(String);
}
async function ready(postId: string, head: WhyHead = "sentiment") {
  const answer = await why(postId, head);
  if (answer.state !== "ready") throw new Error(`The explanation is ${answer.state}.`);
  return answer;
}

describe("post.explain", () => {
  test("explains every head of a post; the parts add up, the words are the post's, twice is once", async () => {
    const text = "I love the coffee, hate the queue 😡";
    const [id = ""] = await read([text]);
    for (const head of WHY_HEADS) {
      expect(await why(id, head)).toEqual({ state: "pending" });
      await explain(id, head);
      const first = await ready(id, head);
      await explain(id, head);
      expect(await ready(id, head)).toEqual(first);
      const { words, bias, rest, logits } = first.explanation;
      expect(first.modelVersion).toBe(modelVersion);
      expect(words.map(({ start, end }) => text.slice(start, end)).join(" ")).toBe(
        "I love the coffee , hate the queue 😡",
      );
      for (const [at, logit] of logits.entries()) {
        const sum = words.reduce((total, { terms }) => total + (terms[at] ?? 9), (bias[at] ?? 9) + (rest[at] ?? 9));
        expect(Math.abs(sum - logit)).toBeLessThan(1e-4);
      }
    }
    expect(await kept()).toHaveLength(WHY_HEADS.length);
  });

  test("two workers at once leave one row", async () => {
    const [id = ""] = await read(["What a day"]);
    await Promise.all([explain(id), explain(id)]);
    expect(await kept()).toHaveLength(1);
    expect((await ready(id)).nearest).toEqual([]);
  });

  test("shows the posts that read most like it, each text once, what people checked first", async () => {
    const [id = "", , same = "", far = ""] = await read([
      "The coffee was cold and bitter",
      "The coffee was cold and very bitter",
      "THE coffee was   cold and bitter",
      "Stock markets rose in Asia on Monday",
      "The coffee was cold and very bitter",
    ]);
    await explain(id);
    const before = (await ready(id)).nearest;
    expect(before.map((post) => post.text)).toEqual([
      "The coffee was cold and very bitter",
      "Stock markets rose in Asia on Monday",
    ]);
    expect(before.map((post) => post.isChecked)).toEqual([false, false]);
    expect(before.some((post) => post.id === same || post.id === id)).toBe(false);
    await withCtx(scopeOf(), (ctx) => correctPost(ctx, far, { sentiment: "positive" }));
    const after = (await ready(id)).nearest;
    expect(after[0]).toMatchObject({ id: far, label: "positive", isChecked: true });
    await withTenant(tenant, (tx) =>
      tx
        .update(posts)
        .set({ isDeleted: true })
        .where(eq(posts.id, BigInt(far))),
    );
    expect((await ready(id)).nearest.map((post) => post.id)).not.toContain(far);
  });

  test("a text that ends the reader is told as such, and tried again a minute later", async () => {
    const [id = ""] = await read(["Harmless"]);
    await withTenant(tenant, (tx) => tx.update(postTexts).set({ text: `Here is ${POISON}` }));
    await explain(id);
    expect(await why(id)).toMatchObject({ state: "failed", reason: expect.stringContaining("SIGSEGV") });
    expect(await why(id, "sentiment", scopeOf(), Date.now() + 61_000)).toEqual({ state: "pending" });
    await withTenant(tenant, (tx) => tx.update(postTexts).set({ text: "Harmless" }));
    await explain(id);
    expect(await why(id)).toMatchObject({ state: "ready" });
    expect(await kept()).toHaveLength(1);
  });

  test("another text needs another explanation, and an erased post keeps none", async () => {
    const [id = ""] = await read(["First version"]);
    await explain(id);
    const change = (set: Partial<typeof posts.$inferInsert>) => withTenant(tenant, (tx) => tx.update(posts).set(set));
    await change({ textHash: Buffer.alloc(16, 1) });
    expect(await why(id)).toEqual({ state: "pending" });
    await explain(id);
    expect(await why(id)).toMatchObject({ state: "ready" });
    await withTenant(tenant, (tx) => tx.delete(posts));
    expect(await kept()).toEqual([]);
    await explain(id);
    expect(await kept()).toEqual([]);
  });
});

describe("explainPost", () => {
  test("says why there is nothing to explain", async () => {
    const [id = ""] = await read(["A post"]);
    const change = (set: Partial<typeof posts.$inferInsert>) => withTenant(tenant, (tx) => tx.update(posts).set(set));
    await withTenant(tenant, (tx) => tx.update(postLabels).set({ irony: null }));
    expect(await why(id, "irony")).toEqual({ state: "none", reason: "untrusted" });
    await change({ readState: "unsupported" });
    expect(await why(id)).toEqual({ state: "none", reason: "unsupported" });
    await change({ readState: "read", isDeleted: true });
    expect(await why(id)).toEqual({ state: "none", reason: "deleted" });
    await explain(id);
    expect(await kept()).toEqual([]);
  });

  test("keeps to the label's model, or to what came after it", async () => {
    const [id = ""] = await read(["A post"]);
    await explain(id);
    const label = (set: Partial<typeof postLabels.$inferInsert>) =>
      withTenant(tenant, (tx) => tx.update(postLabels).set(set));
    await label({ modelVersion: "another" });
    expect(await why(id)).toMatchObject({ state: "ready", modelVersion });
    await label({ createdAt: new Date(Date.now() + 60_000) });
    expect(await why(id)).toEqual({ state: "pending" });
    await withTenant(tenant, (tx) => tx.delete(textReadings));
    await label({ modelVersion });
    expect(await why(id)).toMatchObject({ state: "ready" });
  });

  test("answers every role of the workspace, and nobody else", async () => {
    const [id = ""] = await read(["A post"]);
    await explain(id);
    const viewer = await createMember(tenant, "viewer");
    expect(await why(id, "sentiment", scopeOf("viewer", viewer.id))).toMatchObject({ state: "ready" });
    const other = await createTenant();
    const scope = { ...scopeOf(), workspaceId: other.workspaceId, projectId: other.projectId };
    await expect(why(id, "sentiment", scope)).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    await expect(why("no number")).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    await postExplain({ ...other, postId: id, head: "hate", slot: 0 });
    expect(await kept()).toHaveLength(1);
  });
});
