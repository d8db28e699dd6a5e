import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createMember, createTenant, type TestTenant } from "@/drizzle/factories";
import { accuracySamplePosts, accuracySamples } from "@/drizzle/schema/checks";
import { type Answer, SAMPLE_SIZE } from "@/lib/contracts/accuracy";
import { SENTIMENTS, type Sentiment } from "@/lib/contracts/entities";
import { closeQueues } from "@/lib/jobs/queue";
import { getAccuracy } from "./accuracy";
import { answerPost, listCheckQueue, settlePost } from "./accuracy-answers";
import { drawSample, drawWeeklySample } from "./accuracy-draw";
import { queryCorrectedShares } from "./accuracy-shares";
import { createReadPosts, MODEL } from "./accuracy-testing";
import { personScope } from "./classifiers-testing";
import { type Scope, withCtx } from "./ctx";
import { workerScope } from "./reading-testing";
import { sweep } from "./sweep";

let tenant: TestTenant;
let owner: Scope;
let second: Scope;
beforeEach(async () => {
  tenant = await createTenant();
  owner = personScope(tenant);
  second = personScope(tenant, "analyst", (await createMember(tenant, "analyst")).id);
});
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

const draw = () => withCtx(owner, (ctx) => drawSample(ctx, { seed: 7 }));
const report = (scope = owner) => withCtx(scope, getAccuracy);
const answer = (scope: Scope, postId: string, value: Answer | null) =>
  withCtx(scope, (ctx) => answerPost(ctx, { postId, answer: value }));
const samplesOf = (of: TestTenant) =>
  withTenant(of, (tx) => tx.select().from(accuracySamples).where(eq(accuracySamples.projectId, of.projectId)));
const drawnOf = (of: TestTenant) =>
  withTenant(of, (tx) => tx.select().from(accuracySamplePosts).where(eq(accuracySamplePosts.projectId, of.projectId)));
const range = () => ({ from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date().toISOString() });
/** Stored without a person's hand, so that hundreds take no time. */
const answerAll = (of: TestTenant, userId: string, truths: ReadonlyMap<string, Sentiment>, ids: readonly bigint[]) =>
  withTenant(of, async (tx) => {
    for (const id of ids)
      await tx.execute(sql`insert into accuracy_answers (workspace_id, post_id, user_id, answer)
        values (${of.workspaceId}, ${id}, ${userId}, ${truths.get(String(id))})`);
  });

