/** The worker's side of a run: claim with lease and fence, progress, end. Postgres decides, the queue delivers. */
import { and, eq, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema/runs";
import { LeaseLost } from "@/lib/errors";
import { type Ctx, inWorkspace, type Scope, withCtx, workerActor } from "./ctx";
import { type RunRow, wake } from "./runs";

/** How long a claim holds without a sign of life. */
export const LEASE_SECONDS = 15;
/** Failed tries before a run ends as failed. A crash counts as a try. */
export const MAX_ATTEMPTS = 5;

export interface Claim {
  scope: Scope;
  run: RunRow;
  fence: number;
}

const leaseUntil = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Takes a run that is queued, or running with an expired lease; null when another worker has it or it is final. */
export async function claimRun(payload: {
  workspaceId: string;
  projectId: string;
  runId: string;
}): Promise<Claim | null> {
  const scope: Scope = { workspaceId: payload.workspaceId, projectId: payload.projectId, actor: workerActor };
  return withCtx(scope, async (ctx) => {
    const [run] = await ctx.tx
      .update(runs)
      .set({
        state: "running",
        attempt: sql`${runs.attempt} + 1`,
        fence: sql`${runs.fence} + 1`,
        leaseUntil,
        startedAt: sql`coalesce(${runs.startedAt}, now())`,
        updatedAt: sql`now()`,
      })
      .where(
        and(
          inWorkspace(runs, ctx),
          eq(runs.projectId, ctx.projectId),
          eq(runs.id, payload.runId),
          sql`(${runs.state} = 'queued' or (${runs.state} = 'running' and ${runs.leaseUntil} < now()))`,
        ),
      )
      .returning();
    return run ? { scope, run, fence: run.fence } : null;
  });
}

const held = (ctx: Ctx, claim: Claim) =>
  and(inWorkspace(runs, ctx), eq(runs.id, claim.run.id), eq(runs.fence, claim.fence), eq(runs.state, "running"));

export interface Progress {
  done?: number;
  total?: number | null;
  ratePerSecond?: number | null;
  cursor?: Record<string, string | number>;
  detail?: Record<string, unknown>;
}

/**
 * Every result write of a handler calls this in its transaction: renews the lease, stores progress and cursor.
 * Progress also clears the count of tries: a run that moves is not failing.
 * @throws LeaseLost when the run was taken over, cancelled or ended; the transaction must then roll back.
 */
export async function saveProgress(ctx: Ctx, claim: Claim, progress: Progress): Promise<void> {
  const saved = await ctx.tx
    .update(runs)
    .set({
      leaseUntil,
      updatedAt: sql`now()`,
      ...(progress.done === undefined ? {} : { progressDone: progress.done, attempt: 1 }),
      ...(progress.total === undefined ? {} : { progressTotal: progress.total }),
      ...(progress.ratePerSecond === undefined
        ? {}
        : { ratePerSecond: progress.ratePerSecond === null ? null : Math.round(progress.ratePerSecond) }),
      ...(progress.cursor === undefined ? {} : { cursor: progress.cursor }),
      ...(progress.detail === undefined ? {} : { detail: progress.detail }),
    })
    .where(held(ctx, claim));
  if (saved.rowCount === 0) throw new LeaseLost();
}

/** Renews the lease in a transaction of its own; false when it is lost. */
export async function renewLease(claim: Claim): Promise<boolean> {
  return withCtx(claim.scope, async (ctx) => {
    const renewed = await ctx.tx.update(runs).set({ leaseUntil, updatedAt: sql`now()` }).where(held(ctx, claim));
    return renewed.rowCount === 1;
  });
}

/** Ends a run as done, in the transaction of its last effect. @throws LeaseLost */
export async function finishRun(ctx: Ctx, claim: Claim): Promise<void> {
  const ended = await ctx.tx
    .update(runs)
    .set({ state: "done", leaseUntil: null, finishedAt: sql`now()`, updatedAt: sql`now()` })
    .where(held(ctx, claim));
  if (ended.rowCount === 0) throw new LeaseLost();
}

/** Gives the run back to the queue: after a slice of work (fairness), or after a failed try. */
export async function requeueRun(claim: Claim, error?: { code: string; message: string }): Promise<void> {
  await withCtx(claim.scope, async (ctx) => {
    const [row] = await ctx.tx
      .update(runs)
      .set({
        state: "queued",
        leaseUntil: null,
        generation: sql`${runs.generation} + 1`,
        updatedAt: sql`now()`,
        ...(error ? { errorCode: error.code, errorMessage: error.message } : { attempt: 0 }),
      })
      .where(held(ctx, claim))
      .returning();
    if (row) wake(ctx, row);
  });
}

/** Ends a run as failed, with a reason that people can read. */
export async function failRun(claim: Claim, error: { code: string; message: string }): Promise<void> {
  await withCtx(claim.scope, async (ctx) => {
    await ctx.tx
      .update(runs)
      .set({
        state: "failed",
        leaseUntil: null,
        errorCode: error.code,
        errorMessage: error.message,
        finishedAt: sql`now()`,
        updatedAt: sql`now()`,
      })
      .where(held(ctx, claim));
  });
}
