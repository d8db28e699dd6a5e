import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyQuery } from "./arbitraries";
import { QUERY_LIMITS, type QueryNode } from "./ast";
import { parseQuery, parseSavedQuery } from "./parser";
import { highlightTerms, printQuery } from "./print";

/** The tree in brackets, short enough to read in a test. */
function show(node: QueryNode): string {
  switch (node.kind) {
    case "term":
      return node.tokens.join("+");
    case "field":
      return `${node.field}=${node.value}`;
    case "not":
      return `!${show(node.child)}`;
    default:
      return `(${node.children.map(show).join(node.kind === "and" ? " & " : " | ")})`;
  }
}

const read = (query: string) => {
  const { ast, problem } = parseQuery(query);
  return ast ? show(ast) : `${problem.code} ${problem.start}-${problem.end}`;
};

describe("parseQuery", () => {
  it.each([
    ["apple", "apple"],
    ["apple pie", "(apple & pie)"],
    ["apple AND pie OR tart", "((apple & pie) | tart)"],
    ["a OR b c OR d", "(a | (b & c) | d)"],
    ["NOT a b", "(!a & b)"],
    ["NOT (a b)", "!(a & b)"],
    ["a -b -(c OR d)", "(a & !b & !(c | d))"],
    ["-a", "!a"],
    ["NOT NOT a", "a"],
    ["--a", "a"],
    ["a NOT b", "(a & !b)"],
    ["a AND NOT b OR NOT c", "((a & !b) | !c)"],
    ["(a (b (c)))", "(a & b & c)"],
    ['"new phone" case', "(new+phone & case)"],
    ["“new phone”", "new+phone"],
    ["（苹果 OR 手机）", "(苹+果 | 手+机)"],
    ["lang：zh", "lang=zh"],
    ["well-known", "well+known"],
    ['a\n<<< brands ( " >>>\nOR b', "(a | b)"],
    ["constructor __proto__", "(constructor & __proto__)"],
    ["lang:zh-CN lang:und", "(lang=zh & lang=und)"],
    ["LANG:(en OR zh)", "(lang=en | lang=zh)"],
    ["author:(@Ana OR -“Bob Lee”)", "(author=ana | !author=bob lee)"],
    ["author:@Ana platform:Twitter type:REPLY", "(author=ana & platform=twitter & type=reply)"],
    ["hashtag:#Launch #launch #苹果#", "(hashtag=launch & hashtag=launch & hashtag=苹果)"],
    ['tag:"New  York" tag:a:b', "(tag=new york & tag=a:b)"],
    ["text:(a OR #b)", "(a | b)"],
    ["lang: en", "lang=en"],
    ["10:30", "10+30"],
    ["好吗？", "好+吗"],
    ["–a －b", "(!a & !b)"],
    ["a and b", "(a & and & b)"],
  ])("reads %j", (query, tree) => {
    expect(read(query)).toBe(tree);
  });

  it.each([
    ["", "empty 0-0"],
    ["  \n", "empty 0-3"],
    ["<<<a>>>", "empty 0-7"],
    ["a <<<b", "unclosed_comment 2-6"],
    ['a "b c', "unclosed_quote 2-6"],
    ["a (b", "unclosed_bracket 2-3"],
    ["(", "unclosed_bracket 0-1"],
    ["a b)", "unopened_bracket 3-4"],
    ["a ()", "empty_brackets 2-4"],
    ["OR a", "operand_before 0-2"],
    ["a AND OR b", "operand_after 2-5"],
    ["a OR", "operand_after 2-4"],
    ["a (b NOT)", "operand_after 5-8"],
    ["a & b", "no_words 2-3"],
    ["a - b", "no_words 2-3"],
    ['""', "no_words 0-2"],
    ["lang:", "value_missing 0-5"],
    ["a lang: AND b", "value_missing 2-7"],
    ["author:@", "value_missing 7-8"],
    ["foo:bar", "unknown_field 0-4"],
    ["see https://x.example", "unknown_field 4-10"],
    ["title:a", "not_available 0-6"],
    ["a followers:>10", "not_available 2-12"],
    ["appl*", "not_available 0-5"],
    ["wor?d", "not_available 0-5"],
    ['"appl* pie"', "not_available 0-11"],
    ['"a b"~3', "not_available 0-6"],
    ["a NEAR/3 b", "not_available 2-8"],
    ["a ONEAR/3f b", "not_available 2-10"],
    ["lang:english", "bad_language 5-12"],
    ["type:tweet", "bad_type 5-10"],
    ["lang:(en OR author:x)", "nested_field 12-19"],
  ])("refuses %j", (query, problem) => {
    expect(read(query)).toBe(problem);
  });

  it("says what to do about every problem", () => {
    const { problem } = parseQuery("foo:bar");
    expect(problem?.message).toContain("field");
    expect(problem?.hint).toContain("lang:");
  });

  it("keeps to its limits", () => {
    const terms = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`).join(" OR ");
    const nested = (depth: number) => `${"(".repeat(depth)}a${")".repeat(depth)}`;
    expect(parseQuery(terms(QUERY_LIMITS.terms)).problem).toBeNull();
    expect(parseQuery(terms(QUERY_LIMITS.terms + 1)).problem?.code).toBe("too_many_terms");
    expect(parseQuery(nested(QUERY_LIMITS.nesting)).problem).toBeNull();
    expect(parseQuery(nested(QUERY_LIMITS.nesting + 1)).problem?.code).toBe("too_deep");
    expect(parseQuery(`${"-".repeat(9_000)}a`).problem?.code).toBe("too_deep");
    expect(parseQuery("a".repeat(QUERY_LIMITS.characters)).problem).toBeNull();
    expect(parseQuery("a".repeat(QUERY_LIMITS.characters + 1)).problem?.code).toBe("too_long");
  });

  it.each(["(", "-", '"', "“a", "<<<", "lang:", "a:", "NOT ", "()", "a* ", "\u0301", "#", "手"])(
    "reads the longest query made of %j alone",
    (piece) => {
      const query = piece.repeat(QUERY_LIMITS.characters).slice(0, QUERY_LIMITS.characters);
      expect(parseQuery(query).ast === null).toBe(piece !== "手");
    },
  );

  it("warns of operators in lower case", () => {
    expect(parseQuery("a or b And c").warnings.map(({ start, end }) => [start, end])).toEqual([
      [2, 4],
      [7, 10],
    ]);
    expect(parseQuery('a OR "and" author:or').warnings).toHaveLength(1);
  });

  it("never throws, and places every problem inside the query", () => {
    const pieces = fc.constantFrom(
      "(",
      ")",
      '"',
      "“",
      "-",
      "NOT ",
      "AND ",
      " OR ",
      "lang:",
      "tag:",
      "<<<",
      ">>>",
      "a",
      "手",
      " ",
      "*",
      "~",
      "#",
      "@",
      ":",
      "\n",
    );
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(anything, (query) => {
        const { ast, problem } = parseQuery(query);
        if (problem) {
          expect(problem.start).toBeGreaterThanOrEqual(0);
          expect(problem.end).toBeLessThanOrEqual(query.length);
          expect(problem.start).toBeLessThanOrEqual(problem.end);
        } else expect(parseSavedQuery(printQuery(ast))).toEqual(ast);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("printQuery", () => {
  it("is read back as the same tree", () => {
    fc.assert(
      fc.property(anyQuery, (ast) => {
        expect(parseQuery(printQuery(ast)).ast).toEqual(ast);
      }),
      { numRuns: 2_000 },
    );
  });

  it("writes what a person would write", () => {
    expect(printQuery(parseSavedQuery('(苹果 "new phone") -(a OR lang:en) #Launch'))).toBe(
      '"苹果" AND "new phone" AND NOT (a OR lang:en) AND hashtag:launch',
    );
  });
});

describe("highlightTerms", () => {
  it("names what is looked for and leaves out what is excluded", () => {
    expect(highlightTerms(parseSavedQuery('苹果 "New Phone" OR #launch apple -pear author:ana NOT (a b)'))).toEqual([
      "苹果",
      "new phone",
      "#launch",
      "apple",
    ]);
  });
});
