import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyPost, anyQuery } from "./arbitraries";
import type { QueryNode } from "./ast";
import { compileMatcher, matches } from "./evaluate";
import { parseSavedQuery } from "./parser";
import { type PostSource, postFields } from "./post-fields";

const post = (over: Partial<PostSource> = {}) =>
  postFields({
    text: "I love Apple’s new 手机, don't you? #Launch",
    authorHandle: "@Ana_B",
    lang: "en-US",
    platform: "Twitter",
    type: "post",
    tags: ["New York", "vip"],
    ...over,
  });

const hits = (query: string, over?: Partial<PostSource>) => matches(parseSavedQuery(query), post(over));

describe("matches", () => {
  it.each([
    "apple",
    "APPLE",
    "apple's",
    "手机",
    "手",
    '"love apple"',
    "dont",
    "don’t",
    "launch",
    "#launch",
    "hashtag:LAUNCH",
    "author:ana_b",
    "author:@ANA_B",
    "lang:en",
    "lang:en-GB",
    "platform:twitter",
    "type:post",
    'tag:"new york"',
    "tag:VIP",
    "apple OR pear",
    "apple -pear",
    "NOT pear",
    "lang:(zh OR en)",
  ])("finds the post by %j", (query) => {
    expect(hits(query)).toBe(true);
  });

  it.each([
    "app",
    "apples",
    "机手",
    '"apple love"',
    "#apple",
    "author:ana",
    "lang:zh",
    "lang:und",
    "platform:twit",
    "type:reply",
    "tag:york",
    "apple AND pear",
    "-apple",
    "NOT (pear OR apple)",
  ])("does not find it by %j", (query) => {
    expect(hits(query)).toBe(false);
  });

  it("knows posts without a language and tombstones", () => {
    expect(hits("lang:und", { lang: null })).toBe(true);
    expect(hits("apple", { text: null })).toBe(false);
    expect(hits("-apple author:ana_b", { text: null })).toBe(true);
  });

  it("agrees with the meaning of the operators", () => {
    const meaning = (node: QueryNode, fields: ReturnType<typeof post>): boolean => {
      if (node.kind === "and") return node.children.every((child) => meaning(child, fields));
      if (node.kind === "or") return node.children.some((child) => meaning(child, fields));
      if (node.kind === "not") return !meaning(node.child, fields);
      return matches(node, fields);
    };
    fc.assert(
      fc.property(anyQuery, anyPost, (ast, source) => {
        const fields = postFields(source);
        expect(matches(ast, fields)).toBe(meaning(ast, fields));
      }),
    );
  });
});

describe("compileMatcher", () => {
  it("gives the ids of the topics that match, in order", () => {
    const match = compileMatcher([
      { id: "b", query: "love" },
      { id: "c", query: "hate" },
      { id: "a", query: "手机 -hate" },
    ]);
    expect(match(post())).toEqual(["b", "a"]);
    expect(match(post({ text: "nothing" }))).toEqual([]);
  });

  it("refuses a query that cannot be read", () => {
    expect(() => compileMatcher([{ id: "a", query: "(" }])).toThrow("bracket");
  });
});
