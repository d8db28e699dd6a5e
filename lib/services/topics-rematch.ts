/** Finding again which posts match a topic: started with its query, done in batches by a worker. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { runs } from "@/drizzle/schema/runs";
import { postTopics, topics } from "@/drizzle/schema/topics";
import { parseSavedQuery } from "@/lib/analysis/query/parser";
import { enqueueRollups } from "@/lib/jobs/queue";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import { markDirty } from "./dirt";
import { freshPlans } from "./fresh-plans";
import { joinPostTexts, queryCondition } from "./query-sql";
import { type Claim, finishRun, saveProgress } from "./run-lease";
import { startRun } from "./runs";
import { lockTopics } from "./topics-lock";

type TopicRow = typeof topics.$inferSelect;

/** Dirt is marked by instants; one per quarter hour is enough for any bucket that is counted. */
const quarterMs = (column: unknown) =>
  sql`(extract(epoch from date_bin('15 minutes', ${column}, 'epoch')) * 1000)::float8`;

/** Ends the rematches of a topic that are not final; their workers' next write is refused by the fence. */
export async function cancelRematches(ctx: Ctx, topicId: string): Promise<void> {
  await ctx.tx
    .update(runs)
    .set({
      state: "cancelled",
      fence: sql`${runs.fence} + 1`,
      leaseUntil: null,
      finishedAt: new Date(ctx.nowMs),
      updatedAt: sql`now()`,
    })
    .where(
      and(
        inProject(runs, ctx),
        eq(runs.kind, "rematch"),
        inArray(runs.state, ["queued", "running"]),
        sql`${runs.params} ->> 'topicId' = ${topicId}`,
      ),
    );
}

/** Queues the rematch of the topic's version and ends those of older versions. Call under `lockTopics(ctx, "change")`. */
export async function startRematch(ctx: Ctx, topic: TopicRow): Promise<void> {
  await cancelRematches(ctx, topic.id);
  await startRun(ctx, {
    kind: "rematch",
    subject: topic.name,
    params: { topicId: topic.id, version: topic.version },
    unit: "posts",
  });
}

/** Marks every hour that holds a post of the topic. */
export async function dirtyTopic(ctx: Ctx, topicId: string): Promise<void> {
  const { rows } = await ctx.tx.execute<{ at: number }>(sql`
    select distinct ${quarterMs(posts.publishedAt)} as at from ${posts}
    join ${postTopics} on ${postTopics.workspaceId} = ${posts.workspaceId} and ${postTopics.postId} = ${posts.id}
    where ${inProject(posts, ctx)} and ${postTopics.topicId} = ${topicId}`);
  await markDirty(
    ctx,
    rows.map((row) => row.at),
  );
}

/** The topic a rematch is about; null when it is gone or has a newer query. */
async function findCurrent(ctx: Ctx, claim: Claim): Promise<TopicRow | null> {
  const [topic] = await ctx.tx
    .select()
    .from(topics)
    .where(and(inProject(topics, ctx), eq(topics.id, String(claim.run.params.topicId))));
  return topic && topic.version === claim.run.params.version ? topic : null;
}

/** Ends a run whose topic is gone or has a newer query. */
async function endSuperseded(ctx: Ctx, claim: Claim): Promise<void> {
  await ctx.tx
    .update(runs)
    .set({ state: "cancelled", leaseUntil: null, finishedAt: sql`now()`, updatedAt: sql`now()` })
    .where(
      and(inProject(runs, ctx), eq(runs.id, claim.run.id), eq(runs.fence, claim.fence), eq(runs.state, "running")),
    );
}

/** How many posts the run will look at: stored once, at its beginning. */
export async function countRematch(ctx: Ctx, claim: Claim): Promise<void> {
  const { rows } = await ctx.tx.execute<{ total: number }>(
    sql`select count(*)::int as total from ${posts} where ${inProject(posts, ctx)}`,
  );
  await saveProgress(ctx, claim, { total: rows[0]?.total ?? 0 });
}

interface Batch extends Record<string, unknown> {
  seen: number;
  last: string | null;
  dirty: number[] | null;
}

/**
 * Matches the next posts in order of id and writes only what differs, in one statement.
 * A tombstone keeps the topics it matched while its text was there.
 */
async function matchBatch(ctx: Ctx, topic: TopicRow, afterId: string, limit: number): Promise<Batch> {
  const condition = queryCondition(parseSavedQuery(topic.query), ctx);
  const own = sql`${inWorkspace(postTopics, ctx)} and ${postTopics.topicId} = ${topic.id}`;
  const { rows } = await ctx.tx.execute<Batch>(sql`
    with next as materialized (
      select ${posts.id} as id from ${posts}
      where ${inProject(posts, ctx)} and ${posts.id} > ${afterId}::bigint order by ${posts.id} limit ${limit}),
    matched as materialized (
      select ${posts.id} as id, ${quarterMs(posts.publishedAt)} as at, ${posts.isDeleted} as keeps, ${condition} as hits
      from ${posts} ${joinPostTexts}
      where ${inProject(posts, ctx)} and ${posts.id} in (select id from next)),
    removed as (
      delete from ${postTopics} using matched
      where ${own} and ${postTopics.postId} = matched.id and not matched.hits and not matched.keeps
      returning ${postTopics.postId} as id),
    added as (
      insert into ${postTopics} (workspace_id, topic_id, post_id)
      select ${ctx.workspaceId}::uuid, ${topic.id}::uuid, matched.id from matched where matched.hits and not matched.keeps
      on conflict do nothing returning post_id as id)
    select (select count(*)::int from next) as seen, (select max(id)::text from next) as last,
      (select array_agg(distinct matched.at) from matched
       where matched.id in (select id from removed union all select id from added)) as dirty`);
  const [batch] = rows;
  if (!batch) throw new Error("A batch of a rematch gave no answer.");
  return batch;
}

/**
 * Does one batch of a rematch in the transaction of `ctx`: matches, dirt, progress and cursor together.
 * Returns how many posts it looked at and whether the run has ended (finished, or superseded by a newer query).
 * @throws LeaseLost when another worker has the run
 */
export async function rematchBatch(
  ctx: Ctx,
  claim: Claim,
  limit: number,
  ratePerSecond: number | null,
): Promise<{ seen: number; isEnded: boolean }> {
  await freshPlans(ctx);
  await lockTopics(ctx, "change");
  const topic = await findCurrent(ctx, claim);
  if (!topic) {
    await endSuperseded(ctx, claim);
    return { seen: 0, isEnded: true };
  }
  const [run] = await ctx.tx
    .select({ cursor: runs.cursor, done: runs.progressDone })
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.id, claim.run.id)));
  const afterId = String(run?.cursor.postId ?? 0);
  const batch = await matchBatch(ctx, topic, afterId, limit);
  await markDirty(ctx, batch.dirty ?? []);
  await saveProgress(ctx, claim, {
    done: (run?.done ?? 0) + batch.seen,
    ratePerSecond,
    cursor: { postId: batch.last ?? afterId },
  });
  const isEnded = batch.seen < limit;
  if (isEnded) await finishRun(ctx, claim);
  if (batch.dirty) ctx.afterCommit(() => enqueueRollups(ctx));
  return { seen: batch.seen, isEnded };
}
