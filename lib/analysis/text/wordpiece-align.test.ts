import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlignedWord, alignWords } from "./wordpiece-align";
import { normalisePostText } from "./wordpiece-normalise";
import { eachBertWord } from "./wordpiece-words";

const wordsOf = (normalised: string): string[] => {
  const words: string[] = [];
  eachBertWord(normalised, (word) => words.push(word) > 0);
  return words;
};
const slices = (text: string) => alignWords(text).map(({ start, end }) => text.slice(start, end));
const piecesOf = (words: readonly AlignedWord[]) => words.flatMap(({ pieces }) => pieces);

describe("alignWords", () => {
  it.each([
    ["Good day, Ana!", ["Good", "day", ",", "Ana", "!"]],
    ["see https://example.org/a?b=1, ok", ["see", "https://example.org/a?b=1,", "ok"]],
    ["@some_one hi a@b", ["@some_one", "hi", "a", "@", "b"]],
    ["@小明：好", ["@小明", "：", "好"]],
    ["这家店，差", ["这", "家", "店", "，", "差"]],
    ["ok👍🏽❤\ufe0f", ["ok", "👍🏽", "❤\ufe0f"]],
    ["家👨‍👩‍👧!", ["家", "👨‍👩‍👧", "!"]],
    ["a &amp; b &amp;lt;", ["a", "&amp;", "b", "&amp;", "lt", ";"]],
    ["Café CAFE\u0301 ΣΑΣ", ["Café", "CAFE\u0301", "ΣΑΣ"]],
    ["zero\u200bwidth\n\nİyi", ["zero\u200bwidth", "İyi"]],
    ["", []],
    [" \n ", []],
  ])("finds the words of %j", (text, expected) => expect(slices(text)).toEqual(expected));

  it("gives a handle, a link and a family of emoji one word each, with all that the reader saw of them", () => {
    expect(alignWords("@ana www.example.org 👨‍👩‍👧").map(({ pieces }) => pieces)).toEqual([
      ["@", "user"],
      ["http"],
      ["👨", "👩", "👧"],
    ]);
  });

  const fragment = fc.oneof(
    fc.constantFrom(
      "good",
      "Naïve",
      "don't",
      "https://example.org/x",
      "@ana_b",
      "你好",
      "😀",
      "👍🏽",
      "&amp;",
      "…",
      "Å",
      "x,y",
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const post = fc
    .array(fragment, { maxLength: 20 })
    .chain((parts) => fc.constantFrom(" ", "", "\n").map((glue) => parts.join(glue)));

  it("has exactly the words of the tokenizer, in order, without overlap, at the edges of characters", () => {
    fc.assert(
      fc.property(post, (text) => {
        const words = alignWords(text);
        expect(piecesOf(words)).toEqual(wordsOf(normalisePostText(text)));
        const edges = new Set(Array.from(new Intl.Segmenter().segment(text), ({ index }) => index)).add(text.length);
        let before = 0;
        for (const { start, end } of words) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(edges.has(start) && edges.has(end)).toBe(true);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 400 },
    );
  });

  it("cuts out of an ordinary post exactly the words that the reader saw there", () => {
    const word = fc.constantFrom(
      "good",
      "Naïve",
      "Å",
      "https://example.org/x?y=1",
      "@ana_b",
      "好",
      "😀",
      "👍🏽",
      "&amp;",
      "!",
      "ΣΑΣ",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.constantFrom(" ", "  ", "\n"), (parts, glue) => {
        const text = parts.join(glue);
        const words = alignWords(text);
        expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(parts);
        for (const { start, end, pieces } of words)
          expect(wordsOf(normalisePostText(text.slice(start, end)))).toEqual(pieces);
      }),
    );
  });
});
