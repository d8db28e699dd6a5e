import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalisePostText } from "./wordpiece-normalise";
import { createWordPieceTokenizer } from "./wordpiece-tokenizer";

const MODEL = new URL("../../../models/reader/", import.meta.url);
const readModelFile = (name: string) => readFileSync(new URL(name, MODEL), "utf8");

interface GoldenCase {
  text: string;
  normalised: string;
  ids: number[];
}
const golden = JSON.parse(readModelFile("golden.json")) as GoldenCase[];
const config = JSON.parse(readModelFile("config.json")) as {
  clsId: number;
  sepId: number;
  unkId: number;
  maxTokens: number;
};
const shipped = createWordPieceTokenizer(readModelFile("vocab.txt").trimEnd().split("\n"), config);

const PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "good", "##ness", "##s", "n", "##o", "!", "中", "文", "cafe", "σ"];
const small = createWordPieceTokenizer(PIECES, { clsId: 2, sepId: 3, unkId: 1, maxTokens: 8 });
const piecesOf = (text: string) => Array.from(small.encode(text), (id) => PIECES[id]);

describe("the shipped model's golden cases", () => {
  test.each(golden)("normalises and tokenises %j", ({ text, normalised, ids }) => {
    expect(normalisePostText(text)).toBe(normalised);
    expect(Array.from(shipped.encode(normalised))).toEqual(ids);
  });
});

describe("WordPiece", () => {
  test.each([
    ["", ["[CLS]", "[SEP]"]],
    ["goodness!", ["[CLS]", "good", "##ness", "!", "[SEP]"]],
    ["GOODS no", ["[CLS]", "good", "##s", "n", "##o", "[SEP]"]],
    ["goodx n", ["[CLS]", "[UNK]", "n", "[SEP]"]],
    ["中文n", ["[CLS]", "中", "文", "n", "[SEP]"]],
    ["Caf\u00e9 cafe\u0301", ["[CLS]", "cafe", "cafe", "[SEP]"]],
    ["\u03a3", ["[CLS]", "σ", "[SEP]"]],
    ["go\u200bod\u0000ness", ["[CLS]", "good", "##ness", "[SEP]"]],
    ["[SEP]", ["[CLS]", "[UNK]", "[UNK]", "[UNK]", "[SEP]"]],
    ["n n n n n n n n n", ["[CLS]", "n", "n", "n", "n", "n", "n", "[SEP]"]],
    ["n".repeat(101), ["[CLS]", "[UNK]", "[SEP]"]],
  ])("splits %j", (text, expected) => {
    expect(piecesOf(text)).toEqual(expected);
  });

  test("answers the same from a warm cache and cuts any text at the limit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const first = shipped.encode(normalisePostText(text));
        expect(shipped.encode(normalisePostText(text))).toEqual(first);
        expect(first.length).toBeLessThanOrEqual(config.maxTokens);
        expect([first[0], first.at(-1)]).toEqual([config.clsId, config.sepId]);
      }),
    );
  });
});

describe("normalisePostText", () => {
  test.each([
    ["see https://example.org/a?b=1, ok", "see http ok"],
    ["WWW.example.org地址", "http地址"],
    ["xhttp://example.org", "xhttp://example.org"],
    ["@some_one hi a@b", "@user hi a@b"],
    ["@小明: 好", "@user: 好"],
    ["&amp;lt; &lt;", "&lt; <"],
    ["ok👍🏽❤\ufe0f", "ok 👍  ❤ "],
  ])("rewrites %j", (text, expected) => {
    expect(normalisePostText(text)).toBe(expected);
  });
});
