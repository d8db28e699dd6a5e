import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addCode,
  codeOf,
  emptySketch,
  estimateDistinct,
  HLL,
  mergeBytes,
  mergeSketch,
  sketchBytes,
} from "./hyperloglog";

/** 32 well-mixed bits of a number (the finaliser of MurmurHash3, twice, with a seed). */
function mixed(value: number, seed: number): number {
  let hash = (value ^ Math.imul(seed, 0x9e3779b1)) | 0;
  for (let round = 0; round < 2; round++) {
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

function sketchOf(from: number, to: number, seed = 1): Uint8Array {
  const sketch = emptySketch();
  for (let value = from; value < to; value++) addCode(sketch, codeOf(mixed(value, seed)));
  return sketch;
}

const codes = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: HLL.registers - 1 }), fc.integer({ min: 1, max: 15 }))
    .map(([i, r]) => (i << 4) | r),
  { maxLength: 3_000 },
);
const fromCodes = (list: number[]) => {
  const sketch = emptySketch();
  for (const code of list) addCode(sketch, code);
  return sketch;
};
const parsed = (...parts: Uint8Array[]) => {
  const sketch = emptySketch();
  mergeBytes(sketch, new Uint8Array(parts.flatMap((part) => [...part])));
  return sketch;
};

describe("codeOf", () => {
  it("gives rank 1 to half of the hashes, 15 when nothing but zeros is left", () => {
    expect(codeOf(0x3ffffff) & 15).toBe(1);
    expect(codeOf(0x2000000) & 15).toBe(1);
    expect(codeOf(0x1000000) & 15).toBe(2);
    expect(codeOf(0x1000) & 15).toBe(14);
    expect(codeOf(0xfff)).toBe((0xfff << 4) | 15);
  });
});

describe("estimateDistinct", () => {
  it("is 0 for nothing and near exact for few", () => {
    expect(estimateDistinct(emptySketch())).toBe(0);
    for (const n of [1, 2, 10, 50]) expect(Math.abs(estimateDistinct(sketchOf(0, n)) - n)).toBeLessThanOrEqual(1);
  });

  it.each([1_000, 5_000, 20_000, 100_000])("errs by less than 2 %% (root mean square of 24) at %i", (n) => {
    let squares = 0;
    for (let seed = 1; seed <= 24; seed++) squares += (estimateDistinct(sketchOf(0, n, seed)) / n - 1) ** 2;
    expect(Math.sqrt(squares / 24)).toBeLessThan(0.02);
  });

  it("errs by less than 3 % at three million", () => {
    expect(Math.abs(estimateDistinct(sketchOf(0, 3_000_000)) / 3_000_000 - 1)).toBeLessThan(0.03);
  });
});

describe("merging", () => {
  it("equals the sketch of everything seen, overlap or not", () => {
    const merged = sketchOf(0, 6_000);
    mergeSketch(merged, sketchOf(4_000, 9_000));
    expect(merged).toEqual(sketchOf(0, 9_000));
  });

  it("is the same through bytes, in any order and any grouping", () => {
    fc.assert(
      fc.property(codes, codes, codes, (a, b, c) => {
        const [sa, sb, sc] = [sketchBytes(fromCodes(a)), sketchBytes(fromCodes(b)), sketchBytes(fromCodes(c))];
        const whole = fromCodes([...a, ...b, ...c]);
        expect(parsed(sc, sa, sb)).toEqual(whole);
        expect(parsed(sketchBytes(parsed(sa, sb)), sc)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});

describe("sketchBytes", () => {
  it("gives back the same sketch in at most 2,050 bytes", () => {
    fc.assert(
      fc.property(codes, (list) => {
        const bytes = sketchBytes(fromCodes(list));
        expect(bytes.length).toBeLessThanOrEqual(2_050);
        expect(parsed(bytes)).toEqual(fromCodes(list));
      }),
      { numRuns: 60 },
    );
    expect(sketchBytes(emptySketch())).toHaveLength(0);
    expect(sketchBytes(sketchOf(0, 10)).length).toBeLessThanOrEqual(20);
    expect(sketchBytes(sketchOf(0, 100_000))).toHaveLength(2_050);
  });

  it("refuses bytes that break off", () => {
    const dense = sketchBytes(sketchOf(0, 100_000));
    for (const bytes of [new Uint8Array([1]), dense.slice(0, 2_049), new Uint8Array([0, 0])]) {
      expect(() => mergeBytes(emptySketch(), bytes)).toThrow(RangeError);
    }
  });
});
