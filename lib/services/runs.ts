/** Runs: what people see of background work. People list, cancel and retry them; workers' side is run-lease.ts. */
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema/runs";
import type { RunKind } from "@/lib/contracts/entities";
import type { Run } from "@/lib/contracts/runs";
import { AppError, notFound } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { enqueue } from "@/lib/jobs/queue";
import { JOB_OF_RUN } from "@/lib/jobs/registry";
import { audit } from "./audit";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";

export type RunRow = typeof runs.$inferSelect;

/** A row as pages see it. */
export const toRun = (row: RunRow): Run => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  subject: row.subject,
  progressDone: row.progressDone,
  progressTotal: row.progressTotal,
  unit: row.unit,
  ratePerSecond: row.ratePerSecond,
  attempt: row.attempt,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  detail: row.detail,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export interface NewRun {
  kind: RunKind;
  subject: string;
  params?: Record<string, string | number>;
  unit: "rows" | "posts";
  progressTotal?: number | null;
}

/** Inserts a queued run and wakes a worker after the commit. The caller has authorized the work itself. */
export async function startRun(ctx: Ctx, input: NewRun): Promise<RunRow> {
  const [row] = await ctx.tx
    .insert(runs)
    .values({
      workspaceId: ctx.workspaceId,
      id: uuidv7(ctx.nowMs),
      projectId: ctx.projectId,
      kind: input.kind,
      subject: input.subject,
      params: input.params ?? {},
      unit: input.unit,
      progressTotal: input.progressTotal ?? null,
      createdBy: ctx.actor.userId,
    })
    .returning();
  if (!row) throw new Error("The run was not stored.");
  wake(ctx, row);
  return row;
}

/** Sends the wake-up of a run after the commit. */
export function wake(ctx: Ctx, run: Pick<RunRow, "id" | "kind" | "projectId" | "generation">): void {
  const job = JOB_OF_RUN[run.kind];
  if (job === null) return;
  const payload = { workspaceId: ctx.workspaceId, projectId: run.projectId, runId: run.id, generation: run.generation };
  ctx.afterCommit(() => enqueue(job, payload));
}

/** Newest first, at most `limit`. */
export async function listRuns(ctx: Ctx, { limit = 50, onlyActive = false } = {}): Promise<Run[]> {
  authorize(ctx, "run:read");
  const rows = await ctx.tx
    .select()
    .from(runs)
    .where(and(inProject(runs, ctx), onlyActive ? inArray(runs.state, ["queued", "running"]) : undefined))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(limit);
  return rows.map(toRun);
}

async function lockRun(ctx: Ctx, runId: string): Promise<RunRow> {
  const [row] = await ctx.tx
    .select()
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.id, runId)))
    .for("update");
  if (!row) throw notFound("run");
  return row;
}

/** @throws AppError E_NOT_FOUND */
export async function getRun(ctx: Ctx, runId: string): Promise<Run> {
  authorize(ctx, "run:read");
  const [row] = await ctx.tx
    .select()
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.id, runId)));
  if (!row) throw notFound("run");
  return toRun(row);
}

/** Stops a run that is not final: what it stored stays, its worker's next write is refused by the fence. */
export async function cancelRun(ctx: Ctx, runId: string): Promise<Run> {
  authorize(ctx, "run:write");
  const before = await lockRun(ctx, runId);
  if (before.state !== "queued" && before.state !== "running") {
    throw new AppError("E_CONFLICT", "This run has already ended.", { hint: "Reload the page to see how it ended." });
  }
  const row = await update(ctx, runId, {
    state: "cancelled",
    finishedAt: new Date(ctx.nowMs),
    leaseUntil: null,
    fence: before.fence + 1,
  });
  await audit(ctx, { action: "run.cancel", targetKind: "run", targetId: runId });
  return toRun(row);
}

/** Queues a failed or cancelled run again; it goes on where it stopped. */
export async function retryRun(ctx: Ctx, runId: string): Promise<Run> {
  authorize(ctx, "run:write");
  const before = await lockRun(ctx, runId);
  if (before.state !== "failed" && before.state !== "cancelled") {
    throw new AppError("E_CONFLICT", "Only a failed or cancelled run can be started again.");
  }
  const row = await update(ctx, runId, {
    state: "queued",
    attempt: 0,
    generation: before.generation + 1,
    errorCode: null,
    errorMessage: null,
    finishedAt: null,
  });
  wake(ctx, row);
  await audit(ctx, { action: "run.retry", targetKind: "run", targetId: runId });
  return toRun(row);
}

async function update(ctx: Ctx, runId: string, set: Partial<typeof runs.$inferInsert>): Promise<RunRow> {
  const [row] = await ctx.tx
    .update(runs)
    .set({ ...set, updatedAt: sql`now()` })
    .where(and(inWorkspace(runs, ctx), eq(runs.id, runId)))
    .returning();
  if (!row) throw notFound("run");
  return row;
}
