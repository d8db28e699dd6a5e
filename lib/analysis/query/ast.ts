/** The tree of a parsed query. */
import type { QueryProblem } from "@/lib/contracts/topics";

/** Fields of this version of the language. `text:` is not a node: its values are terms. */
export const QUERY_FIELDS = ["author", "lang", "platform", "hashtag", "type", "tag"] as const;
export type QueryField = (typeof QUERY_FIELDS)[number];

/** Words next to each other in a post; a phrase, or one word. `tokens` has at least one. */
export type TermNode = { kind: "term"; tokens: readonly string[] };
/** A field that equals a value in its stored form. `lang:und` means "not known". */
export type FieldNode = { kind: "field"; field: QueryField; value: string };
export type NotNode = { kind: "not"; child: QueryNode };
/** Two children or more; never a child of the same kind, so that long lists stay flat. */
export type GroupNode = { kind: "and" | "or"; children: readonly QueryNode[] };

export type QueryNode = TermNode | FieldNode | NotNode | GroupNode;

/** Either a tree, with remarks that do not stop it, or the first problem. */
export type ParsedQuery =
  | { ast: QueryNode; problem: null; warnings: readonly QueryProblem[] }
  | { ast: null; problem: QueryProblem; warnings: readonly QueryProblem[] };

/** Longest query, most terms and deepest nesting that are read. Characters are UTF-16 units, as offsets are. */
export const QUERY_LIMITS = { characters: 10_000, terms: 200, nesting: 50 } as const;
