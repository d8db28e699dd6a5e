/** Answers whether a post matches a query. The SQL compiler (lib/services/query-sql.ts) gives the same answer. */
import type { FieldNode, QueryNode } from "./ast";
import { parseSavedQuery } from "./parser";
import type { PostFields } from "./post-fields";

type Test = (post: PostFields) => boolean;

/** The stored form of a term: what `search_text` must contain. */
export const termNeedle = (tokens: readonly string[]): string => ` ${tokens.join(" ")} `;

function fieldTest({ field, value }: FieldNode): Test {
  switch (field) {
    case "author":
      return (post) => post.handleKey === value;
    case "lang":
      return (post) => (post.lang ?? "und") === value;
    case "platform":
      return (post) => post.platform === value;
    case "hashtag":
      return (post) => post.hashtags.includes(value);
    case "type":
      return (post) => post.type === value;
    case "tag":
      return (post) => post.tagKeys.includes(value);
  }
}

function compile(node: QueryNode): Test {
  switch (node.kind) {
    case "term": {
      const needle = termNeedle(node.tokens);
      return (post) => post.searchText.includes(needle);
    }
    case "field":
      return fieldTest(node);
    case "not": {
      const child = compile(node.child);
      return (post) => !child(post);
    }
    case "and":
    case "or": {
      const tests = node.children.map(compile);
      return node.kind === "and"
        ? (post) => tests.every((test) => test(post))
        : (post) => tests.some((test) => test(post));
    }
  }
}

/** Whether the post matches. To ask the same of many posts, use `compileMatcher`. */
export function matches(ast: QueryNode, post: PostFields): boolean {
  return compile(ast)(post);
}

/** A topic as the matcher needs it. */
export type MatchedTopic = { id: string; query: string };

/**
 * Reads the queries once; the function that comes back gives the ids of the topics a post matches, in the order given.
 * Throws QueryProblemError when a query cannot be read (saved queries were checked).
 */
export function compileMatcher(topics: readonly MatchedTopic[]): (post: PostFields) => string[] {
  const tests = topics.map(({ id, query }) => ({ id, test: compile(parseSavedQuery(query)) }));
  return (post) => {
    const ids: string[] = [];
    for (const { id, test } of tests) if (test(post)) ids.push(id);
    return ids;
  };
}
