/** Classes of posts: given in the transaction that reads a post, and by a run to the posts that were read before. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { postClasses } from "@/drizzle/schema/classifiers";
import { posts, postTexts, textReadings } from "@/drizzle/schema/posts";
import { projectPulse } from "@/drizzle/schema/rollups";
import { runs } from "@/drizzle/schema/runs";
import { guessAll, loadPublishedHeads, type VersionHead } from "./classifiers-heads";
import { lockClasses } from "./classifiers-lock";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import { freshPlans } from "./fresh-plans";
import { unnest } from "./posts-columns";
import { type Claim, finishRun, saveProgress } from "./run-lease";

interface Vector {
  id: bigint;
  /** Hex. */
  textHash: string;
  embedding: Int8Array;
}

const bigints = (ids: readonly bigint[]) => sql`${sql.param(`{${ids.join()}}`)}::bigint[]`;

/** Stored vectors of read posts, in order of the posts. */
async function vectorsOf(ctx: Ctx, modelVersion: string, ids: readonly bigint[]): Promise<Vector[]> {
  const rows = await ctx.tx
    .select({ id: posts.id, textHash: posts.textHash, embedding: textReadings.embedding })
    .from(posts)
    .innerJoin(
      textReadings,
      and(
        eq(textReadings.workspaceId, posts.workspaceId),
        eq(textReadings.projectId, posts.projectId),
        eq(textReadings.modelVersion, modelVersion),
        eq(textReadings.textHash, posts.textHash),
      ),
    )
    .where(and(inProject(posts, ctx), sql`${posts.id} = any(${bigints(ids)})`, eq(posts.readState, "read")))
    .orderBy(posts.id);
  return rows.map(({ id, textHash, embedding }) => ({
    id,
    textHash: textHash.toString("hex"),
    embedding: new Int8Array(Uint8Array.from(embedding).buffer),
  }));
}

/**
 * Writes what differs: the same classes again change no row. In order of the posts, so that two writers cannot deadlock.
 * A post whose text is another one by now is left to the reading of that text.
 */
async function writeClasses(ctx: Ctx, { classifierId, number, head }: VersionHead, vectors: readonly Vector[]) {
  if (vectors.length === 0) return;
  const guesses = guessAll(
    head,
    vectors.map(({ embedding }) => embedding),
  );
  const columns = unnest(
    ["bigint", vectors.map(({ id }) => id)],
    ["text", vectors.map(({ textHash }) => textHash)],
    ["text", guesses.map(({ label }) => label)],
    ["real", guesses.map(({ probability }) => probability)],
  );
  await ctx.tx.execute(sql`
    insert into ${postClasses} as c (workspace_id, classifier_id, post_id, version, label, probability)
    select ${ctx.workspaceId}::uuid, ${classifierId}::uuid, k.id, ${number}, k.label, k.probability
    from ${columns} as k(id, hash, label, probability)
    join ${posts} p on p.workspace_id = ${ctx.workspaceId} and p.id = k.id and p.text_hash = decode(k.hash, 'hex')
      and p.read_state = 'read'
    order by k.id
    on conflict (workspace_id, classifier_id, post_id)
      do update set version = excluded.version, label = excluded.label, probability = excluded.probability
      where (c.version, c.label, c.probability) is distinct from (excluded.version, excluded.label, excluded.probability)`);
}

/**
 * Gives posts that were just read their classes by every published version; a post that could not be read loses those it
 * had. Call in the transaction of the reading, after its texts and states are written.
 */
export async function savePostClasses(
  ctx: Ctx,
  modelVersion: string,
  readings: readonly { id: bigint; state: string }[],
): Promise<void> {
  await lockClasses(ctx, "save");
  const heads = await loadPublishedHeads(ctx);
  if (heads.length === 0) return;
  const unread = readings.filter(({ state }) => state !== "read").map(({ id }) => id);
  if (unread.length > 0)
    await ctx.tx
      .delete(postClasses)
      .where(and(inWorkspace(postClasses, ctx), sql`${postClasses.postId} = any(${bigints(unread)})`));
  const fitting = heads.filter((each) => each.modelVersion === modelVersion);
  if (fitting.length === 0) return;
  const read = readings.filter(({ state }) => state === "read").map(({ id }) => id);
  const vectors = await vectorsOf(ctx, modelVersion, read);
  for (const head of fitting) await writeClasses(ctx, head, vectors);
}

/** The version a run of kind "apply" is about; null when it is not the published one any more. */
async function findApplied(ctx: Ctx, claim: Claim): Promise<VersionHead | null> {
  const { classifierId, version } = claim.run.params;
  const heads = await loadPublishedHeads(ctx);
  return heads.find((each) => each.classifierId === classifierId && each.number === version) ?? null;
}

/** Ends a run whose version is not published any more. */
async function endSuperseded(ctx: Ctx, claim: Claim): Promise<void> {
  await ctx.tx
    .update(runs)
    .set({ state: "cancelled", leaseUntil: null, finishedAt: sql`now()`, updatedAt: sql`now()` })
    .where(
      and(inProject(runs, ctx), eq(runs.id, claim.run.id), eq(runs.fence, claim.fence), eq(runs.state, "running")),
    );
}

