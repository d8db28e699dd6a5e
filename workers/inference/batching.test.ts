import fc from "fast-check";
import { expect, test } from "vitest";
import { countSlots, planBatches } from "./batching";
import { planPieces } from "./read-texts";

test("keeps neighbouring lengths together within the budget", () => {
  expect(planBatches([5, 2, 9, 2, 5], 10)).toEqual([[1, 3], [0, 4], [2]]);
  expect(planBatches([], 10)).toEqual([]);
  expect(planBatches([40], 10)).toEqual([[0]]);
});

test("reads each row once, stays within the budget, and pads less than arrival order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 2, max: 128 }), { minLength: 1, maxLength: 400 }), (lengths) => {
      const batches = planBatches(lengths, 384);
      expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      for (const batch of batches) expect(batch.length === 1 || countSlots(batch, lengths) <= 384).toBe(true);
      const slots = batches.reduce((sum, batch) => sum + countSlots(batch, lengths), 0);
      expect(slots).toBeLessThanOrEqual(lengths.length * Math.max(...lengths));
    }),
  );
});

test("cuts texts into pieces that hold each text once, enough for every process", () => {
  const texts = Array.from({ length: 300 }, (_, index) => "x".repeat((index * 37) % 280));
  const pieces = planPieces(texts, 2);
  expect(pieces.flat().sort((a, b) => a - b)).toEqual([...texts.keys()]);
  expect(pieces.length).toBeGreaterThanOrEqual(4);
  expect(planPieces([], 2)).toEqual([]);
  expect(planPieces([""], 4)).toEqual([[0]]);
});
