/** Draws the posts that people check: once a week by the sweep, or when a person asks. */
import { randomInt } from "node:crypto";
import { and, count, desc, eq, gt, gte, max, type SQL, sql } from "drizzle-orm";
import { accuracySamplePosts, accuracySamples } from "@/drizzle/schema/checks";
import { postLabels, posts } from "@/drizzle/schema/posts";
import { chooseSample } from "@/lib/analysis/classify/sample";
import { createRandom } from "@/lib/analysis/demo/random";
import { type AccuracyReport, MIN_DRAWN_FROM, SAMPLE_SIZE, WEEKLY_POSTS } from "@/lib/contracts/accuracy";
import { AppError } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { getAccuracy } from "./accuracy";
import { isUndrawn } from "./accuracy-rows";
import { audit } from "./audit";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";

const DAY_MS = 86_400_000;
/** Candidates that are weighed; of more posts, so many are first taken at random, which every chance accounts for. */
const MOST_CANDIDATES = 50_000;
/** Among them it is looked up which model reads. */
const NEWEST_POSTS = 1_000;

/** What a draw hangs on: the same posts for the same values. */
interface Chance {
  seed: number;
  mostCandidates: number;
}
const newChance = (): Chance => ({ seed: randomInt(2 ** 31), mostCandidates: MOST_CANDIDATES });

/** Monday of the week, in UTC. */
function weekOf(nowMs: number): string {
  const day = new Date(nowMs).getUTCDay();
  return new Date(nowMs - ((day + 6) % 7) * DAY_MS).toISOString().slice(0, 10);
}

/** The model that read most of the newest posts, if it read so many of them; looks at few posts, as the sweep may ask every few seconds. */
async function findModelVersion(ctx: Ctx, population: SQL | undefined, atLeast: number): Promise<string | null> {
  const newest = ctx.tx
    .select({ id: posts.id })
    .from(posts)
    .where(population)
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(NEWEST_POSTS)
    .as("newest");
  const [row] = await ctx.tx
    .select({ modelVersion: postLabels.modelVersion, read: count() })
    .from(newest)
    .innerJoin(postLabels, and(inWorkspace(postLabels, ctx), eq(postLabels.postId, newest.id)))
    .groupBy(postLabels.modelVersion)
    .orderBy(desc(count()), desc(max(postLabels.createdAt)))
    .limit(1);
  return row && row.read >= atLeast ? row.modelVersion : null;
}

/** What there is to draw from: posts that this model has read, and the part of them that is weighed. */
async function loadCandidates(
  ctx: Ctx,
  population: SQL | undefined,
  modelVersion: string,
  { seed, mostCandidates }: Chance,
) {
  const readByModel = and(
    eq(postLabels.workspaceId, posts.workspaceId),
    eq(postLabels.postId, posts.id),
    eq(postLabels.modelVersion, modelVersion),
  );
  const [counted] = await ctx.tx
    .select({ count: sql<number>`count(*)::int`, last: max(posts.id) })
    .from(posts)
    .innerJoin(postLabels, readByModel)
    .where(population);
  const total = counted?.count ?? 0;
  const part = Math.min(1, mostCandidates / Math.max(1, total));
  const rows = await ctx.tx
    .select({
      id: posts.id,
      predicted: postLabels.sentiment,
      confidence: sql<number>`case ${postLabels.sentiment} when 'negative' then ${postLabels.negative}
        when 'neutral' then ${postLabels.neutral} else ${postLabels.positive} end::float8`,
    })
    .from(posts)
    .innerJoin(postLabels, readByModel)
    .where(
      and(
        population,
        part < 1
          ? sql`(hashint8extended(${posts.id}, ${seed}::bigint) & 2147483647) < ${Math.floor(part * 2 ** 31)}::bigint`
          : undefined,
      ),
    )
    .orderBy(posts.id);
  return { rows, total, part, lastPostId: counted?.last ?? 0n };
}

interface Draw extends Chance {
  part: number;
  postsFrom: Date | null;
  atLeast: number;
}

