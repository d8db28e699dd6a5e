import { Fragment } from "react";

const WORD = /[\p{L}\p{N}_]/u;

/** Splits a text at the terms, longest first, at word edges except in scripts without spaces. */
export function splitAtTerms(text: string, terms: readonly string[]): { key: number; part: string; isTerm: boolean }[] {
  const usable = [...new Set(terms.map((term) => term.trim()).filter((term) => term !== ""))]
    .sort((a, b) => b.length - a.length)
    .slice(0, 50);
  if (usable.length === 0) return [{ key: 0, part: text, isTerm: false }];
  const escaped = usable.map((term) => {
    const body = term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    const isSpaced = WORD.test(term[0] ?? "") && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(term);
    return isSpaced ? `(?<![\\p{L}\\p{N}_])${body}(?![\\p{L}\\p{N}_])` : body;
  });
  const pattern = new RegExp(`(${escaped.join("|")})`, "giu");
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
