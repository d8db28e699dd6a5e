/** A text that remembers, through any rewriting, which part of the original each of its characters comes from. */

/** Starters with the marks (and Hangul vowels and finals) that may join them: composing never reaches across. */
const COMPOSING =
  /[^\p{M}\u1161-\u1175\u11a8-\u11c2][\p{M}\u1161-\u1175\u11a8-\u11c2]*|[\p{M}\u1161-\u1175\u11a8-\u11c2]+/gsu;
const CHARACTER = /./gsu;

/** **shapes** `starts`, `ends`: per UTF-16 unit of `text`, the range of the original (end exclusive) it comes from. */
export interface MappedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A text that nobody has rewritten yet. */
export const mapText = (text: string): MappedText => ({
  text,
  starts: Array.from({ length: text.length }, (_, at) => at),
  ends: Array.from({ length: text.length }, (_, at) => at + 1),
});

/** `text.replace(pattern, rewrite)`: each unit of a replacement comes from all of what it replaces. `pattern` is global. */
export function rewrite(from: MappedText, pattern: RegExp, replacement: (match: string) => string): MappedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  const copy = (begin: number, end: number): void => {
    text += from.text.slice(begin, end);
    for (let at = begin; at < end; at += 1) {
      starts.push(from.starts[at] ?? 0);
      ends.push(from.ends[at] ?? 0);
    }
  };
  let done = 0;
  for (const { 0: match, index } of from.text.matchAll(pattern)) {
    const next = replacement(match);
    if (next === match) continue;
    copy(done, index);
    done = index + match.length;
    const start = from.starts[index] ?? 0;
    const end = from.ends[done - 1] ?? start;
    text += next;
    for (let unit = 0; unit < next.length; unit += 1) {
      starts.push(start);
      ends.push(end);
    }
  }
  copy(done, from.text.length);
  return { text, starts, ends };
}

/** `text.normalize(form)`, NFC or NFD. */
export const normaliseMapped = (from: MappedText, form: "NFC" | "NFD"): MappedText =>
  rewrite(from, COMPOSING, (part) => part.normalize(form));

/** Lower case character by character. */
export const lowerMapped = (from: MappedText): MappedText => rewrite(from, CHARACTER, (one) => one.toLowerCase());
