import { Fragment } from "react";

// What separates, joins and stands alone follows lib/analysis/query/search-text.ts, which posts are matched by.
const APOSTROPHE = "['\\u2018\\u2019\\u02bc]";
/** A letter of a script written without spaces: no word edge is needed beside it. */
const SINGLE =
  "[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Bopo}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]";
const LETTER = `(?!${SINGLE}|${APOSTROPHE})[\\p{L}\\p{M}\\p{N}_]`;
/** An apostrophe inside a word is not part of it, but before a closing s it ends the word. */
const INNER = `${APOSTROPHE}(?!s(?!${LETTER}))`;
const BEFORE = `(?<!${LETTER}|${LETTER}${APOSTROPHE})`;
const AFTER = `(?!${LETTER}|${INNER}${LETTER})`;
const BETWEEN_WORDS = `(?:${APOSTROPHE}|[^\\p{L}\\p{M}\\p{N}_\\p{Extended_Pictographic}])+`;

const isLetter = (character: string) => new RegExp(`^${LETTER}$`, "u").test(character);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** One word of a term: between two of its letters the text may have an apostrophe. */
function wordPattern(word: string): string {
  const letters = [...word];
  return letters
    .map((letter, at) => {
      const isInner = isLetter(letter) && isLetter(letters[at + 1] ?? "");
      return isInner ? `${escaped(letter)}(?:${INNER})?` : escaped(letter);
    })
    .join("");
}

function termPattern(term: string): string {
  const letters = [...term];
  const body = term.split(/\s+/).map(wordPattern).join(BETWEEN_WORDS);
  return `${isLetter(letters[0] ?? "") ? BEFORE : ""}${body}${isLetter(letters.at(-1) ?? "") ? AFTER : ""}`;
}

/** Splits a text at the terms, longest first, at word edges except in scripts without spaces. */
export function splitAtTerms(text: string, terms: readonly string[]): { key: number; part: string; isTerm: boolean }[] {
  const usable = [...new Set(terms.map((term) => term.trim()).filter((term) => term !== ""))]
    .sort((a, b) => b.length - a.length)
    .slice(0, 50);
  if (usable.length === 0) return [{ key: 0, part: text, isTerm: false }];
  const pattern = new RegExp(`(${usable.map(termPattern).join("|")})`, "giu");
  return text
    .split(pattern)
    .map((part, key) => ({ key, part, isTerm: key % 2 === 1 }))
    .filter(({ part }) => part !== "");
}

/** A text with the searched words underlined. */
export function Highlight({ text, terms }: { text: string; terms: readonly string[] }) {
  return splitAtTerms(text, terms).map(({ key, part, isTerm }) =>
    isTerm ? (
      <mark key={key} className="border-signal border-b-2 bg-transparent text-inherit">
        {part}
      </mark>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    ),
  );
}
