/** Post cards: everything a card shows, for a handful of posts at once. */
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { classifiers, postClasses } from "@/drizzle/schema/classifiers";
import { authors, corrections, postLabels, posts, postTexts } from "@/drizzle/schema/posts";
import { postTopics, topics } from "@/drizzle/schema/topics";
import { users } from "@/drizzle/schema/users";
import { POST_FLAGS, type PostFlag } from "@/lib/contracts/entities";
import type { PostCard } from "@/lib/contracts/posts";
import { type Ctx, inProject, inWorkspace } from "./ctx";

const parents = alias(posts, "parents");
const parentTexts = alias(postTexts, "parent_texts");
const parentAuthors = alias(authors, "parent_authors");

const ofPost = (table: typeof postTexts | typeof corrections) =>
  and(eq(table.workspaceId, posts.workspaceId), eq(table.postId, posts.id));

async function loadRows(ctx: Ctx, ids: readonly bigint[]) {
  return ctx.tx
    .select({
      post: posts,
      text: postTexts.text,
      url: postTexts.url,
      author: { id: authors.id, handle: authors.handle, name: authors.name, followerCount: authors.followerCount },
      correction: { sentiment: corrections.sentiment, at: corrections.createdAt, by: users.name },
      parent: { id: parents.id, isDeleted: parents.isDeleted, text: parentTexts.text, handle: parentAuthors.handle },
    })
    .from(posts)
    .innerJoin(authors, and(eq(authors.workspaceId, posts.workspaceId), eq(authors.id, posts.authorId)))
    .leftJoin(postTexts, ofPost(postTexts))
    .leftJoin(corrections, ofPost(corrections))
    .leftJoin(users, eq(users.id, corrections.userId))
    .leftJoin(
      parents,
      and(
        eq(parents.workspaceId, posts.workspaceId),
        eq(parents.projectId, posts.projectId),
        eq(parents.platform, posts.platform),
        eq(parents.externalId, posts.parentExternalId),
      ),
    )
    .leftJoin(parentTexts, and(eq(parentTexts.workspaceId, parents.workspaceId), eq(parentTexts.postId, parents.id)))
    .leftJoin(
      parentAuthors,
      and(eq(parentAuthors.workspaceId, parents.workspaceId), eq(parentAuthors.id, parents.authorId)),
    )
    .where(and(inProject(posts, ctx), inArray(posts.id, [...ids])));
}

type CardRow = Awaited<ReturnType<typeof loadRows>>[number];

type Label = Pick<PostCard, "model" | "emotion" | "flags">;
const NO_LABEL: Label = { model: null, emotion: null, flags: [] };

/** The newest label of each post. */
async function loadLabels(ctx: Ctx, ids: readonly bigint[]): Promise<Map<bigint, Label>> {
  const rows = await ctx.tx
    .selectDistinctOn([postLabels.postId])
    .from(postLabels)
    .where(and(inWorkspace(postLabels, ctx), inArray(postLabels.postId, [...ids])))
    .orderBy(postLabels.postId, sql`${postLabels.createdAt} desc`, sql`${postLabels.modelVersion} desc`);
  return new Map(rows.map((row) => [row.postId, toLabel(row)]));
}

function toLabel(row: typeof postLabels.$inferSelect): Label {
  const { sentiment, negative, neutral, positive, modelVersion, emotion, emotionProbability } = row;
  return {
    model: { sentiment, probabilities: [negative, neutral, positive], modelVersion },
    emotion: emotion ? { label: emotion, probability: emotionProbability ?? 0 } : null,
    flags: POST_FLAGS.flatMap((flag) => (row[flag] === null ? [] : [{ flag, probability: row[flag] }])),
  };
}

async function loadTopics(ctx: Ctx, ids: readonly bigint[]): Promise<Map<bigint, PostCard["topics"]>> {
  const rows = await ctx.tx
    .select({ postId: postTopics.postId, id: topics.id, name: topics.name })
    .from(postTopics)
    .innerJoin(topics, and(eq(topics.workspaceId, postTopics.workspaceId), eq(topics.id, postTopics.topicId)))
    .where(and(inWorkspace(postTopics, ctx), inArray(postTopics.postId, [...ids])))
    .orderBy(asc(topics.name));
  const byPost = new Map<bigint, PostCard["topics"]>();
  for (const { postId, id, name } of rows) byPost.set(postId, [...(byPost.get(postId) ?? []), { id, name }]);
  return byPost;
}

async function loadClasses(ctx: Ctx, ids: readonly bigint[]): Promise<Map<bigint, PostCard["classes"]>> {
  const rows = await ctx.tx
    .select({
      postId: postClasses.postId,
      classifierId: postClasses.classifierId,
      name: classifiers.name,
      label: postClasses.label,
      probability: postClasses.probability,
    })
    .from(postClasses)
    .innerJoin(
      classifiers,
      and(eq(classifiers.workspaceId, postClasses.workspaceId), eq(classifiers.id, postClasses.classifierId)),
    )
    .where(and(inWorkspace(postClasses, ctx), inArray(postClasses.postId, [...ids])))
    .orderBy(asc(classifiers.name));
  const byPost = new Map<bigint, PostCard["classes"]>();
  for (const { postId, ...own } of rows) byPost.set(postId, [...(byPost.get(postId) ?? []), own]);
  return byPost;
}

/** Whether the post counts as flagged: a threshold of the model, decided when it was read. */
const isRaised = ({ isOffensive, isHate, isIrony }: CardRow["post"], flag: PostFlag): boolean =>
  ({ offensive: isOffensive, hate: isHate, irony: isIrony })[flag] === true;

/** What of a row needs no other table; a tombstone keeps its numbers and loses its words. */
function toCard(row: CardRow, label: Label, own: Pick<PostCard, "topics" | "classes">): PostCard {
  const { post, author, correction, parent } = row;
  return {
    id: String(post.id),
    platform: post.platform,
    externalId: post.externalId,
    type: post.type,
    text: post.isDeleted ? null : row.text,
    url: post.isDeleted ? null : row.url,
    publishedAt: post.publishedAt.toISOString(),
    lang: post.lang,
    author: { ...author, id: String(author.id) },
    parent: parent?.id
      ? { id: String(parent.id), authorHandle: parent.handle ?? "", text: parent.isDeleted ? null : parent.text }
      : null,
    likeCount: post.likeCount,
    repostCount: post.repostCount,
    replyCount: post.replyCount,
    engagement: post.engagement,
    readState: post.readState,
    sentiment: post.sentiment,
    ...label,
    flags: label.flags.filter(({ flag }) => isRaised(post, flag)),
    correction: correction?.sentiment
      ? {
          sentiment: correction.sentiment,
          by: correction.by ?? "",
          at: (correction.at ?? post.updatedAt).toISOString(),
        }
      : null,
    ...own,
    tags: post.tags,
  };
}

/** Cards of the posts of these ids that are in the project, in the order given. */
export async function loadCards(ctx: Ctx, ids: readonly bigint[]): Promise<PostCard[]> {
  if (ids.length === 0) return [];
  const rows = await loadRows(ctx, ids);
  const labels = await loadLabels(ctx, ids);
  const topicsOf = await loadTopics(ctx, ids);
  const classesOf = await loadClasses(ctx, ids);
  const byId = new Map(rows.map((row) => [row.post.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    const own = { topics: topicsOf.get(id) ?? [], classes: classesOf.get(id) ?? [] };
    return row ? [toCard(row, labels.get(id) ?? NO_LABEL, own)] : [];
  });
}
