/** The context every service gets: one transaction of one workspace, and who acts. */
import { type AnyColumn, and, eq, type SQL } from "drizzle-orm";
import { type Tx, withTenant } from "@/drizzle/client";
import type { Role } from "@/lib/contracts/entities";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type Action, can } from "@/lib/permissions";

export type Actor =
  | { kind: "user"; userId: string; role: Role; requestId: string; ip: string | null }
  | { kind: "worker"; userId: null };

/** Who acts where; becomes a Ctx inside a transaction. */
export interface Scope {
  workspaceId: string;
  projectId: string;
  actor: Actor;
}

export interface Ctx extends Scope {
  tx: Tx;
  /** Epoch milliseconds of "now" for this piece of work. */
  nowMs: number;
  /** Runs `effect` after the commit; its failure is logged and left to the sweeper. */
  afterCommit(effect: () => Promise<unknown>): void;
}

/** Context of work that has no project yet (members, projects, audit). */
export const NO_PROJECT = "00000000-0000-0000-0000-000000000000";

export const workerActor: Actor = { kind: "worker", userId: null };

/** Opens a transaction for `scope`, runs `work`, commits, then runs what was put off with `afterCommit`. */
export async function withCtx<T>(scope: Scope, work: (ctx: Ctx) => Promise<T>, nowMs: number = Date.now()): Promise<T> {
  const effects: (() => Promise<unknown>)[] = [];
  const result = await withTenant(scope, (tx) =>
    work({ ...scope, tx, nowMs, afterCommit: (effect) => effects.push(effect) }),
  );
  for (const effect of effects) {
    await effect().catch((error: unknown) =>
      log("services").warn({ error }, "work after a commit failed; the sweeper repeats it"),
    );
  }
  return result;
}

/**
 * First line of every write.
 * @throws AppError E_FORBIDDEN when the actor's role may not do `action`; workers may do everything.
 */
export function authorize(ctx: Pick<Ctx, "actor">, action: Action): void {
  if (ctx.actor.kind === "worker" || can(ctx.actor.role, action)) return;
  throw new AppError("E_FORBIDDEN", "Your role in this workspace does not allow this.", {
    hint: "Ask an owner or admin of the workspace for a role that does.",
    action,
  });
}

/** First condition of every `where`: the row belongs to the workspace of the context. */
export const inWorkspace = (table: { workspaceId: AnyColumn }, ctx: Pick<Ctx, "workspaceId">): SQL =>
  eq(table.workspaceId, ctx.workspaceId);

/** Same, and to its project. */
export const inProject = (
  table: { workspaceId: AnyColumn; projectId: AnyColumn },
  ctx: Pick<Ctx, "workspaceId" | "projectId">,
): SQL => and(eq(table.workspaceId, ctx.workspaceId), eq(table.projectId, ctx.projectId)) as SQL;
