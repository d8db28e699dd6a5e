import { describe, expect, it } from "vitest";
import { minimise } from "./minimise";

describe("minimise", () => {
  it("finds the least point of a badly scaled quadratic", () => {
    const scales = [1, 10, 100, 1_000];
    const found = minimise((point, gradient) => {
      let value = 0;
      for (const [i, scale] of scales.entries()) {
        const off = (point[i] ?? 0) - (i + 1);
        value += (scale / 2) * off * off;
        gradient[i] = scale * off;
      }
      return value + 1;
    }, new Float64Array(4));
    for (const i of scales.keys()) expect(found[i]).toBeCloseTo(i + 1, 2);
  });

  it("stays where the gradient is zero and obeys the limit of iterations", () => {
    const bowl = (point: Float64Array, gradient: Float64Array) => {
      gradient[0] = 2 * (point[0] ?? 0);
      return (point[0] ?? 0) ** 2;
    };
    expect(minimise(bowl, new Float64Array([0]))[0]).toBe(0);
    expect(minimise(bowl, new Float64Array([5]), { maxIterations: 0 })[0]).toBe(5);
  });
});
