/** Posts drawn to be checked by hand, and what people say of them: what the accuracy passport is made of. */
import {
  bigint,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ANSWERS } from "@/lib/contracts/accuracy";
import { SENTIMENTS } from "@/lib/contracts/entities";
import { bigId, createdAt, instant, workspaceId } from "./columns";
import { posts } from "./posts";
import { projects } from "./workspaces";

/**
 * A sample stands for the posts with id <= `lastPostId` that were published from `postsFrom` on and that no earlier sample stands
 * for, so that samples never overlap and may be pooled.
 */
export const accuracySamples = pgTable(
  "accuracy_samples",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    projectId: uuid("project_id").notNull(),
    /** Monday, in UTC. */
    week: date("week", { mode: "string" }).notNull(),
    /** 0: the week's own, by the sweep; 1, 2, …: asked for. */
    part: integer("part").notNull(),
    modelVersion: text("model_version").notNull(),
    seed: bigint("seed", { mode: "number" }).notNull(),
    size: integer("size").notNull(),
    drawnFrom: integer("drawn_from").notNull(),
    /** null: from the beginning. */
    postsFrom: instant("posts_from"),
    lastPostId: bigId("last_post_id").notNull(),
    drawnBy: uuid("drawn_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("accuracy_samples_week_key").on(t.workspaceId, t.projectId, t.week, t.part),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

export const accuracySamplePosts = pgTable(
  "accuracy_sample_posts",
  {
    workspaceId: workspaceId(),
    postId: bigId("post_id").notNull(),
    projectId: uuid("project_id").notNull(),
    sampleId: uuid("sample_id").notNull(),
    /** Order of checking, random: the first few are a sample as well. */
    position: integer("position").notNull(),
    inclusionProbability: real("inclusion_probability").notNull(),
    /** The model's label and its probability at drawing. */
    predicted: text("predicted", { enum: SENTIMENTS }).notNull(),
    probability: real("probability").notNull(),
    /** What people settled on where they disagreed. */
    settled: text("settled", { enum: ANSWERS }),
    settledBy: uuid("settled_by"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.postId] }),
    index("accuracy_sample_posts_sample_idx").on(t.workspaceId, t.sampleId, t.position),
    foreignKey({
      columns: [t.workspaceId, t.sampleId],
      foreignColumns: [accuracySamples.workspaceId, accuracySamples.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.workspaceId, t.postId], foreignColumns: [posts.workspaceId, posts.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** One answer per person and post. */
export const accuracyAnswers = pgTable(
  "accuracy_answers",
  {
    workspaceId: workspaceId(),
    postId: bigId("post_id").notNull(),
    userId: uuid("user_id").notNull(),
    answer: text("answer", { enum: ANSWERS }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.postId, t.userId] }),
    foreignKey({
      columns: [t.workspaceId, t.postId],
      foreignColumns: [accuracySamplePosts.workspaceId, accuracySamplePosts.postId],
    }).onDelete("cascade"),
  ],
);
