import { describe, expect, it } from "vitest";
import { netSentimentInterval, wilsonInterval } from "./intervals";

describe("wilsonInterval", () => {
  // Newcombe 1998, doi 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i", (count, n, low, high) => {
    const bounds = wilsonInterval(count, n);
    expect(bounds?.low).toBeCloseTo(low, 4);
    expect(bounds?.high).toBeCloseTo(high, 4);
  });

  it("is null without a sample and stays within 0 and 1", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(5, 5)?.high).toBe(1);
  });
});

describe("netSentimentInterval", () => {
  it("covers the true value in about 95 of 100 samples, small ones too", () => {
    let state = 12345;
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state / 0x80000000;
    };
    for (const [positiveShare, negativeShare, read] of [
      [0.3, 0.2, 400],
      [0.1, 0.6, 60],
      [0.9, 0.05, 25],
    ] as const) {
      let covered = 0;
      for (let trial = 0; trial < 2_000; trial++) {
        let [positive, negative] = [0, 0];
        for (let i = 0; i < read; i++) {
          const draw = random();
          if (draw < positiveShare) positive++;
          else if (draw < positiveShare + negativeShare) negative++;
        }
        const bounds = netSentimentInterval(positive, negative, read);
        const truth = 100 * (positiveShare - negativeShare);
        if (bounds && bounds.low <= truth && truth <= bounds.high) covered++;
      }
      expect(covered / 2_000).toBeGreaterThan(0.925);
      expect(covered / 2_000).toBeLessThan(0.985);
    }
  });

  it("is null when nothing was read and never leaves -100..100", () => {
    expect(netSentimentInterval(0, 0, 0)).toBeNull();
    expect(netSentimentInterval(3, 0, 3)?.high).toBeLessThanOrEqual(100);
    expect(netSentimentInterval(0, 3, 3)?.low).toBeGreaterThanOrEqual(-100);
  });
});
