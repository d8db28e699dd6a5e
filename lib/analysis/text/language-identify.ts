/** Which language a text is in: by its script, and for Latin letters by its small words. Says null rather than guess. */
import { LANGUAGE_LETTERS, LANGUAGE_WORDS } from "./language-words";

export const DEFAULTS = {
  /** Score a language needs (a word of its own counts 1), and its lead over the second, where English shows too. */
  besideEnglish: { minScore: 2, minLead: 1 },
  /** The same where not one English word shows. */
  withoutEnglish: { minScore: 1, minLead: 0.34 },
  /** Share of the letters a script needs to decide. */
  minScriptShare: 0.5,
} as const;

const SCRIPTS = [
  ["ko", /\p{Script=Hangul}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["th", /\p{Script=Thai}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
  ["bn", /\p{Script=Bengali}/gu],
  ["ta", /\p{Script=Tamil}/gu],
  ["te", /\p{Script=Telugu}/gu],
  ["ka", /\p{Script=Georgian}/gu],
  ["hy", /\p{Script=Armenian}/gu],
] as const;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const HAN = /\p{Script=Han}/gu;
const LETTER = /\p{L}/gu;
const NOT_LATIN = /[^\p{Script=Latin}\P{L}]/u;
const NOISE = /(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_]+/giu;
const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

const wordLanguages = invert(LANGUAGE_WORDS);
const letterLanguages = invert(LANGUAGE_LETTERS);

function invert(byLanguage: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, items] of Object.entries(byLanguage)) {
    for (const item of new Set(items)) languages.set(item, [...(languages.get(item) ?? []), language]);
  }
  return languages;
}

const LETTER_HINT = /\P{ASCII}/gu;

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * Primary language subtag (ISO 639-1) of a post, or null when the text does not say: too short, emoji alone, names alone.
 * Links, handles and hashtags do not count. Han without kana is `zh`; Cyrillic is called `ru`.
 */
export function identifyLanguage(text: string): string | null {
  const words = text.replace(NOISE, " ");
  return NOT_LATIN.test(words) ? (byScript(words) ?? byWords(words)) : byWords(words);
}

function byScript(text: string): string | null {
  const letterCount = countOf(text, LETTER);
  const kanaCount = countOf(text, KANA);
  const hanCount = countOf(text, HAN);
  // A Chinese character says about as much as three Latin letters.
  const weighed = letterCount + 2 * (hanCount + kanaCount);
  if (3 * (hanCount + kanaCount) >= DEFAULTS.minScriptShare * weighed && hanCount + kanaCount > 0) {
    return kanaCount > 0.1 * (hanCount + kanaCount) ? "ja" : "zh";
  }
  for (const [language, pattern] of SCRIPTS) {
    if (countOf(text, pattern) >= DEFAULTS.minScriptShare * letterCount) return language;
  }
  return null;
}

function byWords(text: string): string | null {
  const lowered = text.toLowerCase().replaceAll("\u2019", "'");
  const scores = new Map<string, number>();
  const addTo = (languages: readonly string[] | undefined, weight: number): void => {
    // What several languages share is worth less to each.
    for (const language of languages ?? []) {
      scores.set(language, (scores.get(language) ?? 0) + weight / (languages?.length ?? 1));
    }
  };
  for (const [word] of lowered.matchAll(WORD)) addTo(wordLanguages.get(word), 1);
  for (const [letter] of lowered.matchAll(LETTER_HINT)) addTo(letterLanguages.get(letter), 0.5);

  const ranked = [...scores].sort((a, b) => b[1] - a[1]);
  const [best, second] = ranked;
  if (!best) return null;
  const isDoubtful = best[0] === "en" || (scores.get("en") ?? 0) > 0;
  const { minScore, minLead } = isDoubtful ? DEFAULTS.besideEnglish : DEFAULTS.withoutEnglish;
  return best[1] >= minScore && best[1] - (second?.[1] ?? 0) >= minLead ? best[0] : null;
}
