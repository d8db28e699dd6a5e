/** The pulse of a project: cheap to ask every two seconds, whatever its size. */
import { eq, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { projectPulse, ROLLUP_LEVELS, rollups } from "@/drizzle/schema/rollups";
import { projects } from "@/drizzle/schema/workspaces";
import { MOST_PENDING, type Pulse } from "@/lib/contracts/runs";
import { notFound } from "@/lib/errors";
import { NIL_UUID } from "@/lib/ids";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { listRuns } from "./runs";

interface PulseRow extends Record<string, unknown> {
  revision: number | null;
  posts: number | null;
  pending: number;
}

/**
 * What changed and what is at work: the revision of the rollups, the posts they hold, how many wait to be read (at most
 * MOST_PENDING), the runs that are not final.
 * @throws AppError E_NOT_FOUND
 */
export async function getPulse(ctx: Ctx): Promise<Pulse> {
  authorize(ctx, "metric:read");
  const { rows } = await ctx.tx.execute<PulseRow>(sql`
    select (select ${projectPulse.revision}::float8 from ${projectPulse} where ${inProject(projectPulse, ctx)}) as revision,
      (select sum(negative_posts + neutral_posts + positive_posts + unread_posts)::float8 from ${rollups}
       where ${inProject(rollups, ctx)} and ${rollups.level} = ${ROLLUP_LEVELS.day} and ${rollups.topicId} = ${NIL_UUID}::uuid) as posts,
      (select count(*)::int from (select 1 from ${posts} where ${inProject(posts, ctx)} and ${posts.readState} = 'pending'
       limit ${MOST_PENDING}) waiting) as pending
    from ${projects} where ${inWorkspace(projects, ctx)} and ${eq(projects.id, ctx.projectId)}`);
  const [row] = rows;
  if (!row) throw notFound("project");
  return {
    revision: row.revision ?? 0,
    postCount: row.posts ?? 0,
    pendingCount: row.pending,
    activeRuns: await listRuns(ctx, { onlyActive: true }),
  };
}
