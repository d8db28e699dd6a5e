/** A team's own classifiers: labelled texts, the heads trained on them, and the class that the published one gives each post. */
import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { type ClassifierReport, EXAMPLE_SOURCES, VERSION_STATES } from "@/lib/contracts/classifiers";
import { bigId, bytea, createdAt, instant, updatedAt, workspaceId } from "./columns";
import { posts } from "./posts";
import { projects } from "./workspaces";

export const classifiers = pgTable(
  "classifiers",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    projectId: uuid("project_id").notNull(),
    name: text("name").notNull(),
    /** What belongs to which label, for everyone who labels. */
    guideline: text("guideline").notNull().default(""),
    /** In the order of the keys 1 to 9; empty until the first upload brings them. */
    labels: text("labels").array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("classifiers_name_key").on(t.workspaceId, t.projectId, t.name),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** One label per person and text. */
export const classifierExamples = pgTable(
  "classifier_examples",
  {
    workspaceId: workspaceId(),
    classifierId: uuid("classifier_id").notNull(),
    /** Like posts.text_hash: equal for equal texts. */
    textHash: bytea("text_hash").notNull(),
    userId: uuid("user_id").notNull(),
    text: text("text").notNull(),
    label: text("label").notNull(),
    source: text("source", { enum: EXAMPLE_SOURCES }).notNull(),
    /** The post that was labelled; no foreign key, as the text is kept when the post goes. */
    postId: bigId("post_id"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.classifierId, t.textHash, t.userId] }),
    foreignKey({
      columns: [t.workspaceId, t.classifierId],
      foreignColumns: [classifiers.workspaceId, classifiers.id],
    }).onDelete("cascade"),
    // the list of examples, newest first
    index("classifier_examples_list_idx").on(t.workspaceId, t.classifierId, t.createdAt),
  ],
);

export const classifierVersions = pgTable(
  "classifier_versions",
  {
    workspaceId: workspaceId(),
    classifierId: uuid("classifier_id").notNull(),
    number: integer("number").notNull(),
    projectId: uuid("project_id").notNull(),
    state: text("state", { enum: VERSION_STATES }).notNull().default("trained"),
    /** The reader whose embeddings the head was trained on; it fits no other. */
    modelVersion: text("model_version").notNull(),
    labels: text("labels").array().notNull(),
    /** lib/analysis/classify: a serialised head. */
    head: jsonb("head").$type<unknown>().notNull(),
    report: jsonb("report").$type<ClassifierReport>().notNull(),
    /** Text hashes of the held-out fifth, 16 bytes each, so that versions can be compared on what neither was trained on. */
    heldOut: bytea("held_out").notNull(),
    seed: bigint("seed", { mode: "number" }).notNull(),
    exampleCount: integer("example_count").notNull(),
    /** The run that trained it: a run leaves one version, however often it is done. */
    runId: uuid("run_id").notNull(),
    trainedBy: uuid("trained_by"),
    createdAt: createdAt(),
    publishedBy: uuid("published_by"),
    publishedAt: instant("published_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.classifierId, t.number] }),
    uniqueIndex("classifier_versions_run_key").on(t.workspaceId, t.runId),
    // at most one is published; and what the reader looks up with every chunk
    uniqueIndex("classifier_versions_published_key")
      .on(t.workspaceId, t.projectId, t.classifierId)
      .where(sql`state = 'published'`),
    foreignKey({
      columns: [t.workspaceId, t.classifierId],
      foreignColumns: [classifiers.workspaceId, classifiers.id],
    }).onDelete("cascade"),
  ],
);

/** The class of a post by the published version; rows exist while one is published, and go with it. */
export const postClasses = pgTable(
  "post_classes",
  {
    workspaceId: workspaceId(),
    classifierId: uuid("classifier_id").notNull(),
    postId: bigId("post_id").notNull(),
    version: integer("version").notNull(),
    label: text("label").notNull(),
    /** 0..1, of the label given. */
    probability: real("probability").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.classifierId, t.postId] }),
    // from a post to its classes: cards, and the cascade of a post
    index("post_classes_post_idx").on(t.workspaceId, t.postId),
    // a filter by label
    index("post_classes_label_idx").on(t.workspaceId, t.classifierId, t.label, t.postId),
    foreignKey({
      columns: [t.workspaceId, t.classifierId],
      foreignColumns: [classifiers.workspaceId, classifiers.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.workspaceId, t.postId], foreignColumns: [posts.workspaceId, posts.id] }).onDelete(
      "cascade",
    ),
  ],
);
