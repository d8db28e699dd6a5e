/** Who may enter which workspace and project: asked before any tenant transaction is opened for a request. */
import { and, asc, eq, sql } from "drizzle-orm";
import { withoutTenant, withTenant } from "@/drizzle/client";
import { memberships, projects, workspaces } from "@/drizzle/schema/workspaces";
import { ROLES, type Role } from "@/lib/contracts/entities";
import type { Me, WorkspaceAccess } from "@/lib/contracts/people";
import { notFound } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import type { SignedIn } from "./sessions";

/**
 * Role of a person in a workspace.
 * @throws AppError E_NOT_FOUND for a workspace or project that does not exist, and just so for one the person has no part in.
 */
export async function requireMembership(userId: string, workspaceId: string, projectId?: string): Promise<Role> {
  if (!isUuid(workspaceId) || (projectId !== undefined && !isUuid(projectId))) throw notFound("workspace or project");
  const role = await withTenant({ workspaceId }, async (tx) => {
    const [row] = await tx
      .select({ role: memberships.role, projectId: projects.id })
      .from(memberships)
      .leftJoin(
        projects,
        and(eq(projects.workspaceId, memberships.workspaceId), eq(projects.id, projectId ?? workspaceId)),
      )
      .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, userId)));
    return row && (projectId === undefined || row.projectId) ? row.role : null;
  });
  if (!role) throw notFound("workspace or project");
  return role;
}

async function loadWorkspace(workspaceId: string, role: Role): Promise<WorkspaceAccess | null> {
  return withTenant({ workspaceId }, async (tx) => {
    const [workspace] = await tx.select().from(workspaces).where(eq(workspaces.workspaceId, workspaceId));
    if (!workspace) return null;
    const list = await tx
      .select({ id: projects.id, name: projects.name, timeZone: projects.timeZone })
      .from(projects)
      .where(eq(projects.workspaceId, workspaceId))
      .orderBy(asc(projects.createdAt));
    return { id: workspaceId, name: workspace.name, isDemo: workspace.isDemo, role, projects: list };
  });
}

/** The person with every workspace and project they may enter, oldest membership first. */
export async function getMe(who: SignedIn): Promise<Me> {
  const { rows } = await withoutTenant((tx) =>
    tx.execute<{ workspace_id: string; role: string }>(
      sql`select * from user_workspaces(${who.userId}) order by workspace_id`,
    ),
  );
  const found = await Promise.all(
    rows.map((row) => loadWorkspace(row.workspace_id, ROLES.find((role) => role === row.role) ?? "viewer")),
  );
  return {
    id: who.userId,
    email: who.email,
    name: who.name,
    locale: who.locale,
    theme: who.theme,
    workspaces: found.filter((workspace) => workspace !== null),
  };
}
