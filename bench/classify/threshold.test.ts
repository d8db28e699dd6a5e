import { expect, test } from "vitest";
import { chooseThreshold, lossAt } from "./threshold";

// The reader is right on all six rows; the guess is wrong on the last two, the surer of which at 0.7.
const JUDGED = {
  guesses: [
    { label: 0, sureness: 0.95 },
    { label: 1, sureness: 0.9 },
    { label: 2, sureness: 0.8 },
    { label: 0, sureness: 0.75 },
    { label: 0, sureness: 0.7 },
    { label: 0, sureness: 0.5 },
  ],
  readings: [0, 1, 2, 0, 1, 2],
  truth: [0, 1, 2, 0, 1, 2],
};

test("counts what guesses decide and what they lose", () => {
  expect(lossAt(JUDGED, 0.8)).toEqual({ lost: 0, atMost: 0, sure: 3 / 6 });
  // One of the two rows of class 1 is lost: its recall halves, with a standard error of 0.5 / sqrt 2.
  const { lost, atMost, sure } = lossAt(JUDGED, 0.7);
  expect(lost).toBeCloseTo(1 / 6, 12);
  expect(atMost).toBeCloseTo(1 / 6 + (1.645 * 0.5) / Math.SQRT2 / 3, 12);
  expect(sure).toBeCloseTo(5 / 6, 12);
});

test("a guess that is right where the reader is wrong is a gain", () => {
  const { lost } = lossAt({ ...JUDGED, readings: [1, 1, 2, 0, 1, 2] }, 0.95);
  expect(lost).toBeCloseTo(-1 / 6, 12);
});

test("the threshold stays above the first that may lose too much", () => {
  expect(chooseThreshold(JUDGED, 0.005)).toBe(0.71);
  expect(chooseThreshold(JUDGED, 0.37)).toBe(0.51);
  expect(chooseThreshold(JUDGED, 1)).toBe(0.34);
});

test("there is no threshold where even sure guesses lose", () => {
  const guesses = JUDGED.guesses.map(() => ({ label: 0, sureness: 1 }));
  expect(chooseThreshold({ ...JUDGED, guesses })).toBe(Number.POSITIVE_INFINITY);
});
