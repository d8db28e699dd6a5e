/** What happens to a post's text before WordPiece: training/normalise.py does the same, step by step. */

/** Replaced one after the other, in this order. */
export const ENTITIES = [
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&amp;", "&"],
] as const;
/** What becomes `http`. The four odd letters are what Python's re.IGNORECASE also takes for i, k and s. */
export const LINK =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: training/normalise.py counts control characters as spaces.
  /(?<![A-Za-z0-9\u0130\u0131\u017f\u212a])(?:http[s\u017f]?:\/\/|www\.)[^\u0000-\u0020\u00a0\u3000\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef]+/gi;
/** What becomes `@user`. */
export const HANDLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: training/normalise.py counts control characters as spaces.
  /(?<![A-Za-z0-9_])@(?:[A-Za-z0-9_\-\u4e00-\u9fff]{2,30}(?=[\u0000-\u0020\u00a0\u3000:\uff1a]|$)|[A-Za-z0-9_]+)/g;
/** What is taken out: joiners, variation selectors, skin tones. */
export const JOINER = /\u200d|\ufe0e|\ufe0f|\u20e3|[\u{1f3fb}-\u{1f3ff}]/gu;
/** What is set apart by spaces. */
export const EMOJI = /[\u2600-\u27bf\u2b00-\u2bff\u{1f000}-\u{1faff}]/gu;
const NOT_ASCII = /\P{ASCII}/u;

/**
 * Rewrites one post as the reader was trained to see it: NFC, five HTML entities, links as `http`, handles as `@user`,
 * emoji stripped of joiners and skin tones and set apart by spaces.
 */
export function normalisePostText(text: string): string {
  const hasOnlyAscii = !NOT_ASCII.test(text);
  let result = hasOnlyAscii ? text : text.normalize("NFC");
  if (result.includes("&")) {
    for (const [entity, character] of ENTITIES) result = result.replaceAll(entity, character);
  }
  result = result.replace(LINK, "http");
  if (result.includes("@")) result = result.replace(HANDLE, "@user");
  return hasOnlyAscii ? result : result.replace(JOINER, "").replace(EMOJI, " $& ");
}