describe("drawing", () => {
  it("draws a week once, however many sweepers come, and not before 200 posts are read", async () => {
    await createReadPosts(tenant, 199);
    await sweep();
    expect(await samplesOf(tenant)).toEqual([]);
    await createReadPosts(tenant, 101, { seed: 2 });
    await Promise.all([sweep(), sweep(), withCtx(workerScope(tenant), drawWeeklySample)]);
    await sweep();
    const samples = await samplesOf(tenant);
    expect(samples).toHaveLength(1);
    expect(samples[0]).toMatchObject({ drawnFrom: 300, modelVersion: MODEL, part: 0, drawnBy: null });
    const drawn = await drawnOf(tenant);
    expect(drawn).toHaveLength(samples[0]?.size ?? 0);
    const standsFor = drawn.reduce((sum, row) => sum + 1 / row.inclusionProbability, 0);
    expect(Math.abs(standsFor - 300)).toBeLessThan(45);
    expect(new Set(drawn.map(({ position }) => position)).size).toBe(drawn.length);
  });

  it("never lets two samples stand for the same post", async () => {
    await createReadPosts(tenant, 200, { publishedMs: Date.now() - 60 * 86_400_000 });
    expect(await draw()).toMatchObject({ sample: { drawnFrom: 200, size: SAMPLE_SIZE }, undrawnPosts: 0 });
    await expect(draw()).rejects.toMatchObject({ code: "E_CONFLICT" });
    await createReadPosts(tenant, 250, { seed: 2 });
    expect((await report()).undrawnPosts).toBe(250);
    // this week has been sampled; the next one takes what came in since
    expect(await withCtx(workerScope(tenant), drawWeeklySample)).toBe(false);
    const nextWeekMs = Date.now() + 6 * 86_400_000 + 3_600_000;
    const monday = nextWeekMs - ((new Date(nextWeekMs).getUTCDay() + 6) % 7) * 86_400_000;
    const isLaterWeek = monday > Date.now();
    expect(await withCtx(workerScope(tenant), drawWeeklySample, nextWeekMs)).toBe(isLaterWeek);
    if (isLaterWeek) expect((await samplesOf(tenant)).map(({ drawnFrom }) => drawnFrom).sort()).toEqual([200, 250]);
  });

  it("weighs a random part of very many posts, and the sample still stands for all of them", async () => {
    await createReadPosts(tenant, 900);
    await withCtx(owner, (ctx) => drawSample(ctx, { seed: 7, mostCandidates: 450 }));
    const drawn = await drawnOf(tenant);
    expect(drawn.length).toBe(SAMPLE_SIZE);
    expect((await samplesOf(tenant))[0]?.drawnFrom).toBe(900);
    const standsFor = drawn.reduce((sum, row) => sum + 1 / row.inclusionProbability, 0);
    // half of the posts are passed over by chance: 900, give or take four times 30
    expect(Math.abs(standsFor - 900)).toBeLessThan(120);
  });

  it("is refused to viewers, and tells nothing of another workspace's project", async () => {
    await createReadPosts(tenant, 60);
    const viewer = personScope(tenant, "viewer");
    await expect(withCtx(viewer, (ctx) => drawSample(ctx))).rejects.toMatchObject({ code: "E_FORBIDDEN" });
    await expect(withCtx(viewer, (ctx) => listCheckQueue(ctx))).rejects.toMatchObject({ code: "E_FORBIDDEN" });
    await draw();
    const other = await createTenant();
    const mixed = { ...personScope(other), projectId: tenant.projectId };
    expect(await report(mixed)).toMatchObject({ sample: null, undrawnPosts: 0 });
    const [post] = (await withCtx(owner, (ctx) => listCheckQueue(ctx))).posts;
    for (const scope of [mixed, personScope(other)])
      await expect(answer(scope, post?.postId ?? "", "neutral")).rejects.toMatchObject({ code: "E_NOT_FOUND" });
  });
});

describe("checking", () => {
  it("shows everybody the same posts in the same order, without what the model says, and takes answers back", async () => {
    await createReadPosts(tenant, 60);
    await draw();
    const mine = await withCtx(owner, (ctx) => listCheckQueue(ctx));
    const theirs = await withCtx(second, (ctx) => listCheckQueue(ctx));
    expect(mine).toEqual(theirs);
    expect(mine).toMatchObject({ answered: 0, left: 60 });
    expect(Object.keys(mine.posts[0] ?? {}).join()).not.toMatch(/model|sentiment|predicted/);
    const { postId } = mine.posts[0] ?? { postId: "" };
    const told = await answer(owner, postId, "cannot_tell");
    expect(told).toMatchObject({ answered: 1, left: 59, model: { probability: expect.any(Number) } });
    expect((await withCtx(owner, (ctx) => listCheckQueue(ctx))).posts[0]?.postId).toBe(mine.posts[1]?.postId);
    expect((await withCtx(second, (ctx) => listCheckQueue(ctx))).left).toBe(60);
    expect(await answer(owner, postId, "neutral")).toMatchObject({ answered: 1 });
    expect(await answer(owner, postId, null)).toMatchObject({ answered: 0, left: 60, model: null });
    await expect(answer(owner, "1", "neutral")).rejects.toMatchObject({ code: "E_NOT_FOUND" });
  });

  it("gives kappa and alpha of two people, and what they settle on counts", async () => {
    await createReadPosts(tenant, 60);
    await draw();
    const ids = (await withCtx(owner, (ctx) => listCheckQueue(ctx))).posts.slice(0, 10).map(({ postId }) => postId);
    // 4 both negative, 4 both positive, 2 apart: seen 0.8, expected 0.5 x 0.5 x 2 = 0.5, kappa 0.6
    const mine: Sentiment[] = [...Array<Sentiment>(5).fill("negative"), ...Array<Sentiment>(5).fill("positive")];
    const theirs: Sentiment[] = mine.map((each, at) => (at === 0 ? "positive" : at === 9 ? "negative" : each));
    for (const [at, postId] of ids.entries()) {
      await answer(owner, postId, mine[at] ?? null);
      await answer(second, postId, theirs[at] ?? null);
    }
    const before = await report();
    expect(before.pairs).toHaveLength(1);
    expect(before.pairs[0]?.kappa?.coefficient).toBeCloseTo(0.6, 10);
    expect(before.pairs[0]?.kappa).toMatchObject({ seen: 0.8, postCount: 10 });
    // alpha = 1 - (n - 1) x 4 / (2 x 10 x 10) with n = 20 labels
    expect(before.alpha?.coefficient).toBeCloseTo(1 - (19 * 4) / 200, 10);
    expect(before.disagreements.map(({ postId }) => postId).sort()).toEqual([ids[0], ids[9]].sort());
    expect(before.passport).toMatchObject({ checked: 8, accuracy: null, need: 50 });

    const settled = await withCtx(second, (ctx) => settlePost(ctx, { postId: ids[0] ?? "", answer: "negative" }));
    expect(settled.passport?.checked).toBe(9);
    expect(settled.pairs).toEqual(before.pairs);
    expect(settled.disagreements.map((each) => each.settled)).toEqual([null, "negative"]);
    const undone = await withCtx(second, (ctx) => settlePost(ctx, { postId: ids[0] ?? "", answer: null }));
    expect(undone.passport?.checked).toBe(8);
    const agreed = withCtx(owner, (ctx) => settlePost(ctx, { postId: ids[1] ?? "", answer: "neutral" }));
    await expect(agreed).rejects.toMatchObject({ code: "E_CONFLICT" });
  });
});

