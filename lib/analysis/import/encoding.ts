/** Which characters the bytes of a file mean: by byte-order mark, by UTF-8's own check digits, else by statistics. */
import { isUtf8 } from "node:buffer";
import type { Encoding } from "@/lib/contracts/imports";

export interface EncodingGuess {
  encoding: Encoding;
  /** False where statistics decided: the preview then asks for a look. */
  isSure: boolean;
}

type Legacy = "gb18030" | "shift_jis" | "koi8-r" | "windows-1252";

function byMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without a mark shows as NUL in every second byte of ASCII text. */
function byZeros(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length, 4_096);
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.4 && odd < pairs * 0.05) return "utf-16be";
  return null;
}

/** The sample without a character that its end cuts in half. */
function wholeUtf8(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

/** Share of two-byte units that are GB 2312's everyday hanzi or punctuation; 0 for impossible bytes. */
function scoreGb(bytes: Uint8Array): number {
  let common = 0;
  let units = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1];
    if (trail === undefined) break;
    units++;
    if (lead === 0x80 || lead === 0xff) return 0;
    if (trail >= 0x30 && trail <= 0x39) i += 3;
    else if (trail < 0x40 || trail === 0x7f || trail === 0xff) return 0;
    else {
      if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)) common++;
      i++;
    }
  }
  return units === 0 ? 0 : common / units;
}

/** Share of units that are kana, Japanese punctuation or everyday kanji; 0 for impossible bytes. */
function scoreShiftJis(bytes: Uint8Array): number {
  let common = 0;
  let kana = 0;
  let units = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    units++;
    if (lead >= 0xa1 && lead <= 0xdf) continue;
    const trail = bytes[i + 1];
    if (trail === undefined) break;
    if (lead === 0x80 || lead === 0xa0 || lead >= 0xfd || trail < 0x40 || trail === 0x7f || trail > 0xfc) return 0;
    if (lead === 0x82 || lead === 0x83) kana++;
    if (lead >= 0x81 && lead <= 0x97) common++;
    i++;
  }
  return units === 0 || kana === 0 ? 0 : common / units;
}

/** Lengths of the runs of bytes above ASCII, and how many of them are what. */
function highBytes(bytes: Uint8Array): {
  total: number;
  runs: number;
  koiLower: number;
  koiUpper: number;
  latin: number;
} {
  const found = { total: 0, runs: 0, koiLower: 0, koiUpper: 0, latin: 0 };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    found.total++;
    if (i === 0 || (bytes[i - 1] ?? 0) < 0x80) found.runs++;
    if ((byte >= 0xc0 && byte <= 0xdf) || byte === 0xa3) found.koiLower++;
    else if (byte >= 0xe0) found.koiUpper++;
    const isSign = [0x80, 0x85, 0xa0, 0xa1, 0xa3, 0xa9, 0xab, 0xae, 0xb0, 0xb4, 0xb7, 0xbb, 0xbf].includes(byte);
    if ((byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) || (byte >= 0x91 && byte <= 0x97) || isSign) found.latin++;
  }
  return found;
}

function scoreSingleByte(bytes: Uint8Array): { koi: number; latin: number } {
  const { total, runs, koiLower, koiUpper, latin } = highBytes(bytes);
  if (total === 0) return { koi: 0, latin: 0 };
  const meanRun = total / runs;
  const letters = (koiLower + koiUpper) / total;
  const koi = meanRun < 2.5 || letters < 0.9 || koiLower < koiUpper * 2 ? 0 : letters;
  return { koi, latin: (latin / total) * (meanRun < 1.7 ? 1 : 0.4) };
}

/** The likeliest of the encodings from before Unicode. Two-byte ones must be nearly all everyday characters. */
function byStatistics(bytes: Uint8Array): Legacy {
  const { koi, latin } = scoreSingleByte(bytes);
  const scores: [Legacy, number][] = [
    ["windows-1252", latin],
    ["koi8-r", koi],
    ["gb18030", scoreGb(bytes) * 0.98],
    ["shift_jis", scoreShiftJis(bytes)],
  ];
  return scores.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/**
 * Guesses the encoding of a file from its beginning and, where that is plain ASCII, from `later`: a piece further on
 * that is not.
 */
export function detectEncoding(head: Uint8Array, later: Uint8Array | null = null): EncodingGuess {
  const marked = byMark(head) ?? byZeros(head);
  if (marked !== null) return { encoding: marked, isSure: true };
  if (isUtf8(wholeUtf8(head)) && (later === null || isUtf8(wholeUtf8(later))))
    return { encoding: "utf-8", isSure: true };
  return { encoding: byStatistics(later ?? head), isSure: false };
}

/** `€` and the other signs that Windows put where Latin-1 has controls. The platform's decoder leaves them out. */
const WINDOWS_SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

export interface Decoder {
  /** Text of the next bytes; a character cut by the end waits for the next call. Bad bytes become U+FFFD. */
  write(bytes: Uint8Array): string;
  end(): string;
}

/** A streaming decoder. Byte-order marks are not part of the text. */
export function createDecoder(encoding: Encoding): Decoder {
  if (encoding === "windows-1252") {
    const decode = (bytes: Uint8Array): string =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        .toString("latin1")
        .replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_SIGNS[sign.charCodeAt(0) - 0x80] ?? sign);
    return { write: decode, end: () => "" };
  }
  const decoder = new TextDecoder(encoding);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}
