import { describe, expect, it } from "vitest";
import { type Head, likeliest, predictProbabilities, readHead, storeHead } from "./head";

const head: Head = {
  labels: ["a", "b"],
  size: 2,
  weights: Float32Array.from([1, 0, 0.5, 0, 2, -0.25]),
  l2: 0.3,
  temperature: 2,
};

describe("predictProbabilities", () => {
  it("divides scores by the temperature and adds the bias", () => {
    const [a = 0, b = 0] = predictProbabilities(head, Float32Array.from([3, 1]));
    expect(Math.log(a / b)).toBeCloseTo((3.5 - 1.75) / 2, 5);
    expect(a + b).toBeCloseTo(1, 6);
    expect(predictProbabilities(head, new Float32Array())).toHaveLength(0);
    expect(() => predictProbabilities(head, new Float32Array(3))).toThrow(RangeError);
  });
});

describe("likeliest", () => {
  it("takes the first of equals", () => {
    expect([...likeliest([0.2, 0.5, 0.3, 0.4, 0.4, 0.2], 3)]).toEqual([1, 0]);
  });
});

describe("storeHead", () => {
  it("comes back from JSON number for number", () => {
    expect(readHead(JSON.parse(JSON.stringify(storeHead(head))))).toEqual(head);
    // 1 as a little-endian 32-bit float is 00 00 80 3f.
    expect(storeHead({ ...head, labels: ["a"], size: 0, weights: Float32Array.from([1]) }).weights).toBe("AACAPw==");
  });

  it("refuses what is cut off, garbled or not finite", () => {
    const stored = storeHead(head);
    expect(() => readHead({ ...stored, weights: stored.weights.slice(4) })).toThrow("needs 6 weights");
    expect(() => readHead({ ...stored, weights: "%" })).toThrow("base64");
    expect(() => readHead({ ...stored, temperature: 0 })).toThrow(RangeError);
    const broken = storeHead({ ...head, weights: head.weights.map(() => Number.NaN) });
    expect(() => readHead(broken)).toThrow("not finite");
  });
});
