/** Workspaces and their members. */
import { and, asc, count, eq } from "drizzle-orm";
import { users } from "@/drizzle/schema/users";
import { memberships, workspaces } from "@/drizzle/schema/workspaces";
import type { Role } from "@/lib/contracts/entities";
import type { Member } from "@/lib/contracts/people";
import { AppError, notFound } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { audit } from "./audit";
import { authorize, type Ctx, inWorkspace, NO_PROJECT, type Scope, withCtx } from "./ctx";
import { insertProject } from "./projects";

/** Creates a workspace that `person` owns, with a first project of the same name. */
export async function createWorkspace(
  person: { id: string; ip: string | null; requestId?: string },
  input: { name: string; isDemo?: boolean; timeZone?: string },
): Promise<{ workspaceId: string; projectId: string }> {
  const workspaceId = uuidv7();
  const scope: Scope = {
    workspaceId,
    projectId: NO_PROJECT,
    actor: { kind: "user", userId: person.id, role: "owner", requestId: person.requestId ?? "sign-up", ip: person.ip },
  };
  return withCtx(scope, async (ctx) => {
    await ctx.tx.insert(workspaces).values({ workspaceId, name: input.name, isDemo: input.isDemo ?? false });
    await ctx.tx.insert(memberships).values({ workspaceId, userId: person.id, role: "owner" });
    await audit(ctx, {
      action: "workspace.create",
      targetKind: "workspace",
      targetId: workspaceId,
      detail: { name: input.name },
    });
    const project = await insertProject(ctx, { name: input.name, timeZone: input.timeZone ?? "UTC", languages: [] });
    return { workspaceId, projectId: project.id };
  });
}

/** Renames the workspace. */
export async function updateWorkspace(ctx: Ctx, input: { name: string }): Promise<void> {
  authorize(ctx, "workspace:update");
  await ctx.tx.update(workspaces).set({ name: input.name }).where(inWorkspace(workspaces, ctx));
  await audit(ctx, { action: "workspace.update", targetKind: "workspace", targetId: ctx.workspaceId, detail: input });
}

/** Everyone in the workspace, by joining date. */
export async function listMembers(ctx: Ctx): Promise<Member[]> {
  authorize(ctx, "member:list");
  const rows = await ctx.tx
    .select({
      userId: memberships.userId,
      name: users.name,
      email: users.email,
      role: memberships.role,
      joinedAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(inWorkspace(memberships, ctx))
    .orderBy(asc(memberships.createdAt));
  return rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() }));
}

/**
 * Changes a member's role. Only an owner may make or unmake owners, and one owner always stays.
 * @throws AppError E_NOT_FOUND, E_FORBIDDEN, E_LAST_OWNER
 */
export async function updateMemberRole(ctx: Ctx, userId: string, role: Role): Promise<Member[]> {
  authorize(ctx, "member:update");
  const before = await lockMember(ctx, userId);
  requireOwnerFor(ctx, before, role);
  if (before === "owner" && role !== "owner") await requireAnotherOwner(ctx);
  await ctx.tx
    .update(memberships)
    .set({ role })
    .where(and(inWorkspace(memberships, ctx), eq(memberships.userId, userId)));
  await audit(ctx, { action: "member.update", targetKind: "user", targetId: userId, detail: { before, after: role } });
  return listMembers(ctx);
}

/** Ends a membership; effective at the person's next request. @throws AppError E_NOT_FOUND, E_FORBIDDEN, E_LAST_OWNER */
export async function removeMember(ctx: Ctx, userId: string): Promise<Member[]> {
  authorize(ctx, "member:remove");
  const before = await lockMember(ctx, userId);
  requireOwnerFor(ctx, before, before);
  if (before === "owner") await requireAnotherOwner(ctx);
  await ctx.tx.delete(memberships).where(and(inWorkspace(memberships, ctx), eq(memberships.userId, userId)));
  await audit(ctx, { action: "member.remove", targetKind: "user", targetId: userId, detail: { role: before } });
  return listMembers(ctx);
}

async function lockMember(ctx: Ctx, userId: string): Promise<Role> {
  // all owners' rows are locked in one order, so that two demotions at once cannot both see the other as the remaining owner
  await ctx.tx
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(inWorkspace(memberships, ctx), eq(memberships.role, "owner")))
    .orderBy(memberships.userId)
    .for("update");
  const [row] = await ctx.tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(inWorkspace(memberships, ctx), eq(memberships.userId, userId)));
  if (!row) throw notFound("member");
  return row.role;
}

function requireOwnerFor(ctx: Ctx, before: Role, after: Role): void {
  const isOwner = ctx.actor.kind === "worker" || ctx.actor.role === "owner";
  if (isOwner || (before !== "owner" && after !== "owner")) return;
  throw new AppError("E_FORBIDDEN", "Only an owner may make, change or remove owners.", {
    hint: "Ask an owner of the workspace.",
  });
}

async function requireAnotherOwner(ctx: Ctx): Promise<void> {
  const [row] = await ctx.tx
    .select({ owners: count() })
    .from(memberships)
    .where(and(inWorkspace(memberships, ctx), eq(memberships.role, "owner")));
  if ((row?.owners ?? 0) > 1) return;
  throw new AppError("E_LAST_OWNER", "A workspace keeps at least one owner.", {
    hint: "Make someone else an owner first.",
  });
}
