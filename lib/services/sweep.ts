/** The sweeper: re-creates wake-ups from rows, so that losing the queue, a worker or a message loses nothing. */
import { and, eq, sql } from "drizzle-orm";
import { withoutTenant } from "@/drizzle/client";
import { runs } from "@/drizzle/schema/runs";
import type { RunKind } from "@/lib/contracts/entities";
import { enqueueRollups } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { drawWeeklySample } from "./accuracy-draw";
import { inWorkspace, type Scope, withCtx, workerActor } from "./ctx";
import { ensureClassifyRun } from "./reading";
import { wake } from "./runs";

type DueKind = RunKind | "rollups" | "unread" | "sample";
interface DueWork extends Record<string, unknown> {
  kind: DueKind;
  workspace_id: string;
  project_id: string;
  run_id: string | null;
}

/**
 * Wakes workers for everything that is due; returns how many wake-ups were sent. Any number of sweepers may run. What fails is
 * told in the log and tried again next time; it does not keep the rest waiting.
 */
export async function sweep(limit = 200): Promise<number> {
  const { rows } = await withoutTenant((tx) => tx.execute<DueWork>(sql`select * from due_work(${limit})`));
  let sent = 0;
  for (const due of rows) {
    try {
      await wakeFor(due);
      sent += 1;
    } catch (error) {
      log("sweep").warn({ error, due }, "what is due could not be woken");
    }
  }
  return sent;
}

async function wakeFor(due: DueWork): Promise<void> {
  const scope: Scope = { workspaceId: due.workspace_id, projectId: due.project_id, actor: workerActor };
  if (due.kind === "rollups") await enqueueRollups(scope);
  else if (due.kind === "unread") await withCtx(scope, ensureClassifyRun);
  else if (due.kind === "sample") await withCtx(scope, drawWeeklySample);
  else if (due.run_id) await rewake(scope, due.run_id);
}

async function rewake(scope: Scope, runId: string): Promise<void> {
  await withCtx(scope, async (ctx) => {
    const [row] = await ctx.tx
      .update(runs)
      .set({ generation: sql`${runs.generation} + 1`, updatedAt: sql`now()` })
      .where(
        and(
          inWorkspace(runs, ctx),
          eq(runs.id, runId),
          sql`(${runs.state} = 'queued' or (${runs.state} = 'running' and ${runs.leaseUntil} < now()))`,
        ),
      )
      .returning();
    if (row) wake(ctx, row);
  });
}
