/** Posts: the narrow row that is counted, the wide text apart from it, who wrote it, and what was said of it. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { EMOTIONS, POST_TYPES, READ_STATES, SENTIMENTS } from "@/lib/contracts/entities";
import { bigId, bytea, createdAt, instant, updatedAt, workspaceId } from "./columns";
import { projects } from "./workspaces";

export const authors = pgTable(
  "authors",
  {
    workspaceId: workspaceId(),
    id: bigId("id").notNull(),
    projectId: uuid("project_id").notNull(),
    platform: text("platform").notNull(),
    /** As shown. */
    handle: text("handle").notNull(),
    /** Normalised for comparison (lib/analysis/query: handleKey). */
    handleKey: text("handle_key").notNull(),
    name: text("name"),
    followerCount: bigint("follower_count", { mode: "number" }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("authors_natural_key").on(t.workspaceId, t.projectId, t.platform, t.handleKey),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

export const posts = pgTable(
  "posts",
  {
    workspaceId: workspaceId(),
    id: bigId("id").notNull(),
    projectId: uuid("project_id").notNull(),
    platform: text("platform").notNull(),
    externalId: text("external_id").notNull(),
    type: text("type", { enum: POST_TYPES }).notNull(),
    authorId: bigId("author_id").notNull(),
    publishedAt: instant("published_at").notNull(),
    /** Primary language subtag; null when nobody knows. */
    lang: text("lang"),
    country: text("country"),
    /** Followers of the author when the post was taken in; what potential reach sums. */
    authorFollowers: bigint("author_followers", { mode: "number" }).notNull().default(0),
    likeCount: bigint("like_count", { mode: "number" }).notNull().default(0),
    repostCount: bigint("repost_count", { mode: "number" }).notNull().default(0),
    replyCount: bigint("reply_count", { mode: "number" }).notNull().default(0),
    /** likes + reposts + replies. */
    engagement: bigint("engagement", { mode: "number" }).notNull().default(0),
    parentExternalId: text("parent_external_id"),
    /** Display form of tags, and the same normalised for comparison. */
    tags: text("tags").array().notNull().default(sql`'{}'`),
    tagKeys: text("tag_keys").array().notNull().default(sql`'{}'`),
    /** First 16 bytes of SHA-256 over everything the source said: equal means "nothing new". */
    contentHash: bytea("content_hash").notNull(),
    /** First 16 bytes of SHA-256 over the text: posts with the same text are read once. */
    textHash: bytea("text_hash").notNull(),
    readState: text("read_state", { enum: READ_STATES }).notNull().default("pending"),
    readAttempts: smallint("read_attempts").notNull().default(0),
    /** What counts: the correction where there is one, else the model's label; null when unread. */
    sentiment: text("sentiment", { enum: SENTIMENTS }),
    /** The model's emotion and flags; null when unread, or in a language that the head is not trusted in. */
    emotion: text("emotion", { enum: EMOTIONS }),
    isOffensive: boolean("is_offensive"),
    isHate: boolean("is_hate"),
    isIrony: boolean("is_irony"),
    /** Deleted at its source: counted, unreadable. */
    isDeleted: boolean("is_deleted").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("posts_natural_key").on(t.workspaceId, t.projectId, t.platform, t.externalId),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
    foreignKey({ columns: [t.workspaceId, t.authorId], foreignColumns: [authors.workspaceId, authors.id] }),
    // the feed (scanned backwards for newest first), and the recount of a bucket
    index("posts_published_idx").on(t.workspaceId, t.projectId, t.publishedAt, t.id),
    // the posts with most engagement of any range (scanned backwards), without sorting the range
    index("posts_engagement_idx").on(t.workspaceId, t.projectId, t.engagement, t.id),
    // the posts of one author, and the count of authors
    index("posts_author_idx").on(t.workspaceId, t.projectId, t.authorId, t.publishedAt),
    // what the reader has not read yet
    index("posts_pending_idx").on(t.workspaceId, t.projectId, t.id).where(sql`read_state = 'pending'`),
  ],
);

export const postTexts = pgTable(
  "post_texts",
  {
    workspaceId: workspaceId(),
    postId: bigId("post_id").notNull(),
    projectId: uuid("project_id").notNull(),
    text: text("text").notNull(),
    /** Tokens with single spaces, what topic queries match on (lib/analysis/query/search-text.ts). */
    searchText: text("search_text").notNull(),
    url: text("url"),
    hashtags: text("hashtags").array().notNull().default(sql`'{}'`),
    mentions: text("mentions").array().notNull().default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.postId] }),
    foreignKey({ columns: [t.workspaceId, t.postId], foreignColumns: [posts.workspaceId, posts.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** What a model said, kept per model version. */
export const postLabels = pgTable(
  "post_labels",
  {
    workspaceId: workspaceId(),
    postId: bigId("post_id").notNull(),
    modelVersion: text("model_version").notNull(),
    sentiment: text("sentiment", { enum: SENTIMENTS }).notNull(),
    /** Calibrated, 0..1, summing to 1. */
    negative: real("negative").notNull(),
    neutral: real("neutral").notNull(),
    positive: real("positive").notNull(),
    /** null: the head is not trusted in the post's language. Probabilities of the emotion given, and of a yes. */
    emotion: text("emotion", { enum: EMOTIONS }),
    emotionProbability: real("emotion_probability"),
    offensive: real("offensive"),
    hate: real("hate"),
    irony: real("irony"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.postId, t.modelVersion] }),
    foreignKey({ columns: [t.workspaceId, t.postId], foreignColumns: [posts.workspaceId, posts.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** What the reader computed of a text, once per project and model version, whoever posted it and however often. */
export const textReadings = pgTable(
  "text_readings",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    modelVersion: text("model_version").notNull(),
    /** posts.text_hash of the posts it belongs to. */
    textHash: bytea("text_hash").notNull(),
    /** Little-endian float32, all heads in the order of the model's config.json; before temperature. */
    logits: bytea("logits").notNull(),
    /** 384 signed bytes: the unit vector scaled so that its largest number is 127. Cosine needs no scale. */
    embedding: bytea("embedding").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId, t.modelVersion, t.textHash] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** What a person said instead; kept apart from the model's labels. */
export const corrections = pgTable(
  "corrections",
  {
    workspaceId: workspaceId(),
    postId: bigId("post_id").notNull(),
    sentiment: text("sentiment", { enum: SENTIMENTS }).notNull(),
    userId: uuid("user_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.postId] }),
    foreignKey({ columns: [t.workspaceId, t.postId], foreignColumns: [posts.workspaceId, posts.id] }).onDelete(
      "cascade",
    ),
  ],
);
