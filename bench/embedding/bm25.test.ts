import { expect, test } from "vitest";
import { Bm25, terms } from "./bm25";

const DOCUMENTS = [
  ["red", "car"],
  ["red", "red", "bus", "stop"],
  ["blue", "bus"],
];

test("scores as counted by hand", () => {
  // 3 documents of 8 words; red stands in 2: idf ln(1 + 1.5 / 2.5) = 0.470004; blue in 1: ln(1 + 2.5 / 1.5) = 0.980829.
  // Norms: 0.9 x (0.6 + 0.4 x 2 / (8 / 3)) = 0.81 for two words, 0.9 x (0.6 + 0.4 x 4 / (8 / 3)) = 1.08 for four.
  const scores = new Bm25(DOCUMENTS).scores(["red", "blue"]);
  expect(scores[0]).toBeCloseTo((0.470004 * 1) / 1.81, 5);
  expect(scores[1]).toBeCloseTo((0.470004 * 2) / 3.08, 5);
  expect(scores[2]).toBeCloseTo((0.980829 * 1) / 1.81, 5);
});

test("a text outside scores as a document of the same words", () => {
  const index = new Bm25(DOCUMENTS);
  expect(index.score(["red", "bus"], ["red", "red", "bus", "stop"])).toBeCloseTo(
    index.scores(["red", "bus"])[1] ?? 0,
    12,
  );
});

test("words are small, stemmed, and no stop words", () => {
  expect(terms("The Operators of the IBM-370, running!")).toEqual(["oper", "ibm", "370", "run"]);
});
