/** Who may change what posts match at the same time: one lock per project, on its row. */
import { and, eq } from "drizzle-orm";
import { projects } from "@/drizzle/schema/workspaces";
import { notFound } from "@/lib/errors";
import { type Ctx, inWorkspace } from "./ctx";

/**
 * "read": take it before reading the topics that new or changed posts are matched with (imports); many may hold it.
 * "change": take it before changing a topic, or what it matches; waits for every reader, and they for it.
 * Without it an import could store posts by an old query after the rematch has passed them.
 * Neither stops foreign keys to the project, so corrections and labels go on. First lock of its transaction.
 * @throws AppError E_NOT_FOUND
 */
export async function lockTopics(
  ctx: Pick<Ctx, "tx" | "workspaceId" | "projectId">,
  purpose: "read" | "change",
): Promise<void> {
  const [project] = await ctx.tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(inWorkspace(projects, ctx), eq(projects.id, ctx.projectId)))
    .for(purpose === "read" ? "share" : "no key update");
  if (!project) throw notFound("project");
}
