/** Why the reader says what it says of a post: computed when somebody asks, kept until the post's text changes. */
import { foreignKey, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { type Explanation, WHY_HEADS } from "@/lib/contracts/why";
import { bigId, bytea, createdAt, workspaceId } from "./columns";
import { posts } from "./posts";

/** Of a kept explanation: the words, and the posts that read most like it, most alike first. No text of any post. */
export interface StoredWhy {
  explanation: Explanation;
  nearest: { postId: string; similarity: number }[];
}

export const explanations = pgTable(
  "explanations",
  {
    workspaceId: workspaceId(),
    postId: bigId("post_id").notNull(),
    modelVersion: text("model_version").notNull(),
    head: text("head", { enum: WHY_HEADS }).notNull(),
    projectId: uuid("project_id").notNull(),
    /** posts.text_hash of the text that was explained; another text of the post needs another explanation. */
    textHash: bytea("text_hash").notNull(),
    /** null: the reader could not explain it, and `failure` says why. */
    body: jsonb("body").$type<StoredWhy>(),
    failure: text("failure"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.postId, t.modelVersion, t.head] }),
    foreignKey({ columns: [t.workspaceId, t.postId], foreignColumns: [posts.workspaceId, posts.id] }).onDelete(
      "cascade",
    ),
  ],
);
