/** Random queries and posts for property tests, here and in the database tests. */
import fc from "fast-check";
import { POST_TYPES } from "@/lib/contracts/entities";
import type { FieldNode, GroupNode, NotNode, QueryField, QueryNode, TermNode } from "./ast";
import { handleKey, hashtagKey, platformKey, tagKey } from "./keys";
import type { PostSource } from "./post-fields";
import { searchTokens } from "./search-text";

/** Few words, so that random queries and posts meet; among them what SQL patterns and quoting stumble over. */
export const WORDS = [
  "apple",
  "Apple’s",
  "don't",
  "pie",
  "a_b",
  "axb",
  "100%",
  "100",
  "back\\slash",
  'say"so',
  "手机",
  "手",
  "苹果",
  "#launch",
  "#发布会#",
  "@ana",
  "😀",
  "❤️",
  "👨‍👩‍👧",
  "🇨🇳",
  "パン",
  "데이터",
  "naïve",
  "NAIVE",
  "and",
  "O'Reilly",
] as const;

export const HANDLES = ["Ana_B", "ana_b", "axb", "小明", "o'neil", "100%", "ANA"] as const;
export const PLATFORMS = ["twitter", "Weibo", "file", "100%"] as const;
export const LANGS = ["en", "zh", "fr", null] as const;
export const TAGS = ["New York", "new_york", "vip", "50%", "it's", "客户"] as const;

const word = fc.constantFrom(...WORDS);

/** Posts made of WORDS. */
export const anyPost: fc.Arbitrary<PostSource> = fc.record({
  text: fc.option(
    fc.array(word, { maxLength: 6 }).map((words) => words.join(" ")),
    { freq: 20 },
  ),
  authorHandle: fc.constantFrom(...HANDLES),
  lang: fc.constantFrom(...LANGS),
  platform: fc.constantFrom(...PLATFORMS),
  type: fc.constantFrom(...POST_TYPES),
  tags: fc.array(fc.constantFrom(...TAGS), { maxLength: 2 }),
});

const term: fc.Arbitrary<TermNode> = fc
  .array(word, { minLength: 1, maxLength: 2 })
  .map((words) => ({ kind: "term", tokens: searchTokens(words.join(" ")) }));

const fieldOf = (field: QueryField, values: readonly string[]): fc.Arbitrary<FieldNode> =>
  fc.constantFrom(...values).map((value) => ({ kind: "field", field, value }));

const anyField: fc.Arbitrary<FieldNode> = fc.oneof(
  fieldOf("author", HANDLES.map(handleKey)),
  fieldOf("platform", PLATFORMS.map(platformKey)),
  fieldOf("lang", ["en", "zh", "fr", "und"]),
  fieldOf("hashtag", ["#launch", "发布会", "pie"].map(hashtagKey)),
  fieldOf("type", POST_TYPES),
  fieldOf("tag", TAGS.map(tagKey)),
);

/** Trees in the form that the parser makes: flat groups of two or more, no double NOT. */
export const anyQuery: fc.Arbitrary<QueryNode> = fc.letrec<{ leaf: QueryNode; node: QueryNode }>((tie) => ({
  leaf: fc.oneof({ arbitrary: term, weight: 3 }, { arbitrary: anyField, weight: 2 }),
  node: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    tie("leaf"),
    tie("node").map((child): QueryNode => (child.kind === "not" ? child.child : ({ kind: "not", child } as NotNode))),
    groupOf("and", tie("node")),
    groupOf("or", tie("node")),
  ),
})).node;

function groupOf(kind: "and" | "or", node: fc.Arbitrary<QueryNode>): fc.Arbitrary<GroupNode> {
  return fc
    .array(node, { minLength: 2, maxLength: 3 })
    .map((nodes) => ({ kind, children: nodes.flatMap((one) => (one.kind === kind ? one.children : [one])) }));
}