describe("the figures", () => {
  it("state accuracy, recall and corrected shares whose intervals hold the truth", async () => {
    const truths = await createReadPosts(tenant, 900);
    await draw();
    const drawn = await drawnOf(tenant);
    const inOrder = [...drawn].sort((a, b) => a.position - b.position).map(({ postId }) => postId);
    const share = (pick: (truth: Sentiment) => boolean) => [...truths.values()].filter(pick).length / truths.size;

    await answerAll(tenant, tenant.owner.id, truths, inOrder.slice(0, 49));
    expect((await report()).passport).toMatchObject({ checked: 49, accuracy: null });
    const view = () => withCtx(owner, (ctx) => queryCorrectedShares(ctx, { filter: {}, range: range() }));
    expect(await view()).toEqual({ shares: [], checked: 0 });
    await answerAll(tenant, tenant.owner.id, truths, inOrder.slice(49));

    const { passport } = await report();
    expect(passport).toMatchObject({ modelVersion: MODEL, checked: drawn.length });
    const { accuracy } = passport ?? {};
    const right = 1 - share((truth) => truth === "negative") / 3;
    expect(accuracy?.low).toBeLessThan(right + 0.02);
    expect(accuracy?.high).toBeGreaterThan(right - 0.02);
    const negative = passport?.classes.find(({ sentiment }) => sentiment === "negative");
    // whatever the model calls negative is; it misses a third of what is
    expect(negative?.precision?.value).toBe(1);
    expect(negative?.recall?.value).toBeLessThan(0.85);
    expect(negative?.recallN).toBeGreaterThan(negative?.precisionN ?? 0);

    const { shares, checked } = await view();
    expect(checked).toBe(drawn.length);
    expect(shares.map(({ sentiment }) => sentiment)).toEqual([...SENTIMENTS]);
    expect(shares.reduce((sum, { corrected }) => sum + corrected.value, 0)).toBeCloseTo(1, 10);
    const [first] = shares;
    const truth = share((each) => each === "negative");
    expect(first?.counted).toBeLessThan(truth - 0.05);
    expect(Math.abs((first?.corrected.value ?? 0) - truth)).toBeLessThan(Math.abs((first?.counted ?? 0) - truth));
    expect(first?.corrected.low).toBeLessThan(truth);
    expect(first?.corrected.high).toBeGreaterThan(truth);
    // a view that picks sentiments, or holds too few checked posts, says nothing
    const narrow = (filter: { sentiments?: Sentiment[]; query?: string }) =>
      withCtx(owner, (ctx) => queryCorrectedShares(ctx, { filter, range: range() }));
    expect(await narrow({ sentiments: ["negative"] })).toEqual({ shares: [], checked: 0 });
    const part = await narrow({ query: "positive" });
    expect(part.shares).toEqual([]);
    expect(part.checked).toBeGreaterThan(0);
    expect(part.checked).toBeLessThan(100);
  });
});
