/** The demo workspace: its owner, project, topics and the run that fills it. Every step looks first, so that it can be repeated. */
import { and, desc, eq, sql } from "drizzle-orm";
import { withoutTenant, withTenant } from "@/drizzle/client";
import { runs } from "@/drizzle/schema/runs";
import { topics } from "@/drizzle/schema/topics";
import { users } from "@/drizzle/schema/users";
import { projects, workspaces } from "@/drizzle/schema/workspaces";
import { DEMO_DEFAULTS } from "@/lib/analysis/demo/generate-demo";
import { DEMO_TOPICS } from "@/lib/analysis/demo/market";
import { uuidv7 } from "@/lib/ids";
import { type Ctx, inProject, type Scope, withCtx } from "./ctx";
import { fillDemo } from "./demo-posts";
import { hashPassword, verifyPassword } from "./passwords";
import { updateProject } from "./projects";
import { type RunRow, retryRun, startRun } from "./runs";
import { createTopic } from "./topics";
import { createWorkspace } from "./workspaces";

/** Address of the person who owns the demo workspace. */
export const DEMO_EMAIL = "demo@earshot.local";

const WORKSPACE = { name: "Coffee at home (demo)", isDemo: true, timeZone: "Europe/Berlin" };
const PROJECT = { name: "Coffee at home", languages: ["en", "zh"] };

/** `password`: what the demo's owner signs in with from now on. `nowMs`: the end of posts that are still to be made. */
export interface DemoOptions {
  password: string;
  nowMs: number;
  postCount?: number;
}

/** The owner's id; made when missing, given the password when it has another. */
async function ensureOwner(password: string): Promise<string> {
  const [known] = await withoutTenant((tx) =>
    tx.select({ id: users.id, passwordHash: users.passwordHash }).from(users).where(eq(users.email, DEMO_EMAIL)),
  );
  if (known && (await verifyPassword(known.passwordHash, password))) return known.id;
  const id = known?.id ?? uuidv7();
  const passwordHash = await hashPassword(password);
  await withoutTenant((tx) =>
    tx
      .insert(users)
      .values({ id, email: DEMO_EMAIL, name: "Demo", passwordHash })
      .onConflictDoUpdate({ target: users.id, set: { passwordHash } }),
  );
  return id;
}

/** The demo workspace of the owner, with its first project; null when there is none. */
async function findDemo(ownerId: string): Promise<{ workspaceId: string; projectId: string } | null> {
  const { rows } = await withoutTenant((tx) =>
    tx.execute<{ workspace_id: string }>(
      sql`select workspace_id from user_workspaces(${ownerId}) order by workspace_id`,
    ),
  );
  for (const { workspace_id: workspaceId } of rows) {
    const [found] = await withTenant({ workspaceId }, (tx) =>
      tx
        .select({ projectId: projects.id })
        .from(workspaces)
        .innerJoin(projects, eq(projects.workspaceId, workspaces.workspaceId))
        .where(and(eq(workspaces.workspaceId, workspaceId), eq(workspaces.isDemo, true)))
        .orderBy(projects.createdAt)
        .limit(1),
    );
    if (found) return { workspaceId, projectId: found.projectId };
  }
  return null;
}

async function latestRun(ctx: Ctx): Promise<RunRow | undefined> {
  const [run] = await ctx.tx
    .select()
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.kind, "demo")))
    .orderBy(desc(runs.createdAt))
    .limit(1);
  return run;
}

/** The project's name, its topics and its run; a run that failed is queued again. All or nothing, once. */
async function ensureContents(ctx: Ctx, options: DemoOptions): Promise<RunRow> {
  const known = await latestRun(ctx);
  if (known?.state === "failed") await retryRun(ctx, known.id);
  if (known) return known;
  await updateProject(ctx, PROJECT);
  const taken = await ctx.tx.select({ name: topics.name }).from(topics).where(inProject(topics, ctx));
  for (const topic of DEMO_TOPICS) {
    if (!taken.some(({ name }) => name === topic.name)) await createTopic(ctx, topic);
  }
  const postCount = options.postCount ?? DEMO_DEFAULTS.postCount;
  const params = { seed: DEMO_DEFAULTS.seed, nowMs: options.nowMs, postCount };
  return startRun(ctx, { kind: "demo", subject: PROJECT.name, params, unit: "posts" });
}

/**
 * Makes the demo workspace, or finishes what an earlier call could not. Returns where it is, and whether posts were stored.
 * A run that a person cancelled stays so.
 */
export async function ensureDemo(
  options: DemoOptions,
): Promise<{ ownerId: string; workspaceId: string; projectId: string; isNew: boolean }> {
  const ownerId = await ensureOwner(options.password);
  const place = (await findDemo(ownerId)) ?? (await createWorkspace({ id: ownerId, ip: null }, WORKSPACE));
  const scope: Scope = {
    ...place,
    actor: { kind: "user", userId: ownerId, role: "owner", requestId: "demo", ip: null },
  };
  const run = await withCtx(scope, (ctx) => ensureContents(ctx, options));
  const isNew = await fillDemo({ ...place, runId: run.id });
  return { ownerId, ...place, isNew };
}
