/** The audit log: written in the transaction of what it tells of, never changed. */
import { desc, eq } from "drizzle-orm";
import { users } from "@/drizzle/schema/users";
import { auditLog } from "@/drizzle/schema/workspaces";
import type { AuditEntry } from "@/lib/contracts/people";
import { uuidv7 } from "@/lib/ids";
import { authorize, type Ctx, inWorkspace } from "./ctx";

export interface AuditInput {
  /** noun.verb, such as "topic.update". */
  action: string;
  targetKind?: string;
  targetId?: string;
  /** Before and after of what changed; no secrets, no post text. */
  detail?: Record<string, unknown>;
}

/** Appends an entry in the current transaction. */
export async function audit(ctx: Ctx, input: AuditInput): Promise<void> {
  await ctx.tx.insert(auditLog).values({
    workspaceId: ctx.workspaceId,
    id: uuidv7(ctx.nowMs),
    actorUserId: ctx.actor.userId,
    action: input.action,
    targetKind: input.targetKind ?? null,
    targetId: input.targetId ?? null,
    detail: input.detail ?? {},
    requestId: ctx.actor.kind === "user" ? ctx.actor.requestId : null,
    ip: ctx.actor.kind === "user" ? ctx.actor.ip : null,
  });
}

/** The newest entries of the workspace, at most `limit`. */
export async function listAudit(ctx: Ctx, limit = 100): Promise<AuditEntry[]> {
  authorize(ctx, "audit:read");
  const rows = await ctx.tx
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actor: users.email,
      action: auditLog.action,
      targetKind: auditLog.targetKind,
      targetId: auditLog.targetId,
      detail: auditLog.detail,
    })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorUserId))
    .where(inWorkspace(auditLog, ctx))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
