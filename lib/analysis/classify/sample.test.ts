import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, chooseSample } from "./sample";

const candidates = fc.array(
  fc.record({ predicted: fc.constantFrom("a", "b", "c"), confidence: fc.double({ min: 0.34, max: 1, noNaN: true }) }),
  { minLength: 40, maxLength: 400 },
);

describe("chooseSample", () => {
  it("draws as many different rows as wanted, all with a chance", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 3, max: 60 }), fc.nat(), (rows, wanted, seed) => {
        const drawn = chooseSample(rows, wanted, seed);
        expect(drawn).toHaveLength(Math.min(wanted, rows.length));
        expect(new Set(drawn.map(({ row }) => row)).size).toBe(drawn.length);
        for (const { inclusionProbability: chance } of drawn) expect(chance > 0 && chance <= 1).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("draws every row as often as it says", () => {
    const rows: Candidate[] = Array.from({ length: 60 }, (_, i) => ({
      predicted: i % 5 === 0 ? "rare" : "common",
      confidence: 0.4 + (i % 12) / 20,
    }));
    const [counts, chances] = [new Float64Array(60), new Float64Array(60)];
    const trials = 4_000;
    for (let seed = 0; seed < trials; seed += 1) {
      for (const { row, inclusionProbability } of chooseSample(rows, 25, seed)) {
        counts[row] = (counts[row] ?? 0) + 1;
        chances[row] = inclusionProbability;
      }
    }
    for (const row of rows.keys())
      expect(Math.abs((counts[row] ?? 0) / trials - (chances[row] ?? 0))).toBeLessThan(0.04);
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(25, 6);
  });

  it("takes unsure rows more often, and rare labels at least ten times", () => {
    const rows: Candidate[] = Array.from({ length: 2_000 }, (_, i) => ({
      predicted: i < 40 ? "rare" : "common",
      confidence: i % 2 === 0 ? 0.5 : 0.99,
    }));
    const drawn = chooseSample(rows, 100, 1);
    expect(drawn.filter(({ row }) => row < 40).length).toBeGreaterThanOrEqual(10);
    const unsure = drawn.filter(({ row }) => row % 2 === 0).length;
    expect(unsure).toBeGreaterThan(65);
    expect(unsure).toBeLessThan(95);
  });

  it("is the same for the same seed, and takes everything when asked for more than there is", () => {
    const rows: Candidate[] = Array.from({ length: 30 }, (_, i) => ({ predicted: "a", confidence: 0.5 + i / 100 }));
    expect(chooseSample(rows, 10, 3)).toEqual(chooseSample(rows, 10, 3));
    expect(chooseSample(rows, 10, 3)).not.toEqual(chooseSample(rows, 10, 4));
    expect(chooseSample(rows, 99, 3)).toEqual(rows.map((_, row) => ({ row, inclusionProbability: 1 })));
    expect(chooseSample([], 10, 3)).toEqual([]);
  });
});
