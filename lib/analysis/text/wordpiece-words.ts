/** BERT's uncased word splitting: cleaning, one word per Chinese character, accents off, lower case, punctuation alone. */

/** Characters that are no part of any word. */
export const REMOVED = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** Becomes a plain space. */
export const SPACE = /\p{White_Space}/gu;
/** Each of them is a word. */
export const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
/** Accents, dropped after decomposition. */
export const MARK = /\p{Mn}/gu;
/** A punctuation mark, or a run of anything else but spaces. */
export const WORD = /[\p{P}$+<=>^`|~]|[^\p{P}$+<=>^`|~\p{White_Space}]+/gu;
const NOT_PLAIN = /[^\t\n\r\u0020-\u007e]/;

const WORD_CHARACTER = 0;
const SPACE_CHARACTER = 1;
const PUNCTUATION = 2;
const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code <= 0x20) return SPACE_CHARACTER;
  return /[\p{P}$+<=>^`|~]/u.test(String.fromCharCode(code)) ? PUNCTUATION : WORD_CHARACTER;
});

/**
 * Calls `onWord` for each lower-cased word of `text`, in order, until it returns false.
 *
 * Source: BertNormalizer and BertPreTokenizer of Hugging Face `tokenizers` 0.23 (uncased settings). Each code point was
 * compared: equal but for 670 marks and punctuation signs that Unicode gained after 2015, which that library's tables lack.
 */
export function eachBertWord(text: string, onWord: (word: string) => boolean): void {
  if (NOT_PLAIN.test(text)) eachUnicodeWord(text, onWord);
  else eachAsciiWord(text.toLowerCase(), onWord);
}

function eachAsciiWord(text: string, onWord: (word: string) => boolean): void {
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const kind = ASCII_KINDS[text.charCodeAt(index)];
    if (kind === WORD_CHARACTER) continue;
    if (index > start && !onWord(text.slice(start, index))) return;
    if (kind === PUNCTUATION && !onWord(text.charAt(index))) return;
    start = index + 1;
  }
  if (text.length > start) onWord(text.slice(start));
}

function eachUnicodeWord(text: string, onWord: (word: string) => boolean): void {
  const cleaned = text.replace(REMOVED, "").replace(SPACE, " ").replace(CHINESE, " $& ");
  // A capital sigma is lowered alone here, because JavaScript picks another letter for it at the end of a word.
  const lowered = cleaned.normalize("NFD").replace(MARK, "").replaceAll("Σ", "σ").toLowerCase();
  for (const match of lowered.matchAll(WORD)) {
    if (!onWord(match[0])) return;
  }
}
