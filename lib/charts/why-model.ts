/** An explanation ready to be drawn: which words to mark how strongly, and the sum they are part of. */
import type { Explanation } from "../contracts/why";

/** terms: what a word adds; drop: what is lost without it. */
export type WhyView = "terms" | "drop";

export const DEFAULTS = {
  /** Below this share of the strongest word a word is not marked; from the others on it is marked more strongly. */
  steps: [0.1, 0.4, 0.7],
  /** Words named in the summary, each way. */
  named: 3,
} as const;

/** A stretch of the post. `strength` 0: not marked. `value` null: nothing the reader sees as a word. */
export interface WhyPart {
  /** Where it starts in the post: unique. */
  at: number;
  text: string;
  value: number | null;
  strength: 0 | 1 | 2 | 3;
}

const numberOf = (word: Explanation["words"][number], label: number, view: WhyView): number =>
  view === "drop" ? word.drop : (word.terms[label] ?? 0);

/** The whole post, in order, cut at the words. Positive values speak for the label, negative ones against it. */
export function whyParts(text: string, { words, label }: Explanation, view: WhyView): WhyPart[] {
  const values = words.map((word) => numberOf(word, label, view));
  const most = Math.max(0, ...values.map(Math.abs));
  const parts: WhyPart[] = [];
  let done = 0;
  const plain = (end: number): void => {
    if (end > done) parts.push({ at: done, text: text.slice(done, end), value: null, strength: 0 });
  };
  for (const [index, { start, end }] of words.entries()) {
    plain(start);
    const value = values[index] ?? 0;
    const share = most === 0 ? 0 : Math.abs(value) / most;
    const strength = DEFAULTS.steps.filter((step) => share >= step).length as WhyPart["strength"];
    parts.push({ at: start, text: text.slice(start, end), value, strength });
    done = end;
  }
  plain(text.length);
  return parts;
}

/** The marked words that speak most for the label and most against it, strongest first; a word that comes twice once. */
export function strongestWords(parts: readonly WhyPart[]): { towards: string[]; against: string[] } {
  const marked = parts
    .filter(({ strength }) => strength > 0)
    .toSorted((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
  const pick = (isTowards: boolean) =>
    [...new Set(marked.filter(({ value }) => (value ?? 0) > 0 === isTowards).map(({ text }) => text))].slice(
      0,
      DEFAULTS.named,
    );
  return { towards: pick(true), against: pick(false) };
}

/** In hundredths, so that what is shown with two digits adds up as shown: rounding goes to the words. */
export interface WhySum {
  bias: number;
  words: number;
  rest: number;
  logit: number;
  /** The label that comes next, and its logit; null when there is only one label. */
  next: { label: string; logit: number } | null;
}

/** What the label's score is made of. */
export function whySum({ labels, label, bias, rest, logits }: Explanation): WhySum {
  const cents = (value: number | undefined): number => Math.round((value ?? 0) * 100);
  const own = { bias: cents(bias[label]), rest: cents(rest[label]), logit: cents(logits[label]) };
  const [next] = labels
    .map((name, at) => ({ label: name, logit: logits[at] ?? 0, at }))
    .filter(({ at }) => at !== label)
    .sort((a, b) => b.logit - a.logit);
  return {
    bias: own.bias / 100,
    rest: own.rest / 100,
    logit: own.logit / 100,
    words: (own.logit - own.bias - own.rest) / 100,
    next: next ? { label: next.label, logit: next.logit } : null,
  };
}
