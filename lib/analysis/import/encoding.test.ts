import { describe, expect, it } from "vitest";
import { createDecoder, detectEncoding } from "./encoding";

/** Unit to bytes of a legacy encoding, made by decoding every byte sequence. */
function encode(text: string, encoding: string): Uint8Array {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let a = 0x80; a < 0x100; a++) {
    const one = decoder.decode(Uint8Array.of(a));
    if (one.length === 1 && one !== "\ufffd") table.set(one, [a]);
  }
  if (encoding === "gb18030" || encoding === "shift_jis")
    for (let a = 0x81; a < 0xff; a++)
      for (let b = 0x40; b < 0xff; b++) {
        const two = decoder.decode(Uint8Array.of(a, b));
        if (two.length === 1 && two !== "\ufffd") table.set(two, [a, b]);
      }
  return Uint8Array.from([...text].flatMap((sign) => table.get(sign) ?? [sign.charCodeAt(0)]));
}

const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

const chinese = "内容,作者\n今天的天气真好，我们一起去公园吧！,小明\n这个手机的电池不太耐用。,小红\n";
const japanese = "本文,名前\nこの店のラーメンはとても美味しかったです。,たろう\nまた行きたいと思います！,はなこ\n";
const russian = "текст,автор\nСегодня очень хорошая погода для прогулки,Анна\nМне нравится этот телефон,Иван\n";
const french = "texte,auteur\nLe café était très bon, déjà vu à Besançon,Zoë\n";

describe("detectEncoding", () => {
  it.each([
    ["utf-8", Buffer.from(chinese), true],
    ["utf-8", Buffer.from(`\ufeff${french}`), true],
    ["utf-8", Buffer.from("text\nplain\n"), true],
    ["utf-8", Buffer.from(chinese).subarray(0, 20), true],
    ["utf-16le", utf16(french, false), true],
    ["utf-16be", utf16(french, true), true],
    ["utf-16le", utf16(french, false).subarray(2), true],
    ["gb18030", encode(chinese, "gb18030"), false],
    ["shift_jis", encode(japanese, "shift_jis"), false],
    ["koi8-r", encode(russian, "koi8-r"), false],
    ["windows-1252", Buffer.from(french, "latin1"), false],
    ["windows-1252", Buffer.from("price\nonly 5\x80 \x96 \x93good\x94\n", "latin1"), false],
  ])("finds %s", (encoding, bytes, isSure) => expect(detectEncoding(bytes)).toEqual({ encoding, isSure }));

  it("looks at a later piece where the beginning is ASCII", () => {
    const head = Buffer.from("text,author\nplain,x\n");
    expect(detectEncoding(head, encode(chinese, "gb18030")).encoding).toBe("gb18030");
    expect(detectEncoding(head, Buffer.from(chinese)).encoding).toBe("utf-8");
  });
});

describe("createDecoder", () => {
  it.each([
    ["utf-8", Buffer.from(chinese), chinese],
    ["utf-8", Buffer.from(`\ufeffa😀b`), "a😀b"],
    ["utf-16le", utf16(chinese, false), chinese],
    ["utf-16be", utf16(chinese, true), chinese],
    ["gb18030", encode(chinese, "gb18030"), chinese],
    ["shift_jis", encode(japanese, "shift_jis"), japanese],
    ["koi8-r", encode(russian, "koi8-r"), russian],
    ["windows-1252", Buffer.from("\x80 \x93caf\xe9\x94", "latin1"), "€ “café”"],
  ] as const)("reads %s one byte at a time", (encoding, bytes, text) => {
    const decoder = createDecoder(encoding);
    let read = "";
    for (const byte of bytes) read += decoder.write(Uint8Array.of(byte));
    expect(read + decoder.end()).toBe(text);
  });

  it("marks what it cannot read", () => {
    const decoder = createDecoder("utf-8");
    expect(decoder.write(Buffer.from([0x61, 0xff, 0x62, 0xe4])) + decoder.end()).toBe("a\ufffdb\ufffd");
  });
});
