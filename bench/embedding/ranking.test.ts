import { expect, test } from "vitest";
import * as ranking from "./ranking";

const ORDER = [7, 3, 9, 1, 5];
const RELEVANT = new Set([3, 1, 8]);

test("nDCG as counted by hand", () => {
  // Found at ranks 2 and 4; three could stand at 1, 2 and 3.
  const gain = 1 / Math.log2(3) + 1 / Math.log2(5);
  const best = 1 + 1 / Math.log2(3) + 1 / 2;
  expect(ranking.ndcg(ORDER, RELEVANT, 10)).toBeCloseTo(gain / best, 12);
  expect(ranking.ndcg(ORDER, RELEVANT, 2)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
});

test("precision, recall and reciprocal rank as counted by hand", () => {
  expect(ranking.averagePrecision(ORDER, RELEVANT)).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
  expect(ranking.recall(ORDER, RELEVANT, 2)).toBeCloseTo(1 / 3, 12);
  expect(ranking.reciprocalRank(ORDER, RELEVANT)).toBe(1 / 2);
  expect(ranking.reciprocalRank(ORDER, new Set([4]))).toBe(0);
});

test("equal scores keep the order of the documents", () => {
  expect(ranking.orderOf([1, 3, 1, 3])).toEqual([1, 3, 0, 2]);
});

test("fusing prefers what both rankings put high", () => {
  const scores = ranking.fuse([
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ]);
  expect(ranking.orderOf(scores)).toEqual([1, 0, 2]);
  expect(scores[1]).toBeCloseTo(1 / 62 + 1 / 62 + 1 / 61, 12);
});

test("the area under the curve counts equal scores half", () => {
  // Pairs (true, false): 0.9 > 0.5, 0.9 > 0.1, 0.5 = 0.5, 0.5 > 0.1.
  expect(ranking.areaUnderCurve([0.9, 0.5, 0.5, 0.1], [true, false, true, false])).toBe(3.5 / 4);
});

test("the best threshold is right as often as can be", () => {
  const scores = [0.9, 0.8, 0.8, 0.3, 0.2];
  const truth = [true, true, false, true, false];
  expect(ranking.bestThreshold(scores, truth)).toBe(0.3);
  expect(ranking.accuracyAt(scores, truth, 0.3)).toBe(4 / 5);
  expect(ranking.bestThreshold([0.4], [false])).toBe(Number.POSITIVE_INFINITY);
});
