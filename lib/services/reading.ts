/** Reading: which posts the reader has not read, and the one run that reads them. What it writes: reading-posts.ts. */
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { postLabels, posts } from "@/drizzle/schema/posts";
import { runs } from "@/drizzle/schema/runs";
import { timeIdFloor } from "@/lib/ids";
import { audit } from "./audit";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { type Claim, finishRun, saveProgress } from "./run-lease";
import { type RunRow, startRun, wake } from "./runs";

/** A classify run that failed is tried again by itself after this long. */
const RETRY_AFTER_MS = 60_000;

const NEW_RUN = { kind: "classify", subject: "", unit: "posts" } as const;

const isActive = (run: RunRow | undefined): boolean => run?.state === "queued" || run?.state === "running";

/** Serialises "is there still something to read?" against "there is something new to read". */
const lockReading = (ctx: Ctx) =>
  ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtext('classify'), hashtext(${ctx.projectId}))`);

const isUnread = (ctx: Ctx) => and(inProject(posts, ctx), eq(posts.readState, "pending"));

async function newestRun(ctx: Ctx): Promise<RunRow | undefined> {
  const [run] = await ctx.tx
    .select()
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.kind, "classify")))
    .orderBy(sql`(${runs.state} in ('queued', 'running')) desc`, desc(runs.createdAt))
    .limit(1);
  return run;
}

/**
 * Sees to it that one run reads the project's unread posts; call in the transaction that stores posts, or from the sweeper.
 * A failed run is queued again after a minute. A cancelled one stays so until there are posts that came after it.
 */
export async function ensureClassifyRun(ctx: Ctx): Promise<void> {
  await lockReading(ctx);
  const run = await newestRun(ctx);
  if (isActive(run)) return;
  const endedMs = run?.finishedAt?.getTime() ?? 0;
  if (run?.state === "failed") {
    if (ctx.nowMs - endedMs >= RETRY_AFTER_MS) await queueAgain(ctx, run);
    return;
  }
  if (run?.state === "cancelled" && !(await hasUnreadSince(ctx, endedMs))) return;
  await startRun(ctx, NEW_RUN);
}

async function queueAgain(ctx: Ctx, run: RunRow): Promise<void> {
  const [row] = await ctx.tx
    .update(runs)
    .set({
      state: "queued",
      attempt: 0,
      generation: sql`${runs.generation} + 1`,
      errorCode: null,
      errorMessage: null,
      finishedAt: null,
      updatedAt: sql`now()`,
    })
    .where(and(inWorkspace(runs, ctx), eq(runs.id, run.id), eq(runs.state, "failed")))
    .returning();
  if (row) wake(ctx, row);
}

async function hasUnreadSince(ctx: Ctx, ms: number): Promise<boolean> {
  const found = await ctx.tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(isUnread(ctx), sql`${posts.id} >= ${timeIdFloor(ms)}`))
    .limit(1);
  return found.length > 0;
}

/** Stores how much a classify run has before it: what it has done and what is unread now. @throws LeaseLost */
export async function measureReading(ctx: Ctx, claim: Claim, done: number): Promise<void> {
  await saveProgress(ctx, claim, { total: done + (await ctx.tx.$count(posts, isUnread(ctx))) });
}

/** Ends the run if nothing is unread; false when there is more. @throws LeaseLost */
export async function finishReading(ctx: Ctx, claim: Claim, done: number): Promise<boolean> {
  await lockReading(ctx);
  const [unread] = await ctx.tx.select({ id: posts.id }).from(posts).where(isUnread(ctx)).limit(1);
  if (unread) return false;
  await saveProgress(ctx, claim, { total: done, ratePerSecond: null });
  await finishRun(ctx, claim);
  return true;
}

export interface Reread {
  /** failed: what could not be read before. otherModel: what was read, but not by `modelVersion`. */
  what: "failed" | "otherModel";
  modelVersion: string;
  /** Posts of one call; call again until fewer come back. */
  limit?: number;
}

/**
 * Marks posts as unread and starts the run that reads them; returns how many. Nothing else makes posts of another model
 * version unread: a switch of the model is decided by people. Until they are read again their old labels count.
 */
export async function rereadPosts(ctx: Ctx, { what, modelVersion, limit = 50_000 }: Reread): Promise<number> {
  authorize(ctx, "run:write");
  const hasLabel = sql`exists (select from ${postLabels} l where l.workspace_id = ${ctx.workspaceId}
    and l.post_id = ${posts.id} and l.model_version = ${modelVersion})`;
  const wanted =
    what === "failed" ? eq(posts.readState, "failed") : and(eq(posts.readState, "read"), sql`not ${hasLabel}`);
  const chosen = ctx.tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(inProject(posts, ctx), wanted))
    .orderBy(desc(posts.id))
    .limit(limit);
  const marked = await ctx.tx
    .update(posts)
    .set({ readState: "pending", readAttempts: 0, updatedAt: sql`now()` })
    .where(and(inProject(posts, ctx), inArray(posts.id, chosen)));
  const count = marked.rowCount ?? 0;
  if (count === 0) return 0;
  await lockReading(ctx);
  if (!isActive(await newestRun(ctx))) await startRun(ctx, NEW_RUN);
  await audit(ctx, { action: "post.reread", detail: { what, modelVersion, count } });
  return count;
}
