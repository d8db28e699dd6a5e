import { describe, expect, it } from "vitest";
import { assignFolds, groupRows } from "./groups";

const texts = Array.from({ length: 60 }, (_, i) => `text ${i % 40}`);
const truth = texts.map((_, i) => (i % 40) % 2);

describe("groupRows", () => {
  it("gathers equal keys and gives a mixed group the label most of its rows carry", () => {
    const [first, second] = groupRows([0, 1, 1, 0], ["a", "a", "a", "b"], 2, 1);
    expect(first?.map(({ rows }) => rows)).toEqual([[3]]);
    expect(second?.map(({ rows }) => rows)).toEqual([[0, 1, 2]]);
  });

  it("orders by seed, not by the order of the rows", () => {
    const keys = (order: string[], seed: number) =>
      groupRows(new Array<number>(order.length).fill(0), order, 1, seed)[0]?.map(({ key }) => key);
    expect(keys(texts, 1)).toEqual(keys(texts.toReversed(), 1));
    expect(keys(texts, 1)).not.toEqual(keys(texts, 2));
  });
});

describe("assignFolds", () => {
  it("keeps equal keys together and every class in every fold", () => {
    const folds = assignFolds(truth, texts, { classCount: 2, foldCount: 5, seed: 3 });
    for (let row = 40; row < 60; row += 1) expect(folds[row]).toBe(folds[row - 40]);
    for (const label of [0, 1]) {
      const found = new Set(truth.flatMap((each, row) => (each === label ? [folds[row]] : [])));
      expect([...found].sort()).toEqual([0, 1, 2, 3, 4]);
    }
  });
});
