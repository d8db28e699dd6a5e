import { describe, expect, it } from "vitest";
import { expand } from "./grammar";
import { createRandom, runningSums } from "./random";

describe("createRandom", () => {
  it("repeats a stream for the same seed and label only", () => {
    const draw = (seed: number, label: string): number[] => {
      const random = createRandom(seed, label);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(1, "a")).toEqual(draw(1, "a"));
    expect(draw(1, "a")).not.toEqual(draw(1, "b"));
    expect(draw(1, "a")).not.toEqual(draw(2, "a"));
  });

  it("draws in proportion to weights and never a weight of zero", () => {
    const random = createRandom(3, "weights");
    const sums = runningSums([1, 0, 3]);
    const counts = [0, 0, 0];
    for (let i = 0; i < 8_000; i += 1) {
      const index = random.weighted(sums);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeCloseTo(3, 0);
  });

  it.each([0.4, 7, 90])("has Poisson counts with mean and variance %d", (expected) => {
    const random = createRandom(5, "poisson");
    const values = Array.from({ length: 6_000 }, () => random.poisson(expected));
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
    expect(Math.abs(average / expected - 1)).toBeLessThan(0.06);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.12);
  });
});

describe("expand", () => {
  const random = createRandom(1, "grammar");

  it("fills slots within slots and prefers unused phrases", () => {
    const slots = { who: ["{name} Fox"], name: ["Ann", "Bo"] };
    expect(expand("{who} met {who}", slots, random)).toMatch(
      /^(Ann Fox met Bo Fox|Bo Fox met Ann Fox|Ann Fox met Ann Fox|Bo Fox met Bo Fox)$/,
    );
  });

  it("refuses an unknown slot and a slot that contains itself", () => {
    expect(() => expand("{nobody}", {}, random)).toThrow("Unknown slot");
    expect(() => expand("{loop}", { loop: ["a {loop}"] }, random)).toThrow("does not end");
  });
});
