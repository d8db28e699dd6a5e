import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../demo/random";
import { centre, DenseRows, featureMeans } from "./training-rows";

describe("DenseRows", () => {
  it("multiplies as three plain loops do, whatever the number of rows, features and classes", () => {
    const sizes = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(sizes, sizes, fc.integer({ min: 2, max: 9 }), fc.nat(), (count, size, classCount, seed) => {
        const random = createRandom(seed, "rows");
        const numbers = (length: number) => Float64Array.from({ length }, () => random.normal());
        const [features, weights] = [numbers(count * size), numbers(classCount * (size + 1))];
        const [errors, scores] = [numbers(count * classCount), new Float64Array(count * classCount)];
        const gradient = new Float64Array(weights.length);
        const rows = new DenseRows(features, size);
        rows.score(weights, classCount, scores);
        rows.collect(errors, classCount, gradient);
        const withOne = (row: number) => [...features.subarray(row * size, (row + 1) * size), 1];
        for (let label = 0; label < classCount; label += 1) {
          const own = weights.subarray(label * (size + 1), (label + 1) * (size + 1));
          const expected = new Float64Array(size + 1);
          for (let row = 0; row < count; row += 1) {
            const score = withOne(row).reduce((sum, value, i) => sum + value * (own[i] ?? 0), 0);
            expect(scores[row * classCount + label]).toBeCloseTo(score, 9);
            for (const [i, value] of withOne(row).entries()) {
              expected[i] = (expected[i] ?? 0) + value * (errors[row * classCount + label] ?? 0);
            }
          }
          for (const [i, value] of expected.entries()) {
            expect(gradient[label * (size + 1) + i]).toBeCloseTo(value, 9);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives its products only when there are as many rows as features, and picks rows", () => {
    const rows = new DenseRows(Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8]), 2);
    expect([0, 2, 3].map((at) => rows.gram()?.[at])).toEqual([84, 100, 120]);
    expect(rows.pick([1]).gram()).toBeNull();
    const scores = new Float64Array(2);
    rows.pick([3, 0]).score(Float64Array.from([1, 10, 0]), 1, scores);
    expect([...scores]).toEqual([87, 21]);
  });
});

describe("centre", () => {
  it("takes the mean of every feature off", () => {
    const features = Float32Array.from([1, 10, 3, 30]);
    expect([...featureMeans(features, 2)]).toEqual([2, 20]);
    expect([...centre(features, featureMeans(features, 2))]).toEqual([-1, -10, 1, 10]);
  });
});
