import { describe, expect, it } from "vitest";
import { createRandom } from "../demo/random";
import { curvatureInverse, factorise, solveFactor } from "./precondition";
import { fitSoftmax } from "./softmax-fit";
import { DenseRows } from "./training-rows";

describe("factorise", () => {
  it("gives the factor of a textbook matrix, and solves with it", () => {
    // https://en.wikipedia.org/wiki/Cholesky_decomposition, the first example: 2 | 6 1 | -8 5 3.
    const matrix = Float64Array.from([4, 12, -16, 12, 37, -43, -16, -43, 98]);
    factorise(matrix, 3);
    expect([0, 3, 4, 6, 7, 8].map((at) => matrix[at])).toEqual([2, 6, 1, -8, 5, 3]);
    // times (1, 2, 3) it is (-20, -43, 192)
    const vector = Float64Array.from([7, -20, -43, 192]);
    solveFactor(matrix, 3, vector, 1);
    expect([...vector].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([7, 1, 2, 3]);
  });
});

describe("curvatureInverse", () => {
  it("inverts p(1 - p) X'X + l2 for each class, and the count for the bias", () => {
    const vector = Float64Array.from([3, 10, 6, 10]);
    curvatureInverse(Float64Array.from([8]), { size: 1, count: 20, classCount: 2, l2: 1 })(vector);
    for (const [i, value] of [1, 2, 2, 2].entries()) expect(vector[i]).toBeCloseTo(value, 12);
  });

  it("changes the way to the optimum, not the optimum", () => {
    const random = createRandom(1, "rows");
    const [count, size] = [203, 6];
    const features = Float64Array.from({ length: count * size }, (_, i) => random.normal() * (1 + (i % size)));
    const truth = Array.from({ length: count }, (_, row) =>
      random.normal() + (features[row * size] ?? 0) > 0 ? 1 : 0,
    );
    const rows = new DenseRows(features, size);
    const task = { truth, classWeights: [1, 1] };
    const guided = fitSoftmax({ ...task, rows }, 0.5, { tolerance: 1e-12 });
    const plain = fitSoftmax(
      { ...task, rows: Object.assign(new DenseRows(features, size), { gram: () => null }) },
      0.5,
      {
        tolerance: 1e-12,
      },
    );
    for (const [i, weight] of guided.entries()) {
      if (i % (size + 1) < size) expect(weight).toBeCloseTo(plain[i] ?? Number.NaN, 3);
    }
  });
});