/** Draws and stores a sample of the population; null when it has too few posts, or the week has this part already. */
async function storeSample(ctx: Ctx, population: SQL | undefined, { part, postsFrom, atLeast, ...chance }: Draw) {
  const modelVersion = await findModelVersion(ctx, population, atLeast);
  if (modelVersion === null) return null;
  const found = await loadCandidates(ctx, population, modelVersion, chance);
  if (found.total < atLeast) return null;
  const { seed } = chance;
  const drawn = chooseSample(found.rows, SAMPLE_SIZE, seed);
  const week = weekOf(ctx.nowMs);
  const [sample] = await ctx.tx
    .insert(accuracySamples)
    .values({
      ...{ workspaceId: ctx.workspaceId, projectId: ctx.projectId, id: uuidv7(ctx.nowMs), week, part, modelVersion },
      ...{ seed, size: drawn.length, drawnFrom: found.total, postsFrom, lastPostId: found.lastPostId },
      drawnBy: ctx.actor.userId,
      createdAt: new Date(ctx.nowMs),
    })
    .onConflictDoNothing()
    .returning();
  if (!sample) return null;
  const random = createRandom(seed, "order");
  const order = drawn.map(() => random.next());
  const positions = [...order.keys()].sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
  const values = positions.flatMap((at, position) => {
    const chosen = drawn[at];
    const row = chosen && found.rows[chosen.row];
    if (!row) return [];
    const own = { postId: row.id, predicted: row.predicted, probability: row.confidence };
    const inclusionProbability = chosen.inclusionProbability * found.part;
    return [{ ...sampleKeys(ctx, sample.id), ...own, position, inclusionProbability }];
  });
  await ctx.tx.insert(accuracySamplePosts).values(values);
  const detail = { week, size: sample.size, drawnFrom: sample.drawnFrom, modelVersion };
  await audit(ctx, { action: "accuracy.draw", targetKind: "accuracy_sample", targetId: sample.id, detail });
  return sample;
}

const sampleKeys = (ctx: Ctx, sampleId: string) => ({
  workspaceId: ctx.workspaceId,
  projectId: ctx.projectId,
  sampleId,
});

/** One draw of a project at a time: each must see what the one before stands for. */
async function lockDraws(ctx: Ctx): Promise<void> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('accuracy ' || ${ctx.projectId}, 0))`);
}

async function findWeek(ctx: Ctx) {
  const [row] = await ctx.tx
    .select({ last: max(accuracySamples.part) })
    .from(accuracySamples)
    .where(and(inProject(accuracySamples, ctx), eq(accuracySamples.week, weekOf(ctx.nowMs))));
  return row?.last ?? null;
}

/**
 * The week's sample, of the posts of the last seven days that came in since the last one; nothing when the week has a sample or there
 * are too few posts. May be called any number of times. Returns whether it drew.
 */
export async function drawWeeklySample(ctx: Ctx): Promise<boolean> {
  authorize(ctx, "accuracy:draw");
  await lockDraws(ctx);
  if ((await findWeek(ctx)) !== null) return false;
  const postsFrom = new Date(ctx.nowMs - 7 * DAY_MS);
  const [covered] = await ctx.tx
    .select({ last: max(accuracySamples.lastPostId) })
    .from(accuracySamples)
    .where(inProject(accuracySamples, ctx));
  const population = and(isUndrawn(ctx), gte(posts.publishedAt, postsFrom), gt(posts.id, covered?.last ?? 0n));
  return (await storeSample(ctx, population, { part: 0, postsFrom, atLeast: WEEKLY_POSTS, ...newChance() })) !== null;
}

/**
 * A sample of all read posts that none stands for yet; `chance` is for those who must draw the same again.
 * @throws AppError E_CONFLICT when there are too few of them, E_FORBIDDEN
 */
export async function drawSample(ctx: Ctx, chance: Partial<Chance> = {}): Promise<AccuracyReport> {
  authorize(ctx, "accuracy:draw");
  await lockDraws(ctx);
  const part = ((await findWeek(ctx)) ?? 0) + 1;
  const sample = await storeSample(ctx, isUndrawn(ctx), {
    part,
    postsFrom: null,
    atLeast: MIN_DRAWN_FROM,
    ...newChance(),
    ...chance,
  });
  if (!sample)
    throw new AppError("E_CONFLICT", `A sample needs ${MIN_DRAWN_FROM} read posts that no sample stands for yet.`, {
      hint: "Bring in more posts, or wait until they are read.",
    });
  return getAccuracy(ctx);
}
