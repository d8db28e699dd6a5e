/** Counts as people and exports write them. */

export type CountResult = { count: number | null; problem: "R_NUMBER" | "R_NUMBER_RANGE" | null };

const NONE: CountResult = { count: null, problem: null };
const BAD: CountResult = { count: null, problem: "R_NUMBER" };

const MISSING = new Set(["", "-", "--", "—", "n/a", "na", "null", "none", "nil", "undefined"]);
const SCALES: Record<string, number> = {
  k: 1e3,
  千: 1e3,
  m: 1e6,
  mio: 1e6,
  b: 1e9,
  w: 1e4,
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
};
const SHAPE = /^\+?([\d.,'’ ]*\d)(?:e([+-]?\d{1,3}))? ?(k|m|mio|b|w|千|万|萬|亿|億)?\+?$/;
const GROUPED = /^\d{1,3}([.,'’ ])(?:\d{2,3}\1)*\d{3}$/;
const MIXED = /^\d{1,3}([.,'’ ])(?:\d{2,3}\1)*\d{3}(?!\1)[.,]\d+$/;

/** Digits of any script to 0-9: each script's digits lie in a run of ten. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 48;
    let zero = point;
    while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(point - zero);
  });
}

/** A plain decimal from digits with separators; NaN where the separators make no sense. */
function decimal(digits: string, hasScale: boolean): number {
  if (/^\d+$/.test(digits)) return Number(digits);
  if (hasScale ? /^\d{1,3}(?:,\d{3})+$/.test(digits) : GROUPED.test(digits))
    return Number(digits.replace(/[.,'’ ]/g, ""));
  if (MIXED.test(digits))
    return Number(
      digits
        .replace(/[.,](\d+)$/, "p$1")
        .replace(/[.,'’ ]/g, "")
        .replace("p", "."),
    );
  if (/^\d+[.,]\d+$/.test(digits)) return Number(digits.replace(",", "."));
  if (GROUPED.test(digits)) return Number(digits.replace(/[.,'’ ]/g, ""));
  return Number.NaN;
}

/**
 * Reads a count, an integer >= 0: `1,234`, `1.234`, `1 234`, `12K`, `1.2万`, `10万+`, `3.0`, `1e3`, digits of any script.
 * Null without a problem where nothing is given (empty, `-`, `n/a`). R_NUMBER: negative, NaN, a fraction, anything else;
 * R_NUMBER_RANGE: beyond 2^53 - 1, which JSON cannot carry exactly.
 */
export function parseCount(raw: string): CountResult {
  if (raw === "" || raw === "0") return raw === "" ? NONE : { count: 0, problem: null };
  if (raw.length < 16 && /^\d+$/.test(raw)) return { count: Number(raw), problem: null };
  const text = asciiDigits(raw.slice(0, 80).normalize("NFKC").trim().toLowerCase())
    .replace(/[\u066b\u066c،]/g, (sign) => (sign === "\u066b" ? "." : ","))
    .replace(/\s+/g, " ");
  if (MISSING.has(text)) return NONE;
  const match = raw.length > 80 ? null : SHAPE.exec(text);
  if (match === null) return BAD;
  const [, digits = "", exponent, suffix] = match;
  const scale = suffix === undefined ? 1 : (SCALES[suffix] ?? Number.NaN);
  const hasScale = suffix !== undefined || exponent !== undefined;
  const value = decimal(digits, hasScale) * 10 ** Number(exponent ?? 0) * scale;
  const count = hasScale ? Number(value.toPrecision(15)) : value;
  if (!Number.isFinite(count) || !Number.isInteger(count)) return BAD;
  return Number.isSafeInteger(count) ? { count, problem: null } : { count: null, problem: "R_NUMBER_RANGE" };
}
