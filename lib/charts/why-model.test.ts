import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Explanation } from "../contracts/why";
import { strongestWords, whyParts, whySum } from "./why-model";

const word = (start: number, end: number, terms: number[], drop: number) => ({ start, end, terms, drop });
const TEXT = "Not good, good!";
const explanation: Explanation = {
  labels: ["negative", "positive"],
  label: 1,
  logits: [0.2, 1.234],
  bias: [0, 0.104],
  rest: [0, 0.014],
  words: [
    word(0, 3, [0.5, -0.5], -2),
    word(4, 8, [0, 1], 0.5),
    word(8, 9, [0, 0.05], 0),
    word(10, 14, [0, 0.7], 1),
    word(14, 15, [0, -0.134], 0.1),
  ],
  isCut: false,
};

describe("whyParts", () => {
  it("marks words by their share of the strongest, in either view", () => {
    const marks = (view: "terms" | "drop") =>
      whyParts(TEXT, explanation, view).map((part) => [part.text, part.strength]);
    expect(marks("terms")).toEqual([
      ["Not", 2],
      [" ", 0],
      ["good", 3],
      [",", 0],
      [" ", 0],
      ["good", 3],
      ["!", 1],
    ]);
    expect(marks("drop")).toEqual([
      ["Not", 3],
      [" ", 0],
      ["good", 1],
      [",", 0],
      [" ", 0],
      ["good", 2],
      ["!", 0],
    ]);
  });

  it("gives the whole text back, each stretch once", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 12 }), (text, places) => {
        const edges = [...new Set(places.map((place) => Math.min(place, text.length)))].sort((a, b) => a - b);
        const words = edges.slice(1).flatMap((end, at) => (at % 2 ? [] : [word(edges[at] ?? 0, end, [0, 0], 0)]));
        const parts = whyParts(text, { ...explanation, words }, "terms");
        expect(parts.map((part) => part.text).join("")).toBe(text);
        expect(new Set(parts.map(({ at }) => at)).size).toBe(parts.length);
        expect(parts.every(({ strength }) => strength === 0)).toBe(true);
      }),
    );
  });
});

it("names the strongest words each way, and a word that comes twice once", () => {
  expect(strongestWords(whyParts(TEXT, explanation, "terms"))).toEqual({ towards: ["good"], against: ["Not", "!"] });
});

describe("whySum", () => {
  it("adds up as shown and names the next label", () => {
    const sum = whySum(explanation);
    expect(sum).toMatchObject({ bias: 0.1, rest: 0.01, logit: 1.23, next: { label: "negative", logit: 0.2 } });
    expect(sum.words).toBeCloseTo(1.12, 9);
    expect(whySum({ ...explanation, labels: ["yes"], label: 0 }).next).toBeNull();
  });
});
