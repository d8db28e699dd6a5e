/**
 * Rollups: a pure function of the posts, counted again wherever dirt says that something changed.
 * One transaction per UTC day: lock the day, take its dirt, count, replace, raise the pulse. Whatever happens in between
 * (a crash, a second refresher, new dirt), either all of it is there or none, and the dirt with it.
 */
import { and, eq, exists, lte, sql } from "drizzle-orm";
import { dirtyBuckets, projectPulse } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { DAY_MS } from "@/lib/analysis/series/time-zone";
import { type Ctx, inProject, type Scope, withCtx } from "./ctx";
import { recountDay } from "./rollups-day";
import { recountAuthors, recountHours } from "./rollups-recount";

/** How long a refresher that died keeps others from its project. */
const LEASE_SECONDS = 20;
/** While other work runs in a project, refreshing may take about a quarter of the time, and waits this long at most. */
const PAUSE_FACTOR = 3;
const LONGEST_PAUSE_MS = 20_000;

const inSeconds = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`;

/** UTC days with dirt, longest waiting first. */
async function dirtyDays(ctx: Ctx): Promise<number[]> {
  const { rows } = await ctx.tx.execute<{ day: number }>(sql`
    select (extract(epoch from date_bin('1 day', ${dirtyBuckets.bucket}, 'epoch')) * 1000)::float8 as day
    from ${dirtyBuckets} where ${inProject(dirtyBuckets, ctx)} group by day order by min(${dirtyBuckets.createdAt}), day`);
  return rows.map((row) => row.day);
}

/** Takes the day until the end of the transaction; false when another refresher has it. */
async function lockDay(ctx: Ctx, dayMs: number): Promise<boolean> {
  const { rows } = await ctx.tx.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`rollups ${ctx.projectId} ${dayMs}`}, 0)) as locked`,
  );
  return rows[0]?.locked === true;
}

/** Deletes the dirt of a day and returns its hours. */
async function takeDirt(ctx: Ctx, dayMs: number): Promise<number[]> {
  const { rows } = await ctx.tx.execute<{ hour: number }>(sql`
    with taken as (
      delete from ${dirtyBuckets} where ${inProject(dirtyBuckets, ctx)}
        and ${dirtyBuckets.bucket} >= ${new Date(dayMs).toISOString()}::timestamptz
        and ${dirtyBuckets.bucket} < ${new Date(dayMs + DAY_MS).toISOString()}::timestamptz
      returning ${dirtyBuckets.bucket} as bucket)
    select distinct (extract(epoch from bucket) * 1000)::float8 as hour from taken order by hour`);
  return rows.map((row) => row.hour);
}

/** Tells pages that numbers changed, and renews the claim. */
async function raisePulse(ctx: Ctx): Promise<void> {
  await ctx.tx
    .update(projectPulse)
    .set({
      revision: sql`${projectPulse.revision} + 1`,
      countedAt: sql`now()`,
      nextRefreshAt: inSeconds(LEASE_SECONDS),
    })
    .where(inProject(projectPulse, ctx));
}

/**
 * Counts a day's dirty hours again, in the transaction of `ctx`; false when another refresher has the day or it is clean.
 * Each statement after the lock sees what was committed before it, so the changes whose dirt is taken here are counted here.
 */
export async function refreshDay(ctx: Ctx, dayMs: number): Promise<boolean> {
  if (!(await lockDay(ctx, dayMs))) return false;
  const hours = await takeDirt(ctx, dayMs);
  if (hours.length === 0) return false;
  await recountHours(ctx, hours);
  await recountDay(ctx, dayMs);
  await recountAuthors(ctx, dayMs);
  await raisePulse(ctx);
  return true;
}

/** Makes this refresher the project's only one for a while; false when it is not its turn. */
async function claim(ctx: Ctx): Promise<boolean> {
  const claimed = await ctx.tx
    .update(projectPulse)
    .set({ nextRefreshAt: inSeconds(LEASE_SECONDS) })
    .where(and(inProject(projectPulse, ctx), lte(projectPulse.nextRefreshAt, sql`now()`)));
  return claimed.rowCount === 1;
}

/** Ends the claim; after a long refresh beside other running work the next one waits, so that the work gets its turn. */
async function release(ctx: Ctx, tookMs: number): Promise<void> {
  const pauseSeconds = Math.min(PAUSE_FACTOR * tookMs, LONGEST_PAUSE_MS) / 1_000;
  const running = ctx.tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.state, "running")));
  await ctx.tx
    .update(projectPulse)
    .set({ nextRefreshAt: sql`case when ${exists(running)} then ${inSeconds(pauseSeconds)} else now() end` })
    .where(inProject(projectPulse, ctx));
}

/**
 * Counts dirty days until none is left that another refresher does not have, or `budgetMs` is over; returns how many.
 * Safe to run twice, to kill, and to run in any number at once.
 */
export async function refreshDirtyDays(scope: Scope, budgetMs: number, clock = Date.now): Promise<number> {
  const endMs = clock() + budgetMs;
  let counted = 0;
  for (let before = -1; before !== counted; ) {
    before = counted;
    for (const dayMs of await withCtx(scope, dirtyDays)) {
      if (clock() >= endMs) return counted;
      if (await withCtx(scope, (ctx) => refreshDay(ctx, dayMs))) counted += 1;
    }
  }
  return counted;
}

/** Same, as the project's only refresher; 0 when it is not its turn, and what is dirty is left to the next one. */
export async function refreshRollups(scope: Scope, budgetMs: number, clock = Date.now): Promise<number> {
  const startedMs = clock();
  if (!(await withCtx(scope, claim))) return 0;
  try {
    return await refreshDirtyDays(scope, budgetMs, clock);
  } finally {
    await withCtx(scope, (ctx) => release(ctx, clock() - startedMs));
  }
}
