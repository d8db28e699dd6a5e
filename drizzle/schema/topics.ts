/** Topics and which posts match them. */
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { TOPIC_KINDS } from "@/lib/contracts/entities";
import { bigId, createdAt, updatedAt, workspaceId } from "./columns";
import { posts } from "./posts";
import { projects } from "./workspaces";

export const topics = pgTable(
  "topics",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    projectId: uuid("project_id").notNull(),
    name: text("name").notNull(),
    kind: text("kind", { enum: TOPIC_KINDS }).notNull(),
    query: text("query").notNull(),
    colorIndex: integer("color_index").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("topics_name_key").on(t.workspaceId, t.projectId, t.name),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

export const postTopics = pgTable(
  "post_topics",
  {
    workspaceId: workspaceId(),
    topicId: uuid("topic_id").notNull(),
    postId: bigId("post_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.topicId, t.postId] }),
    // from a post to its topics: the feed, and the rollup of a bucket
    index("post_topics_post_idx").on(t.workspaceId, t.postId),
    foreignKey({ columns: [t.workspaceId, t.topicId], foreignColumns: [topics.workspaceId, topics.id] }).onDelete(
      "cascade",
    ),
    foreignKey({ columns: [t.workspaceId, t.postId], foreignColumns: [posts.workspaceId, posts.id] }).onDelete(
      "cascade",
    ),
  ],
);
