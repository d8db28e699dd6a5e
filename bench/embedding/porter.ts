/** Porter's stemmer for English. Source: Porter 1980, "An algorithm for suffix stripping", Program 14(3). */

const VOWEL = "(?:[aeiou]|(?<=[^aeiou])y)";
const HAS_VOWEL = new RegExp(VOWEL);
const DOUBLE = /([^aeiouylsz])\1$/;
/** Consonant, vowel, consonant, as in hop. */
const SHORT = /[^aeiou](?:[aeiou]|(?<=[^aeiou])y)[^aeiouwxy]$/;

/** Pairs of a vowel run and a consonant run. */
function measure(stem: string): number {
  let count = 0;
  let wasVowel = false;
  for (let i = 0; i < stem.length; i += 1) {
    const letter = stem.charAt(i);
    const isVowel: boolean = "aeiou".includes(letter) || (letter === "y" && i > 0 && !wasVowel);
    if (wasVowel && !isVowel) count += 1;
    wasVowel = isVowel;
  }
  return count;
}

type Rule = readonly [ending: string, replacement: string];

const STEP_2: readonly Rule[] = [
  ["ational", "ate"],
  ["ization", "ize"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["tional", "tion"],
  ["biliti", "ble"],
  ["entli", "ent"],
  ["ousli", "ous"],
  ["ation", "ate"],
  ["alism", "al"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["abli", "able"],
  ["alli", "al"],
  ["ator", "ate"],
  ["eli", "e"],
];
const STEP_3: readonly Rule[] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];
const STEP_4 = /(?:ement|ance|ence|able|ible|ment|(?<=[st])ion|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ou)$/;

/** The longest ending that fits is replaced when enough stands before it. */
function replaceEnding(word: string, rules: readonly Rule[], above: number): string {
  const rule = rules.find(([ending]) => word.endsWith(ending));
  if (!rule) return word;
  const stem = word.slice(0, -rule[0].length);
  return measure(stem) > above ? stem + rule[1] : word;
}

function dropPlural(word: string): string {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function dropPast(word: string): string {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = ["ed", "ing"].find((found) => word.endsWith(found));
  const stem = ending ? word.slice(0, -ending.length) : "";
  if (!HAS_VOWEL.test(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (DOUBLE.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && SHORT.test(stem) ? `${stem}e` : stem;
}

function dropLast(word: string): string {
  let result = word;
  if (word.endsWith("e")) {
    const stem = word.slice(0, -1);
    const count = measure(stem);
    if (count > 1 || (count === 1 && !SHORT.test(stem))) result = stem;
  }
  return result.endsWith("ll") && measure(result) > 1 ? result.slice(0, -1) : result;
}

/** The stem of a word in small letters; words of one or two letters stay. */
export function stem(word: string): string {
  if (word.length < 3) return word;
  let result = dropPast(dropPlural(word));
  if (result.endsWith("y") && HAS_VOWEL.test(result.slice(0, -1))) result = `${result.slice(0, -1)}i`;
  result = replaceEnding(replaceEnding(result, STEP_2, 0), STEP_3, 0);
  const ending = STEP_4.exec(result);
  if (ending && measure(result.slice(0, ending.index)) > 1) result = result.slice(0, ending.index);
  return dropLast(result);
}
