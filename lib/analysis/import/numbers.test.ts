import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCount } from "./numbers";

describe("parseCount", () => {
  it.each([
    ["0", 0],
    ["1234", 1_234],
    ["1,234", 1_234],
    ["1.234", 1_234],
    ["1 234 567", 1_234_567],
    ["1\u202f234", 1_234],
    ["1'234", 1_234],
    ["12,34,567", 1_234_567],
    ["1.234.567,00", 1_234_567],
    ["1,234.0", 1_234],
    ["12.0", 12],
    ["12K", 12_000],
    ["1.2k", 1_200],
    ["1,2K", 1_200],
    ["1,234K", 1_234_000],
    ["3.4M", 3_400_000],
    ["10万+", 100_000],
    ["1.2万", 12_000],
    ["2亿", 200_000_000],
    ["٣", 3],
    ["٣٬٤٥٦", 3_456],
    ["１２", 12],
    ["१२३", 123],
    ["1e3", 1_000],
    [" 7 ", 7],
    ["9007199254740991", 9_007_199_254_740_991],
  ])("reads %j as %i", (raw, count) => expect(parseCount(raw)).toEqual({ count, problem: null }));

  it.each(["", "-", "n/a", "NULL", "None", " "])("takes %j for nothing", (raw) =>
    expect(parseCount(raw)).toEqual({ count: null, problem: null }),
  );

  it.each(["-5", "1e309", "NaN", "Infinity", "0x10", "1.5", "12,34", "abc", "1e-3", "5 apples", "9".repeat(400)])(
    "refuses %j",
    (raw) => expect(parseCount(raw)).toEqual({ count: null, problem: "R_NUMBER" }),
  );

  it.each(["9007199254740992", "9223372036854775808", "99999999999999999999", "1e30"])("is too large: %j", (raw) =>
    expect(parseCount(raw)).toEqual({ count: null, problem: "R_NUMBER_RANGE" }),
  );

  it("reads every count back from the ways in which it is written", () => {
    const ways: ((n: number) => string)[] = [
      String,
      (n) => n.toLocaleString("en-US"),
      (n) => n.toLocaleString("de-DE"),
      (n) => n.toLocaleString("fr-FR"),
      (n) => n.toLocaleString("en-IN"),
      (n) => n.toLocaleString("ar-EG"),
      (n) => n.toLocaleString("hi-IN-u-nu-deva"),
      (n) => `${n}.0`,
    ];
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(...ways), (n, write) => {
        expect(parseCount(write(n)).count).toBe(n);
      }),
    );
  });

  it("gives a count or a reason for any text, never NaN", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,' eEkKmM万亿+-٣"), maxLength: 12 }), (raw) => {
        const { count, problem } = parseCount(raw);
        if (problem !== null) expect(count).toBeNull();
        else expect(count === null || (Number.isSafeInteger(count) && count >= 0)).toBe(true);
      }),
    );
  });
});
