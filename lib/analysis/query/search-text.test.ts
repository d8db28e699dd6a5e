import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handleKey, hashtagKey, hashtagKeys, langKey, platformKey, tagKey } from "./keys";
import { searchText, searchTokens } from "./search-text";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        "don't",
        "’s",
        "手",
        "机",
        "İ",
        "Σ",
        "ß",
        "ﷺ",
        "❤️",
        "👨‍👩‍👧",
        "🇨🇳",
        "#a",
        "@b",
        "%",
        "_",
        " ",
        "か",
        "\u3099",
        "가",
        "ᄀ",
        "ᅡ",
        "\u0301",
        "e",
        "\u200d",
        "1️⃣",
        "①",
        "Ⅷ",
        "℡",
        "ﾊﾟ",
        "น้ำ",
      ),
    )
    .map((parts) => parts.join("")),
);

describe("searchTokens", () => {
  it.each([
    ["I love Apple 手机", ["i", "love", "apple", "手", "机"]],
    ["Apple's don't L’Oréal O'Reilly's", ["apple", "s", "dont", "loréal", "oreilly", "s"]],
    ["#Launch @Ana_B iPhone15手机", ["launch", "ana_b", "iphone15", "手", "机"]],
    ["❤️ ❤ 👍🏽👍 👨‍👩‍👧 🇨🇳🇺🇸", ["❤", "❤", "👍", "👍", "👨", "👩", "👧", "🇨🇳", "🇺🇸"]],
    ["ＡＢＣ　ﾊﾟﾝ ①", ["abc", "パ", "ン", "1"]],
    ["100% a_b\\c  --- \t\n", ["100", "a_b", "c"]],
    ["app\u200ble so\u00adft", ["apple", "soft"]],
    ["안녕 데이터", ["안", "녕", "데", "이", "터"]],
    ["ΟΔΟΣ οδοσ", ["οδοσ", "οδοσ"]],
    ["'quoted' rock 'n' roll", ["quoted", "rock", "n", "roll"]],
    ["", []],
    ["…!?", []],
  ])("cuts %j", (text, tokens) => {
    expect(searchTokens(text)).toEqual(tokens);
  });

  it("gives the same tokens when its own output is cut again", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = searchTokens(text);
        expect(searchTokens(tokens.join(" "))).toEqual(tokens);
        expect(searchText(searchText(text))).toBe(searchText(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it("never lets a token hold a space, a quote or a pattern character other than _", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of searchTokens(text)) expect(token).toMatch(/^[^\s"%\\']+$/u);
      }),
    );
  });

  it.each(["a'", "'", "手\u0301", "\u0301", "🇨🇳", "a \u200d", "#", "ﷺ "])(
    "cuts a long text made of %j alone",
    (piece) => {
      const once = searchTokens(piece.repeat(1_000)).length;
      expect(searchTokens(piece.repeat(50_000)).length).toBe(once <= 1 ? once : once * 50);
    },
  );

  it("finds a text in a longer one that repeats it between spaces", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, text, after) => {
        fc.pre(searchTokens(text).length > 0);
        expect(searchText(`${before} ${text} ${after}`).includes(searchText(text))).toBe(true);
      }),
    );
  });
});

describe("searchText", () => {
  it("puts a space at both ends", () => {
    expect(searchText("Hello, world")).toBe(" hello world ");
    expect(searchText("?!")).toBe(" ");
  });
});

describe("keys", () => {
  it("compares handles, tags, platforms and languages in one form", () => {
    expect(handleKey(" @Ana_B ")).toBe("ana_b");
    expect(handleKey("＠ANA")).toBe("ana");
    expect(tagKey('  New\u00a0 "York" ')).toBe("new york");
    expect(platformKey("Twitter")).toBe("twitter");
    expect(["zh_CN", "EN", "fil", "und", "e", "x-y", "english", ""].map(langKey)).toEqual([
      "zh",
      "en",
      "fil",
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(hashtagKey("#发布会#")).toBe("发布会");
  });

  it.each([
    ["#Launch day #launch #2026 #a1", ["launch", "a1"]],
    ["我爱#苹果#手机 ＃Ｎｅｗ", ["苹果", "new"]],
    ["see example.com/page#part &#x27; &#39; a#b", []],
    ["", []],
  ])("finds the hashtags of %j", (text, keys) => {
    expect(hashtagKeys(text)).toEqual(keys);
  });

  it("is stable", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const key of [handleKey, tagKey, platformKey, hashtagKey]) expect(key(key(text))).toBe(key(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
