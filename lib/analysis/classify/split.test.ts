import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitRows, TooFewLabels } from "./split";

const labels = ["delay", "praise", "other"];

/** `counts` different texts of each label, some of them twice. */
function makeRows(counts: number[]) {
  const rows = counts.flatMap((count, label) =>
    Array.from({ length: count }, (_, i) => ({ label, key: `${label}-${i}` })).flatMap((row, i) =>
      i % 3 === 0 ? [row, row] : [row],
    ),
  );
  return { truth: rows.map(({ label }) => label), keys: rows.map(({ key }) => key) };
}

describe("splitRows", () => {
  it("holds out a fifth of the different texts of each label, no text on both sides, every row once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 8, max: 60 }), { minLength: 3, maxLength: 3 }),
        fc.nat(),
        (counts, seed) => {
          const { truth, keys } = makeRows(counts);
          const { train, heldOut } = splitRows(labels, truth, keys, seed);
          expect([...train, ...heldOut].sort((a, b) => a - b)).toEqual([...truth.keys()]);
          const held = new Set(heldOut.map((row) => keys[row]));
          expect(train.some((row) => held.has(keys[row]))).toBe(false);
          for (const [label, count] of counts.entries()) {
            const found = [...held].filter((key) => key?.startsWith(`${label}-`)).length;
            expect(found).toBe(Math.max(2, Math.round(count / 5)));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is the same for the same seed, another for another, whatever the order of the rows", () => {
    const { truth, keys } = makeRows([30, 30, 30]);
    const heldKeys = (seed: number, isReversed = false) => {
      const order = isReversed ? [...truth.keys()].reverse() : [...truth.keys()];
      const ordered = order.map((row) => keys[row] ?? "");
      const split = splitRows(
        labels,
        order.map((row) => truth[row] ?? 0),
        ordered,
        seed,
      );
      return [...new Set(split.heldOut.map((row) => ordered[row]))].sort();
    };
    expect(heldKeys(7)).toEqual(heldKeys(7, true));
    expect(heldKeys(7)).not.toEqual(heldKeys(8));
  });

  it("says per label how many texts there are and how many are needed", () => {
    const { truth, keys } = makeRows([9, 7, 0]);
    const attempt = () => splitRows(labels, truth, keys, 1);
    expect(attempt).toThrow(TooFewLabels);
    expect(attempt).toThrow("praise has 7 of 8, other has 0 of 8");
    try {
      attempt();
    } catch (error) {
      expect((error as TooFewLabels).labels).toEqual([
        { label: "delay", have: 9, need: 8 },
        { label: "praise", have: 7, need: 8 },
        { label: "other", have: 0, need: 8 },
      ]);
    }
  });

  it("needs two labels", () => {
    const { truth, keys } = makeRows([20]);
    expect(() => splitRows(["delay"], truth, keys, 1)).toThrow("There are 1 different labels; 2 are needed.");
  });
});
