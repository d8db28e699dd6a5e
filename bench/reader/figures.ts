/** Figures of one head on one set, from probabilities. All are fractions. */
import { calibrationError } from "@/lib/analysis/classify/report";
import type { ReaderHead } from "../../workers/inference/reader-model";

export interface HeadFigures {
  accuracy: number;
  macroRecall: number;
  macroF1: number;
  /** F1 of the class yes, of a yes-or-no head. */
  f1OfYes: number;
  /** Expected calibration error over 15 equal bins (Guo et al. 2017, arXiv 1706.04599); NaN for many-label heads. */
  calibrationError: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

interface Tally {
  hit: number;
  given: number;
  guessed: number;
}

const f1 = ({ hit, given, guessed }: Tally): number => (2 * hit) / Math.max(1, given + guessed);

function tally(guesses: readonly (readonly number[])[], labels: readonly (readonly number[])[], k: number): Tally[] {
  const classes = Array.from({ length: k }, () => ({ hit: 0, given: 0, guessed: 0 }));
  for (const [row, given] of labels.entries()) {
    const guessed = guesses[row] ?? [];
    for (const label of given) bump(classes[label], "given");
    for (const label of guessed) bump(classes[label], "guessed");
    for (const label of guessed) if (given.includes(label)) bump(classes[label], "hit");
  }
  return classes;
}

function bump(counts: Tally | undefined, name: keyof Tally): void {
  if (counts) counts[name] += 1;
}

/** A softmax head is judged between the classes that the set has (`among`). */
function guessOneOf(probabilities: readonly number[], among: readonly number[]): number {
  return among.reduce(
    (best, label) => ((probabilities[label] ?? 0) > (probabilities[best] ?? 0) ? label : best),
    among[0] ?? 0,
  );
}

/** **shapes** probabilities: n x labels (`yes_no`: n x 1); labels: class numbers per row, several for GoEmotions. */
export function judgeHead(
  head: Pick<ReaderHead, "kind" | "labels" | "threshold">,
  probabilities: readonly (readonly number[])[],
  labels: readonly (readonly number[])[],
  threshold = head.threshold,
): HeadFigures {
  const k = head.labels.length;
  const present = [...new Set(labels.flat())].sort((a, b) => a - b);
  const isMany = labels.some((row) => row.length > 1);
  const guesses = probabilities.map((row) => {
    if (head.kind === "yes_no") return [(row[0] ?? 0) >= threshold ? 1 : 0];
    if (!isMany) return [guessOneOf(row, present)];
    const given = row.flatMap((value, label) => (value >= threshold ? [label] : []));
    return given.length > 0 ? given : head.kind === "one_of" ? [guessOneOf(row, present)] : [];
  });
  const classes = tally(guesses, labels, k).filter((_, label) => isMany || present.includes(label));
  const truth = labels.map((row) => row[0] ?? 0);
  const rows = probabilities.map((row) => {
    if (head.kind === "yes_no") return [1 - (row[0] ?? 0), row[0] ?? 0];
    const mass = present.reduce((sum, label) => sum + (row[label] ?? 0), 0);
    return row.map((value, label) => (present.includes(label) ? value / mass : 0));
  });
  return {
    accuracy: mean(guesses.map(([guess], row) => (guess === truth[row] ? 1 : 0))),
    macroRecall: mean(classes.map(({ hit, given }) => hit / Math.max(1, given))),
    macroF1: mean(classes.map(f1)),
    f1OfYes: head.kind === "yes_no" ? f1(tally(guesses, labels, 2)[1] ?? { hit: 0, given: 0, guessed: 0 }) : Number.NaN,
    calibrationError: isMany ? Number.NaN : calibrationError(rows.flat(), truth),
  };
}
