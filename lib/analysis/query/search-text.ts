/** What text is compared by: posts and queries are cut into the same tokens, so matching is a comparison of stored strings. */

const SEPARATOR = 1;
const WORD = 2;
/** A letter of a script written without spaces: a token of its own, so that a word is found inside a sentence. */
const SINGLE = 3;
const MARK = 4;
const EMOJI = 5;
/** Half a flag: two make a token. */
const REGIONAL = 6;
const APOSTROPHE = 7;

const ASCII_ONLY = /^[\0-\x7f]*$/;
/** Invisible characters, variation selectors and the keycap frame: not part of what was said. */
const IGNORED = /\p{Cf}|\p{Variation_Selector}|\u20e3/gu;
const APOSTROPHES = /['\u2018\u2019\u02bc]/;
const SINGLE_SCRIPT =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
const LETTER_S = 0x73;

const knownClasses = new Uint8Array(0x20000);

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (APOSTROPHES.test(character)) return APOSTROPHE;
  if (character === "_") return WORD;
  if (LETTER_OR_NUMBER.test(character)) return SINGLE_SCRIPT.test(character) ? SINGLE : WORD;
  if (/\p{M}/u.test(character)) return MARK;
  if (/\p{RI}/u.test(character)) return REGIONAL;
  return /\p{Extended_Pictographic}/u.test(character) ? EMOJI : SEPARATOR;
}

function classOf(codePoint: number): number {
  if (codePoint >= knownClasses.length) return classify(codePoint);
  const known = knownClasses[codePoint];
  if (known) return known;
  const found = classify(codePoint);
  knownClasses[codePoint] = found;
  return found;
}

const classAt = (text: string, at: number) => (at < text.length ? classOf(text.codePointAt(at) ?? 0) : SEPARATOR);
const widthOf = (codePoint: number) => (codePoint > 0xffff ? 2 : 1);

/** NFKC and lower case, in the order that makes the result stable; accents stay. */
function fold(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase();
  return text.replace(IGNORED, "").normalize("NFKC").toLowerCase().normalize("NFKC").replaceAll("ς", "σ");
}

/** `Apple's` must be found by `apple`, so a closing 's is a token of its own; every other inner apostrophe is dropped. */
function isClosingS(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== LETTER_S) return false;
  const next = classAt(text, at + 1);
  return next !== WORD && next !== MARK;
}

/** Reads the word that starts at `at`; returns it without its apostrophes and where it ended. */
function readWord(text: string, at: number): { word: string; end: number } {
  let word = "";
  let from = at;
  let end = at;
  while (end < text.length) {
    const codePoint = text.codePointAt(end) ?? 0;
    const kind = classOf(codePoint);
    if (kind === APOSTROPHE) {
      if (classAt(text, end + 1) !== WORD || isClosingS(text, end + 1)) break;
      word += text.slice(from, end);
      from = end + 1;
    } else if (kind !== WORD && kind !== MARK) break;
    end += widthOf(codePoint);
  }
  return { word: word + text.slice(from, end), end };
}

function skipMarks(text: string, at: number): number {
  let end = at;
  while (classAt(text, end) === MARK) end += widthOf(text.codePointAt(end) ?? 0);
  return end;
}

/**
 * Cuts text into tokens: runs of letters, digits and `_`; single letters of scripts without spaces (Chinese, Japanese,
 * Korean, Thai, Lao, Khmer, Burmese); emoji without skin tone; flags. Everything else separates.
 * Time is linear in the text. Cutting the tokens joined by spaces again gives the same tokens.
 */
export function searchTokens(text: string): string[] {
  const folded = fold(text);
  const tokens: string[] = [];
  let at = 0;
  while (at < folded.length) {
    const codePoint = folded.codePointAt(at) ?? 0;
    const kind = classOf(codePoint);
    let end = at + widthOf(codePoint);
    if (kind === WORD) {
      const read = readWord(folded, at);
      tokens.push(read.word);
      end = read.end;
    } else if (kind === SINGLE) {
      end = skipMarks(folded, end);
      tokens.push(folded.slice(at, end));
    } else if (kind === EMOJI) {
      tokens.push(folded.slice(at, end));
    } else if (kind === REGIONAL && classAt(folded, end) === REGIONAL) {
      end += 2;
      tokens.push(folded.slice(at, end));
    }
    at = end;
  }
  return tokens;
}

/**
 * The text as it is stored for matching: its tokens between single spaces, with a space at both ends (` i love 手 机 `);
 * one space when there is no token. A phrase matches when `searchText(phrase)` is a part of it.
 */
export function searchText(text: string): string {
  const tokens = searchTokens(text);
  return tokens.length === 0 ? " " : ` ${tokens.join(" ")} `;
}

/** True when the token is a letter of a script that is written without spaces. */
export function isSpacelessToken(token: string): boolean {
  return classOf(token.codePointAt(0) ?? 0) === SINGLE;
}
