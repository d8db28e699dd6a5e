import fc from "fast-check";
import { expect, test } from "vitest";
import { calibrate, temperatureOf } from "./probabilities";

test("is softmax with temperature", () => {
  const { sentiment, probabilities } = calibrate([0, Math.log(2) * 2, Math.log(5) * 2], 2);
  expect(sentiment).toBe("positive");
  expect(probabilities[0]).toBeCloseTo(1 / 8, 12);
  expect(probabilities[1]).toBeCloseTo(2 / 8, 12);
  expect(probabilities[2]).toBeCloseTo(5 / 8, 12);
  expect(calibrate([1, 1, 1], 1).sentiment).toBe("negative");
});

test("sums to one for any logits, and the temperature never changes the class", () => {
  const logit = fc.float({ min: -80, max: 80, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(logit, logit, logit),
      fc.float({ min: Math.fround(0.2), max: 5, noNaN: true }),
      (logits, temperature) => {
        const read = calibrate(logits, temperature);
        expect(read.probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        expect(read.sentiment).toBe(calibrate(logits, 1).sentiment);
      },
    ),
  );
});

test("looks a temperature up by language", () => {
  expect(temperatureOf(1.3, "zh")).toBe(1.3);
  expect(temperatureOf({ default: 1.2, zh: 1.5 }, "zh")).toBe(1.5);
  expect(temperatureOf({ default: 1.2, zh: 1.5 }, "en")).toBe(1.2);
  expect(() => temperatureOf({ zh: 1.5 }, "en")).toThrow(/no temperature/);
});
