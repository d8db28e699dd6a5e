/** Projects: a data silo in a workspace, with a time zone, languages and retention. */
import { and, eq } from "drizzle-orm";
import { projectPulse } from "@/drizzle/schema/rollups";
import { projects } from "@/drizzle/schema/workspaces";
import { findTimeZone, nearestTimeZones } from "@/lib/analysis/series/time-zone-names";
import type { CreateProject, Project, UpdateProject } from "@/lib/contracts/people";
import { AppError, notFound } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { audit } from "./audit";
import { authorize, type Ctx, inWorkspace } from "./ctx";

const toProject = (row: typeof projects.$inferSelect): Project => ({
  id: row.id,
  name: row.name,
  timeZone: row.timeZone,
  languages: row.languages,
  retentionDays: row.retentionDays,
  createdAt: row.createdAt.toISOString(),
});

/** @throws AppError E_TIME_ZONE unless `timeZone` is an IANA name */
export function requireTimeZone(timeZone: string): void {
  if (findTimeZone(timeZone) === timeZone) return;
  throw new AppError("E_TIME_ZONE", `There is no time zone called ${timeZone.slice(0, 60)}.`, {
    field: "timeZone",
    hint: `Use an IANA name, such as ${nearestTimeZones(timeZone).join(", ")}.`,
  });
}

/** Inserts a project; the caller has authorized. */
export async function insertProject(ctx: Ctx, input: CreateProject): Promise<Project> {
  requireTimeZone(input.timeZone);
  const [row] = await ctx.tx
    .insert(projects)
    .values({
      workspaceId: ctx.workspaceId,
      id: uuidv7(ctx.nowMs),
      name: input.name,
      timeZone: input.timeZone,
      languages: input.languages,
    })
    .returning();
  if (!row) throw new Error("The project was not stored.");
  await ctx.tx.insert(projectPulse).values({ workspaceId: ctx.workspaceId, projectId: row.id });
  await audit(ctx, { action: "project.create", targetKind: "project", targetId: row.id, detail: { name: row.name } });
  return toProject(row);
}

/** @throws AppError E_TIME_ZONE */
export async function createProject(ctx: Ctx, input: CreateProject): Promise<Project> {
  authorize(ctx, "project:create");
  return insertProject(ctx, input);
}

/** The project of the context. @throws AppError E_NOT_FOUND */
export async function getProject(ctx: Ctx): Promise<Project> {
  authorize(ctx, "project:read");
  const [row] = await ctx.tx
    .select()
    .from(projects)
    .where(and(inWorkspace(projects, ctx), eq(projects.id, ctx.projectId)));
  if (!row) throw notFound("project");
  return toProject(row);
}

/** @throws AppError E_NOT_FOUND, E_TIME_ZONE */
export async function updateProject(ctx: Ctx, input: UpdateProject): Promise<Project> {
  authorize(ctx, "project:update");
  if (input.timeZone !== undefined) requireTimeZone(input.timeZone);
  const before = await getProject(ctx);
  const [row] = await ctx.tx
    .update(projects)
    .set({ ...input, id: ctx.projectId })
    .where(and(inWorkspace(projects, ctx), eq(projects.id, ctx.projectId)))
    .returning();
  if (!row) throw notFound("project");
  await audit(ctx, {
    action: "project.update",
    targetKind: "project",
    targetId: row.id,
    detail: {
      before: { name: before.name, timeZone: before.timeZone, retentionDays: before.retentionDays },
      change: input,
    },
  });
  return toProject(row);
}
