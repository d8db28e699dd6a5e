/** Compiles a query to a condition over `posts` left-joined with `post_texts`; the same answer as lib/analysis/query/evaluate.ts. */
import { and, not, or, type SQL, sql } from "drizzle-orm";
import { authors, posts, postTexts } from "@/drizzle/schema/posts";
import type { FieldNode, QueryNode } from "@/lib/analysis/query/ast";
import { termNeedle } from "@/lib/analysis/query/evaluate";
import { type Ctx, inProject } from "./ctx";

type Place = Pick<Ctx, "workspaceId" | "projectId">;

/** `from posts` must be followed by this when `readsText` says so. A post may lack its text (tombstones). */
export const joinPostTexts: SQL = sql`left join ${postTexts} on ${postTexts.workspaceId} = ${posts.workspaceId} and ${postTexts.postId} = ${posts.id}`;

/** A LIKE pattern for a part of a stored text, `%`, `_` and `\` standing for themselves. */
export const containsPattern = (part: string): string => `%${part.replace(/[\\%_]/g, "\\$&")}%`;

function fieldCondition({ field, value }: FieldNode, place: Place): SQL {
  switch (field) {
    case "author":
      return sql`${posts.authorId} in (select ${authors.id} from ${authors} where ${inProject(authors, place)} and ${authors.handleKey} = ${value})`;
    case "lang":
      return sql`coalesce(${posts.lang}, 'und') = ${value}`;
    case "platform":
      return sql`${posts.platform} = ${value}`;
    case "hashtag":
      return sql`coalesce(${value} = any(${postTexts.hashtags}), false)`;
    case "type":
      return sql`${posts.type} = ${value}`;
    case "tag":
      return sql`${value} = any(${posts.tagKeys})`;
  }
}

/** The condition of a query. Every part is true or false, never null, so that NOT means what it says. Values are parameters. */
export function queryCondition(node: QueryNode, place: Place): SQL {
  switch (node.kind) {
    case "term":
      return sql`coalesce(${postTexts.searchText} like ${containsPattern(termNeedle(node.tokens))}, false)`;
    case "field":
      return fieldCondition(node, place);
    case "not":
      return not(queryCondition(node.child, place));
    case "and":
    case "or": {
      const children = node.children.map((child) => queryCondition(child, place));
      return sql`(${node.kind === "and" ? and(...children) : or(...children)})`;
    }
  }
}

/** Whether the condition of a query looks at `post_texts`. */
export function readsText(node: QueryNode): boolean {
  switch (node.kind) {
    case "term":
      return true;
    case "field":
      return node.field === "hashtag";
    case "not":
      return readsText(node.child);
    case "and":
    case "or":
      return node.children.some(readsText);
  }
}
