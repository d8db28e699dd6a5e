/** The one door through which text from outside comes in: what lies behind it can be stored, searched and shown as text. */

/** Longest post, in UTF-16 units. */
export const MAX_TEXT_CHARS = 20_000;
const HOPELESS_CHARS = 50 * MAX_TEXT_CHARS;

const CONTROLS = /[^\P{Cc}\n\t]/gu;
const LONE_SURROGATE = /\p{Cs}/u;
/** Longest run of combining marks on one letter; no written language stacks more than 8. */
const MARK_STACK = /(\p{M}{8})\p{M}+/gu;

const HAS_CONTROL = 1;
const HAS_WIDE = 2;

export type TextProblem = "R_UNICODE" | "R_TEXT_TOO_LONG";
export type DoorResult =
  | { text: string; isTruncated: boolean; problem: null }
  | { text: null; isTruncated: false; problem: TextProblem };

const refused = (problem: TextProblem): DoorResult => ({ text: null, isTruncated: false, problem });

/** One pass over the units: controls other than line feed and tab, and whether anything lies beyond Latin. */
function survey(raw: string): number {
  let found = 0;
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i);
    if (unit < 32) {
      if (unit !== 10 && unit !== 9) found |= HAS_CONTROL;
    } else if (unit >= 127) {
      if (unit < 160) found |= HAS_CONTROL;
      else if (unit >= 0x300) found |= HAS_WIDE;
    }
  }
  return found;
}

/**
 * Lets a post's text in: CR and CRLF become LF, NUL and other controls go, NFC, stacks of combining marks are cut
 * to 8 (`isTruncated`). Refused, never stored in part: a lone surrogate, or more than `maxChars` UTF-16 units.
 */
export function openText(raw: string, maxChars: number = MAX_TEXT_CHARS): DoorResult {
  if (raw.length > HOPELESS_CHARS) return refused("R_TEXT_TOO_LONG");
  const found = survey(raw);
  let text = raw;
  let isTruncated = false;
  if (found & HAS_CONTROL) text = text.replace(/\r\n?/g, "\n").replace(CONTROLS, "");
  if (found & HAS_WIDE) {
    if (LONE_SURROGATE.test(text)) return refused("R_UNICODE");
    const composed = text.normalize("NFC");
    text = composed.replace(MARK_STACK, "$1");
    isTruncated = text.length !== composed.length;
  }
  return text.length > maxChars ? refused("R_TEXT_TOO_LONG") : { text, isTruncated, problem: null };
}

/**
 * Lets a short label in (a handle, a name, a tag): one line, single spaces, no controls, NFC, cut to `maxChars`
 * without halving a character. Null for a lone surrogate; "" where nothing is left.
 */
export function openLabel(raw: string, maxChars: number): string | null {
  const head = raw.length > HOPELESS_CHARS ? raw.slice(0, HOPELESS_CHARS) : raw;
  const found = survey(head);
  let text = head;
  if (found & HAS_WIDE) {
    if (LONE_SURROGATE.test(text)) return null;
    text = text.normalize("NFC").replace(MARK_STACK, "$1");
  }
  if (found & HAS_CONTROL || /[\s]{2}|[\t\n]/.test(text)) text = text.replace(/\s+/gu, " ").replace(CONTROLS, "");
  text = text.trim();
  return text.length > maxChars ? cutAt(text, maxChars) : text;
}

/** The first `maxChars` UTF-16 units of a text, one fewer where the cut would halve a character. */
export function cutAt(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const last = text.charCodeAt(maxChars - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxChars - 1 : maxChars);
}

const MOJIBAKE = /[ÂÃ][\u00a0-\u00bf\u20ac\u2018-\u2122\u0152-\u0178]|â€[\u2018-\u2122\u0152-\u02dc¦“”]/;

/** Whether a text looks as if UTF-8 had been read as Windows-1252 once (`Ã©` for `é`). */
export const looksDoubleDecoded = (text: string): boolean =>
  (text.includes("Ã") || text.includes("Â") || text.includes("â€")) && MOJIBAKE.test(text);
