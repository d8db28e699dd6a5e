/** Counted from posts, never added to: dirt says which buckets to count again. */
import { bigint, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { SENTIMENT_STATES } from "@/lib/contracts/entities";
import { bytea, instant, workspaceId } from "./columns";
import { projects } from "./workspaces";

/** Append-only; one row per change and bucket, no unique key. Deleted by the refresher that recounts the bucket. */
export const dirtyBuckets = pgTable(
  "dirty_buckets",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    /** Start of the UTC hour. */
    bucket: instant("bucket").notNull(),
  },
  (t) => [
    index("dirty_buckets_idx").on(t.workspaceId, t.projectId, t.bucket),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** Sums per UTC hour. `topicId` is the nil uuid for "all posts of the project". */
export const rollupsHourly = pgTable(
  "rollups_hourly",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    topicId: uuid("topic_id").notNull(),
    bucket: instant("bucket").notNull(),
    platform: text("platform").notNull(),
    /** "und" when unknown. */
    lang: text("lang").notNull(),
    sentiment: text("sentiment", { enum: SENTIMENT_STATES }).notNull(),
    posts: bigint("posts", { mode: "number" }).notNull(),
    engagement: bigint("engagement", { mode: "number" }).notNull(),
    reach: bigint("reach", { mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId, t.topicId, t.bucket, t.platform, t.lang, t.sentiment] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** Who wrote in a bucket: a mergeable sketch per topic. */
export const rollupAuthors = pgTable(
  "rollup_authors",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    topicId: uuid("topic_id").notNull(),
    bucket: instant("bucket").notNull(),
    sketch: bytea("sketch").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId, t.topicId, t.bucket] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** Rises whenever a rollup of the project was replaced: pages poll it instead of the numbers. */
export const projectPulse = pgTable(
  "project_pulse",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    revision: bigint("revision", { mode: "number" }).notNull().default(0),
    countedAt: instant("counted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);
