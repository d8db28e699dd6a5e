import { expect, it } from "vitest";
import { splitAtTerms } from "./highlight";

const terms = (text: string, words: string[]) =>
  splitAtTerms(text, words)
    .filter((part) => part.isTerm)
    .map((part) => part.part);

it("finds whole words in any case", () => {
  expect(terms("Coffee, not coffeehouse. COFFEE!", ["coffee"])).toEqual(["Coffee", "COFFEE"]);
});

it("finds phrases and Chinese words", () => {
  expect(terms("the flat  white 很好喝", ["flat white", "好喝"])).toEqual(["flat  white", "好喝"]);
});

it("treats pattern characters as text and keeps the whole text", () => {
  const text = "what (a+b)? is $5.00";
  expect(
    splitAtTerms(text, ["(a+b)", "$5.00"])
      .map((part) => part.part)
      .join(""),
  ).toBe(text);
});