/** How many posts the run will look at: stored once, at its beginning. @throws LeaseLost */
export async function countApply(ctx: Ctx, claim: Claim): Promise<void> {
  await saveProgress(ctx, claim, { total: await ctx.tx.$count(posts, inProject(posts, ctx)) });
}

/** A read post whose text this reader has not kept a vector of. */
export interface UnkeptText {
  textKey: string;
  text: string;
}

const cursorOf = async (ctx: Ctx, claim: Claim) => {
  const [run] = await ctx.tx
    .select({ cursor: runs.cursor, done: runs.progressDone, detail: runs.detail })
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.id, claim.run.id)));
  return { afterId: String(run?.cursor.postId ?? 0), done: run?.done ?? 0, detail: run?.detail ?? {} };
};

const nextPosts = (ctx: Ctx, afterId: string, limit: number) =>
  ctx.tx
    .select({ id: posts.id, state: posts.readState })
    .from(posts)
    .where(and(inProject(posts, ctx), sql`${posts.id} > ${afterId}::bigint`))
    .orderBy(posts.id)
    .limit(limit);

/** Texts of the next batch that must be read before it can be applied, and the reader they must be read by. */
export async function findUnkept(
  ctx: Ctx,
  claim: Claim,
  limit: number,
): Promise<{ modelVersion: string | null; texts: UnkeptText[] }> {
  const applied = await findApplied(ctx, claim);
  if (!applied) return { modelVersion: null, texts: [] };
  const { afterId } = await cursorOf(ctx, claim);
  const ids = (await nextPosts(ctx, afterId, limit)).filter(({ state }) => state === "read").map(({ id }) => id);
  const { rows } = await ctx.tx.execute<{ hash: Buffer; body: string }>(sql`
    select distinct on (${posts.textHash}) ${posts.textHash} as hash, ${postTexts.text} as body from ${posts}
    join ${postTexts} on ${postTexts.workspaceId} = ${posts.workspaceId} and ${postTexts.postId} = ${posts.id}
    where ${inProject(posts, ctx)} and ${posts.id} = any(${bigints(ids)}) and not ${posts.isDeleted}
      and not exists (select from ${textReadings} r where r.workspace_id = ${ctx.workspaceId} and r.project_id = ${ctx.projectId}
        and r.model_version = ${applied.modelVersion} and r.text_hash = ${posts.textHash})`);
  const texts = rows.map(({ hash, body }) => ({ textKey: hash.toString("base64"), text: body }));
  return { modelVersion: applied.modelVersion, texts };
}

/**
 * Gives the next posts, in order of id, their class: classes, progress and cursor in one transaction. Posts that nobody has
 * read yet get theirs when they are read. Returns whether the run has ended (finished, or another version is published).
 * @throws LeaseLost
 */
export async function applyBatch(ctx: Ctx, claim: Claim, limit: number): Promise<boolean> {
  await freshPlans(ctx);
  await lockClasses(ctx, "save");
  const applied = await findApplied(ctx, claim);
  if (!applied) {
    await endSuperseded(ctx, claim);
    return true;
  }
  const { afterId, done, detail } = await cursorOf(ctx, claim);
  const batch = await nextPosts(ctx, afterId, limit);
  const read = batch.filter(({ state }) => state === "read").map(({ id }) => id);
  const vectors = await vectorsOf(ctx, applied.modelVersion, read);
  await writeClasses(ctx, applied, vectors);
  await dropStale(ctx, applied, read, vectors);
  const count = (name: string) => Number(detail[name] ?? 0);
  await saveProgress(ctx, claim, {
    done: done + batch.length,
    cursor: { postId: String(batch.at(-1)?.id ?? afterId) },
    detail: {
      version: applied.number,
      classed: count("classed") + vectors.length,
      withoutVector: count("withoutVector") + read.length - vectors.length,
    },
  });
  if (batch.length === limit) return false;
  await finishRun(ctx, claim);
  await announce(ctx);
  return true;
}

/** Classes of an older version on posts that this one can say nothing about. */
async function dropStale(ctx: Ctx, { classifierId }: VersionHead, read: readonly bigint[], vectors: readonly Vector[]) {
  const known = new Set(vectors.map(({ id }) => id));
  const stale = read.filter((id) => !known.has(id));
  if (stale.length === 0) return;
  await ctx.tx
    .delete(postClasses)
    .where(
      and(
        inWorkspace(postClasses, ctx),
        eq(postClasses.classifierId, classifierId),
        inArray(postClasses.postId, stale),
      ),
    );
}

/** Pages ask for their numbers again. */
export async function announce(ctx: Ctx): Promise<void> {
  await ctx.tx
    .update(projectPulse)
    .set({ revision: sql`${projectPulse.revision} + 1` })
    .where(inProject(projectPulse, ctx));
}
