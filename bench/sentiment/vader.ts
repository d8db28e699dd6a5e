/** VADER's rules over a lexicon that is read at run time: the baseline of `npm run eval sentiment`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { DEGREES, IDIOMS, NEGATIONS } from "./vader-words";

const CAPITALS = 0.733;
const NEGATED = -0.74;
const EXCLAMATION = 0.292;
const QUESTION = 0.18;
const NORM = 15;

export interface Lexicon {
  valences: ReadonlyMap<string, number>;
  /** Emoji -> description in words. */
  emoji: ReadonlyMap<string, string>;
}

/** Reads vader_lexicon.txt and emoji_utf8_lexicon.txt of a folder. */
export function readLexicon(dir: string): Lexicon {
  const rows = (name: string) =>
    readFileSync(path.join(dir, name), "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => line.split("\t"));
  return {
    valences: new Map(rows("vader_lexicon.txt").map(([token = "", mean = "0"]) => [token, Number(mean)])),
    emoji: new Map(rows("emoji_utf8_lexicon.txt").map(([character = "", words = ""]) => [character, words.trim()])),
  };
}

/**
 * Compound score of a text, -1..1; below -0.05 negative, above 0.05 positive.
 * Source: Hutto and Gilbert, ICWSM 2014; equal to vaderSentiment 3.3.2 on the tweets it was compared on.
 */
export function scoreVader({ valences, emoji }: Lexicon, text: string): number {
  const described = describeEmoji(text, emoji);
  const words = described.split(/\s+/u).filter(Boolean).map(stripPunctuation);
  const lowered = words.map((word) => word.toLowerCase());
  const shouted = words.filter(isShouted).length;
  const sentence: Sentence = { words, lowered, valences, hasContrast: shouted > 0 && shouted < words.length };
  const scores = words.map((_, index) => scoreWord(sentence, index));
  weighBut(scores, lowered);
  const sum = scores.reduce((total, score) => total + score, 0);
  const loud = sum + Math.sign(sum) * emphasis(described);
  return Math.max(-1, Math.min(1, loud / Math.sqrt(loud * loud + NORM)));
}

interface Sentence {
  words: readonly string[];
  lowered: readonly string[];
  valences: ReadonlyMap<string, number>;
  /** Some but not all words are in capitals. */
  hasContrast: boolean;
}

const isShouted = (word: string): boolean => word !== word.toLowerCase() && word === word.toUpperCase();

function describeEmoji(text: string, emoji: Lexicon["emoji"]): string {
  let result = "";
  let wasSpace = true;
  for (const character of text) {
    const words = emoji.get(character);
    if (words === undefined) result += character;
    else result += wasSpace ? words : ` ${words}`;
    wasSpace = words === undefined && character === " ";
  }
  return result.trim();
}

/** Emoticons survive: a token of one or two characters without its punctuation is left alone. */
function stripPunctuation(token: string): string {
  const stripped = token.replace(/^[!-/:-@[-`{-~]+|[!-/:-@[-`{-~]+$/g, "");
  return stripped.length <= 2 ? token : stripped;
}

function scoreWord(sentence: Sentence, index: number): number {
  const { lowered, valences } = sentence;
  const word = lowered[index] ?? "";
  if (DEGREES.has(word) || (word === "kind" && lowered[index + 1] === "of")) return 0;
  const own = valences.get(word);
  if (own === undefined) return 0;
  let score = ownValence(sentence, index, own);
  for (const distance of [1, 2, 3]) {
    const before = lowered[index - distance];
    if (before === undefined || valences.has(before)) continue;
    score += degree(sentence, index - distance, score) * (1.05 - 0.05 * distance);
    score = negate(lowered, index, distance, score);
    if (distance === 3) score = idioms(lowered, index, score);
  }
  return least(sentence, index, score);
}

/** The lexicon's value, with "no" as a word or as a negation, and capitals. */
function ownValence({ words, lowered, valences, hasContrast }: Sentence, index: number, own: number): number {
  const before = (distance: number) => lowered[index - distance];
  let score = own;
  if (lowered[index] === "no" && valences.has(lowered[index + 1] ?? "")) score = 0;
  const isAfterNo = before(3) === "no" && (before(1) === "or" || before(1) === "nor");
  if (before(1) === "no" || before(2) === "no" || isAfterNo) score = own * NEGATED;
  if (isShouted(words[index] ?? "") && hasContrast) score += score > 0 ? CAPITALS : -CAPITALS;
  return score;
}

function degree({ words, lowered, hasContrast }: Sentence, index: number, score: number): number {
  let step = DEGREES.get(lowered[index] ?? "") ?? 0;
  if (step === 0) return 0;
  if (score < 0) step = -step;
  if (isShouted(words[index] ?? "") && hasContrast) step += score > 0 ? CAPITALS : -CAPITALS;
  return step;
}

const isNegation = (word: string | undefined): boolean =>
  word !== undefined && (NEGATIONS.has(word) || word.includes("n't"));
const isSoOrThis = (word: string | undefined): boolean => word === "so" || word === "this";

function negate(lowered: readonly string[], index: number, distance: number, score: number): number {
  const [one, two, three] = [lowered[index - 1], lowered[index - 2], lowered[index - 3]];
  if (distance === 1) return isNegation(one) ? score * NEGATED : score;
  if (distance === 2) {
    if (two === "never" && isSoOrThis(one)) return score * 1.25;
    if (two === "without" && one === "doubt") return score;
    return isNegation(two) ? score * NEGATED : score;
  }
  // As the reference does it: "so" and "this" right before the word strengthen it with or without a "never".
  if ((three === "never" && isSoOrThis(two)) || isSoOrThis(one)) return score * 1.25;
  if (three === "without" && (two === "doubt" || one === "doubt")) return score;
  return isNegation(three) ? score * NEGATED : score;
}

function idioms(lowered: readonly string[], index: number, score: number): number {
  const phrase = (from: number, to: number): string => lowered.slice(index + from, index + to + 1).join(" ");
  let result = score;
  for (const [from, to] of [
    [-1, 0],
    [-2, 0],
    [-2, -1],
    [-3, -1],
    [-3, -2],
  ] as const) {
    const value = IDIOMS.get(phrase(from, to));
    if (value === undefined) continue;
    result = value;
    break;
  }
  if (lowered.length - 1 > index) result = IDIOMS.get(phrase(0, 1)) ?? result;
  if (lowered.length - 1 > index + 1) result = IDIOMS.get(phrase(0, 2)) ?? result;
  for (const [from, to] of [
    [-3, -1],
    [-3, -2],
    [-2, -1],
  ] as const)
    result += DEGREES.get(phrase(from, to)) ?? 0;
  return result;
}

function least({ lowered, valences }: Sentence, index: number, score: number): number {
  if (lowered[index - 1] !== "least" || valences.has("least")) return score;
  const two = lowered[index - 2];
  return two === "at" || two === "very" ? score : score * NEGATED;
}

/** What stands before "but" counts half, what stands after it one and a half; equal scores share the first one's place. */
function weighBut(scores: number[], lowered: readonly string[]): void {
  const at = lowered.indexOf("but");
  if (at < 0) return;
  for (let turn = 0; turn < scores.length; turn += 1) {
    const score = scores[turn] ?? 0;
    const place = scores.indexOf(score);
    if (place < at) scores[place] = score * 0.5;
    else if (place > at) scores[place] = score * 1.5;
  }
}

function emphasis(text: string): number {
  const exclamations = Math.min(4, text.split("!").length - 1) * EXCLAMATION;
  const questions = text.split("?").length - 1;
  return exclamations + (questions <= 1 ? 0 : questions <= 3 ? questions * QUESTION : 0.96);
}
