import { describe, expect, it } from "vitest";
import { compareOnChecked, countChanges, mcnemarExact } from "./compare";

describe("mcnemarExact", () => {
  it.each([
    // The ratings of a prime minister, Agresti, Categorical Data Analysis, table 10.1.
    [150, 86, 3.716e-5],
    // From whole-number binomial coefficients.
    [121, 59, 4.434449e-6],
    [0, 5, 0.0625],
    [5, 0, 0.0625],
    [4, 4, 1],
    [0, 0, 1],
  ])("of %i against %i", (gained, lost, p) => {
    expect(mcnemarExact(gained, lost) / p).toBeCloseTo(1, 3);
  });

  it("does not lose its way with thousands of rows", () => {
    const p = mcnemarExact(2_600, 2_400);
    expect(p).toBeCloseTo(0.0048836, 7);
  });
});

describe("countChanges", () => {
  it("counts from and to, the commonest first", () => {
    const before = ["a", "a", "a", "b", "c"];
    expect(countChanges(before, ["b", "b", "a", "a", "c"])).toEqual({
      rowCount: 5,
      changed: 3,
      moves: [
        { from: "a", to: "b", count: 2 },
        { from: "b", to: "a", count: 1 },
      ],
    });
    expect(countChanges(before, before).changed).toBe(0);
    expect(() => countChanges(before, [])).toThrow(RangeError);
  });
});

describe("compareOnChecked", () => {
  it("gives both accuracies with intervals, gains, losses and the p-value", () => {
    const truth = Array.from({ length: 100 }, () => "yes");
    const given = (from: number, to: number) => truth.map((_, row) => (row >= from && row < to ? "yes" : "no"));
    const found = compareOnChecked(truth, given(0, 74), given(5, 86));
    expect(found).toMatchObject({ rowCount: 100, gained: 12, lost: 5 });
    expect(found?.before.accuracy).toBe(0.74);
    expect(found?.after.accuracy).toBe(0.81);
    // Wilson 1927: 74 of 100.
    expect(found?.before.interval.low).toBeCloseTo(0.6463, 4);
    expect(found?.before.interval.high).toBeCloseTo(0.816, 3);
    expect(found?.pValue).toBeCloseTo(0.1435, 4);
    expect(compareOnChecked([], [], [])).toBeNull();
  });
});
