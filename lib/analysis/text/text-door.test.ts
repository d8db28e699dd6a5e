import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutAt, looksDoubleDecoded, openLabel, openText } from "./text-door";

describe("openText", () => {
  it.each([
    ["plain", "plain"],
    ["a\r\nb\rc\nd\te", "a\nb\nc\nd\te"],
    ["nul\u0000 bell\u0007 del\u007f c1\u0085", "nul bell del c1"],
    ["e\u0301 \u1100\u1161", "é 가"],
    ["家族👨‍👩‍👧 ❤️", "家族👨‍👩‍👧 ❤️"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
  ])("%j becomes %j", (raw, text) => expect(openText(raw)).toEqual({ text, isTruncated: false, problem: null }));

  it("refuses lone surrogates and lets pairs in", () => {
    expect(openText("a\ud800b").problem).toBe("R_UNICODE");
    expect(openText("\udc00").problem).toBe("R_UNICODE");
    expect(openText("\ud83d\ude00").text).toBe("😀");
  });

  it("refuses what is longer than the limit, whole", () => {
    expect(openText("x".repeat(20_000)).problem).toBeNull();
    expect(openText("x".repeat(20_001)).problem).toBe("R_TEXT_TOO_LONG");
    expect(openText("x".repeat(2_000_000)).problem).toBe("R_TEXT_TOO_LONG");
  });

  it("cuts stacks of combining marks and says so", () => {
    const result = openText(`z${"\u0335".repeat(10_000)}!`);
    expect(result).toEqual({ text: `z${"\u0335".repeat(8)}!`, isTruncated: true, problem: null });
  });

  it("gives text that Postgres takes and that passes again unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (raw) => {
        const { text } = openText(raw);
        if (text === null) return;
        expect(text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}/u);
        expect(openText(text).text).toBe(text);
      }),
    );
  });
});

describe("openLabel", () => {
  it.each([
    ["  Ana \t  B\n", 80, "Ana B"],
    ["\u0000x\u0007", 80, "x"],
    ["   ", 80, ""],
    ["ab😀", 3, "ab"],
    ["Cafe\u0301", 80, "Café"],
  ])("%j within %i becomes %j", (raw, max, label) => expect(openLabel(raw, max)).toBe(label));
  it("refuses lone surrogates", () => expect(openLabel("a\udfff", 80)).toBeNull());
});

it("never halves a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (text, max) => {
      const cut = cutAt(text, max);
      expect(cut.length).toBeLessThanOrEqual(max);
      if (openText(text).problem === null) expect(openText(cut).problem).toBeNull();
    }),
  );
});

it.each([
  ["Ã©tÃ©", true],
  ["donâ€™t", true],
  ["Â£5", true],
  ["été à São Paulo, ÃO", false],
  ["plain", false],
])("looksDoubleDecoded(%j) is %s", (text, expected) => expect(looksDoubleDecoded(text)).toBe(expected));
