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

it.each([
  ["I don't know", ["dont"], ["don't"]],
  ["I don’t, DON'T", ["dont"], ["don’t", "DON'T"]],
  ["dont and don't", ["dont"], ["dont", "don't"]],
  ["don't", ["don", "t"], []],
  ["rock 'n' roll", ["n"], ["n"]],
  ["Apple's best, apples", ["apple"], ["Apple"]],
  ["Apple's best, apples", ["apples"], ["apples"]],
  ["Apple’s best", ["apple s"], ["Apple’s"]],
  ["a flat-white, please", ["flat white"], ["flat-white"]],
  ["买了iphone手机", ["iphone"], ["iphone"]],
  ["it's 'quoted' text", ["quoted"], ["quoted"]],
  ["#tea, #teapot", ["#tea"], ["#tea"]],
])("marks in %j by %j what the search finds", (text, words, marked) => {
  expect(terms(text, words)).toEqual(marked);
});
