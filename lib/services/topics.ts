/** Topics: named queries. A new or changed query starts a run that finds its posts again. */
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema/runs";
import { postTopics, topics } from "@/drizzle/schema/topics";
import type { CreateTopic, Topic, UpdateTopic } from "@/lib/contracts/topics";
import { AppError, notFound } from "@/lib/errors";
import { isUuid, uuidv7 } from "@/lib/ids";
import { enqueueRollups } from "@/lib/jobs/queue";
import { audit } from "./audit";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";
import { queryMetrics } from "./metrics";
import { parseQueryOrThrow } from "./post-conditions";
import { lockTopics } from "./topics-lock";
import { cancelRematches, dirtyTopic, startRematch } from "./topics-rematch";

type TopicRow = typeof topics.$inferSelect;

const rematchTopicId = sql<string>`${runs.params} ->> 'topicId'`;

/** How many posts match by the last count of the metric layer, as every chart says it; one topic, or all. */
async function countPosts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await queryMetrics(ctx, {
    metrics: ["posts"],
    dimensions: ["topic"],
    range: { preset: "all" },
    filter: ids.length === 1 ? { topics: [...ids] } : {},
  });
  return new Map(rows.map(({ keys, values }) => [keys.topic ?? "", values.posts ?? 0]));
}

/** The rematch that is not final, per topic. */
async function findRematches(ctx: Ctx): Promise<Map<string, string>> {
  const active = await ctx.tx
    .select({ id: runs.id, topicId: rematchTopicId })
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.kind, "rematch"), inArray(runs.state, ["queued", "running"])));
  return new Map(active.map((row) => [row.topicId, row.id]));
}

async function toTopics(ctx: Ctx, rows: readonly TopicRow[]): Promise<Topic[]> {
  const ids = rows.map((row) => row.id);
  const [counts, rematches] = [await countPosts(ctx, ids), await findRematches(ctx)];
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    query: row.query,
    colorIndex: row.colorIndex,
    version: row.version,
    postCount: counts.get(row.id) ?? 0,
    rematchRunId: rematches.get(row.id) ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

async function toTopic(ctx: Ctx, row: TopicRow): Promise<Topic> {
  const [topic] = await toTopics(ctx, [row]);
  if (!topic) throw notFound("topic");
  return topic;
}

/** The project's topics by name. */
export async function listTopics(ctx: Ctx): Promise<Topic[]> {
  authorize(ctx, "topic:read");
  const rows = await ctx.tx.select().from(topics).where(inProject(topics, ctx)).orderBy(asc(topics.name));
  return toTopics(ctx, rows);
}

async function loadTopic(ctx: Ctx, topicId: string): Promise<TopicRow> {
  if (!isUuid(topicId)) throw notFound("topic");
  const [row] = await ctx.tx
    .select()
    .from(topics)
    .where(and(inProject(topics, ctx), eq(topics.id, topicId)));
  if (!row) throw notFound("topic");
  return row;
}

/** @throws AppError E_NOT_FOUND */
export async function getTopic(ctx: Ctx, topicId: string): Promise<Topic> {
  authorize(ctx, "topic:read");
  return toTopic(ctx, await loadTopic(ctx, topicId));
}

/** The lowest colour that no other topic of the project has, so that a brand keeps its own. */
async function freeColor(ctx: Ctx): Promise<number> {
  const rows = await ctx.tx.select({ color: topics.colorIndex }).from(topics).where(inProject(topics, ctx));
  const taken = new Set(rows.map((row) => row.color));
  let color = 0;
  while (taken.has(color)) color += 1;
  return color;
}

async function requireFreeName(ctx: Ctx, name: string): Promise<void> {
  const [taken] = await ctx.tx
    .select({ id: topics.id })
    .from(topics)
    .where(and(inProject(topics, ctx), eq(topics.name, name)));
  if (!taken) return;
  throw new AppError("E_CONFLICT", "There is a topic of this name already.", {
    field: "name",
    hint: "Choose another name.",
  });
}

/**
 * Stores a topic and starts the run that finds its posts.
 * @throws AppError E_QUERY, E_CONFLICT (name taken), E_FORBIDDEN
 */
export async function createTopic(ctx: Ctx, input: CreateTopic): Promise<Topic> {
  authorize(ctx, "topic:write");
  parseQueryOrThrow(input.query);
  await lockTopics(ctx, "change");
  await requireFreeName(ctx, input.name);
  const [row] = await ctx.tx
    .insert(topics)
    .values({
      workspaceId: ctx.workspaceId,
      id: uuidv7(ctx.nowMs),
      projectId: ctx.projectId,
      name: input.name,
      kind: input.kind,
      query: input.query,
      colorIndex: await freeColor(ctx),
    })
    .returning();
  if (!row) throw new Error("The topic was not stored.");
  await audit(ctx, { action: "topic.create", targetKind: "topic", targetId: row.id, detail: { ...input } });
  await startRematch(ctx, row);
  return toTopic(ctx, row);
}

/**
 * Changes a topic. A changed query raises the version, ends the older rematch and starts a new one.
 * @throws AppError E_NOT_FOUND, E_QUERY, E_CONFLICT (name taken), E_FORBIDDEN
 */
export async function updateTopic(ctx: Ctx, topicId: string, input: UpdateTopic): Promise<Topic> {
  authorize(ctx, "topic:write");
  if (input.query !== undefined) parseQueryOrThrow(input.query);
  await lockTopics(ctx, "change");
  const before = await loadTopic(ctx, topicId);
  const after = {
    name: input.name ?? before.name,
    kind: input.kind ?? before.kind,
    query: input.query ?? before.query,
  };
  if (after.name !== before.name) await requireFreeName(ctx, after.name);
  const isNewQuery = after.query !== before.query;
  const [row] = await ctx.tx
    .update(topics)
    .set({ ...after, version: before.version + (isNewQuery ? 1 : 0), updatedAt: new Date(ctx.nowMs) })
    .where(and(inProject(topics, ctx), eq(topics.id, topicId)))
    .returning();
  if (!row) throw notFound("topic");
  const detail = { before: { name: before.name, kind: before.kind, query: before.query }, after };
  await audit(ctx, { action: "topic.update", targetKind: "topic", targetId: topicId, detail });
  if (isNewQuery) await startRematch(ctx, row);
  return toTopic(ctx, row);
}

/** Deletes a topic and what it matched; its hours are counted again. @throws AppError E_NOT_FOUND, E_FORBIDDEN */
export async function deleteTopic(ctx: Ctx, topicId: string): Promise<void> {
  authorize(ctx, "topic:write");
  await lockTopics(ctx, "change");
  const row = await loadTopic(ctx, topicId);
  await cancelRematches(ctx, topicId);
  await dirtyTopic(ctx, topicId);
  await ctx.tx.delete(postTopics).where(and(inWorkspace(postTopics, ctx), eq(postTopics.topicId, topicId)));
  await ctx.tx.delete(topics).where(and(inProject(topics, ctx), eq(topics.id, topicId)));
  const detail = { name: row.name, kind: row.kind, query: row.query };
  await audit(ctx, { action: "topic.delete", targetKind: "topic", targetId: topicId, detail });
  ctx.afterCommit(() => enqueueRollups(ctx));
}
