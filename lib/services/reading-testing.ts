/** For tests and benchmarks of the reader: many unread posts at once, and what reading left behind. */
import { createHash } from "node:crypto";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { withTenant } from "@/drizzle/client";
import { authors, postLabels, posts, postTexts } from "@/drizzle/schema/posts";
import { runs } from "@/drizzle/schema/runs";
import { timeId } from "@/lib/ids";
import { type Scope, withCtx, workerActor } from "./ctx";
import { unnest } from "./posts-columns";
import { ensureClassifyRun } from "./reading";
import { type Claim, claimRun } from "./run-lease";

export interface Tenant {
  workspaceId: string;
  projectId: string;
}

/** The worker's scope in a tenant. */
export const workerScope = ({ workspaceId, projectId }: Tenant): Scope => ({
  workspaceId,
  projectId,
  actor: workerActor,
});

/** Stores texts as unread posts of one author, a minute apart; returns their ids in the order of the texts. */
export async function createUnread(
  tenant: Tenant,
  texts: readonly string[],
  lang: string | null = "en",
): Promise<bigint[]> {
  const ids = texts.map(() => timeId());
  const authorId = timeId();
  const scope = sql`${tenant.workspaceId}::uuid, ${tenant.projectId}::uuid`;
  await withTenant(tenant, async (tx) => {
    await tx.execute(sql`
      insert into ${authors} (workspace_id, project_id, id, platform, handle, handle_key)
      values (${scope}, ${authorId}, 'x', ${`a${authorId}`}, ${`a${authorId}`})`);
    for (let start = 0; start < texts.length; start += 5_000) {
      const part = texts.slice(start, start + 5_000);
      const columns = unnest(
        ["bigint", ids.slice(start, start + 5_000)],
        ["text", part],
        ["text", part.map((text) => createHash("sha256").update(text).digest("hex").slice(0, 32))],
      );
      await tx.execute(sql`
        with k as (select * from ${columns} as k(id, body, hash)),
        stored as (
          insert into ${posts} (workspace_id, project_id, id, platform, external_id, type, author_id, published_at, lang, content_hash, text_hash)
          select ${scope}, k.id, 'x', k.id::text, 'post', ${authorId}::bigint,
            timestamptz '2026-01-01' + make_interval(mins => (k.id % 10000)::int), ${lang}::text, decode(k.hash, 'hex'), decode(k.hash, 'hex')
          from k returning id)
        insert into ${postTexts} (workspace_id, project_id, post_id, text, search_text)
        select ${scope}, k.id, k.body, ' ' || lower(k.body) || ' ' from k join stored using (id)`);
    }
  });
  return ids;
}

/** Starts the project's classify run if there is none, and claims it. */
export async function claimReading(tenant: Tenant): Promise<Claim> {
  const scope = workerScope(tenant);
  await withCtx(scope, ensureClassifyRun);
  const run = await readingRun(tenant);
  const claim = run && (await claimRun({ ...tenant, runId: run.id }));
  if (!claim) throw new Error("There is no classify run to claim.");
  return claim;
}

/** The newest classify run of the project. */
export const readingRun = (tenant: Tenant) =>
  withTenant(tenant, async (tx) => {
    const mine = and(eq(runs.projectId, tenant.projectId), eq(runs.kind, "classify"));
    const [run] = await tx.select().from(runs).where(mine).orderBy(desc(runs.createdAt)).limit(1);
    return run;
  });

/** Posts with what counts and what the model said, in order of their ids; a post with two labels comes twice. */
export const readingsOf = (tenant: Tenant) =>
  withTenant(tenant, (tx) =>
    tx
      .select({
        id: posts.id,
        readState: posts.readState,
        readAttempts: posts.readAttempts,
        sentiment: posts.sentiment,
        modelVersion: postLabels.modelVersion,
        label: postLabels.sentiment,
        negative: postLabels.negative,
        neutral: postLabels.neutral,
        positive: postLabels.positive,
        emotion: postLabels.emotion,
        offensive: postLabels.offensive,
      })
      .from(posts)
      .leftJoin(postLabels, and(eq(postLabels.workspaceId, posts.workspaceId), eq(postLabels.postId, posts.id)))
      .where(eq(posts.projectId, tenant.projectId))
      .orderBy(asc(posts.id)),
  );
