/** What a classifier reaches on rows it has not learned from. */
import { createRandom } from "../demo/random";
import { type Bounds, wilsonInterval } from "../stats/intervals";
import { type ClassFigures, classFigures, countConfusion, countHits, macroF1 } from "./confusion";
import { likeliest } from "./head";

export const DEFAULTS = { resamples: 1_000, bins: 15 } as const;

/** A row whose likeliest label is wrong. */
export interface Mistake {
  row: number;
  truth: string;
  predicted: string;
  /** Probability of the label that was given. */
  confidence: number;
}

/** Figures on held-out rows; ratios 0..1. */
export interface Report {
  rowCount: number;
  accuracy: number;
  accuracyInterval: Bounds;
  macroF1: number;
  macroF1Interval: Bounds;
  classes: ClassFigures[];
  /** Row = true label, column = predicted label, in the order of `classes`. */
  confusion: number[][];
  /** Expected calibration error of the likeliest label over 15 equal bins (Guo et al. 2017, arXiv 1706.04599). */
  calibrationError: number;
  /** Surest first. */
  mistakes: Mistake[];
  /** What always giving the commonest label reaches on the same rows. */
  baseline: { label: string; accuracy: number; macroF1: number };
}

/** Expected calibration error of the likeliest label. **shapes** probabilities: n x k; truth: n. */
export function calibrationError(probabilities: ArrayLike<number>, truth: ArrayLike<number>): number {
  const k = probabilities.length / truth.length;
  const given = likeliest(probabilities, k);
  const gaps = new Float64Array(DEFAULTS.bins);
  for (const [row, label] of given.entries()) {
    const confidence = probabilities[row * k + label] ?? 0;
    const bin = Math.min(DEFAULTS.bins - 1, Math.floor(confidence * DEFAULTS.bins));
    gaps[bin] = (gaps[bin] ?? 0) + confidence - (label === truth[row] ? 1 : 0);
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / truth.length;
}

/** Percentile bootstrap over rows, 95 % (Efron and Tibshirani 1993, chapter 13). */
function bootstrapMacroF1(truth: ArrayLike<number>, given: Int32Array, k: number, seed: number): Bounds {
  const random = createRandom(seed, "macro-f1");
  const n = truth.length;
  const values: number[] = [];
  for (let turn = 0; turn < DEFAULTS.resamples; turn += 1) {
    const confusion = new Float64Array(k * k);
    for (let draw = 0; draw < n; draw += 1) {
      const row = random.int(n);
      const cell = (truth[row] ?? 0) * k + (given[row] ?? 0);
      confusion[cell] = (confusion[cell] ?? 0) + 1;
    }
    values.push(macroF1(confusion, k));
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

function judgeConstant(truth: ArrayLike<number>, labels: readonly string[], learned: ArrayLike<number>) {
  const counts = labels.map((_, label) => countHits(learned, new Int32Array(learned.length).fill(label)));
  const label = counts.indexOf(Math.max(...counts));
  const constant = new Int32Array(truth.length).fill(label);
  return {
    label: labels[label] ?? "",
    accuracy: countHits(truth, constant) / truth.length,
    macroF1: macroF1(countConfusion(truth, constant, labels.length), labels.length),
  };
}

/**
 * Judges probabilities against the truth. `learned`: the true classes of the rows it learned from, where the commonest label is looked
 * up. **shapes** `probabilities`: n x labels; `truth`: n class numbers. @throws RangeError without rows
 */
export function judgeHead(
  { labels, truth, probabilities }: { labels: readonly string[]; truth: number[]; probabilities: ArrayLike<number> },
  { learned, seed }: { learned: ArrayLike<number>; seed: number },
): Report {
  const [n, k] = [truth.length, labels.length];
  const given = likeliest(probabilities, k);
  const hits = countHits(truth, given);
  const accuracyInterval = wilsonInterval(hits, n);
  if (!accuracyInterval) throw new RangeError("A report needs at least one held-out row.");
  const confusion = countConfusion(truth, given, k);
  const mistakes = truth.flatMap((label, row) => {
    const guess = given[row] ?? 0;
    const confidence = probabilities[row * k + guess] ?? 0;
    return guess === label ? [] : [{ row, truth: labels[label] ?? "", predicted: labels[guess] ?? "", confidence }];
  });
  return {
    rowCount: n,
    accuracy: hits / n,
    accuracyInterval,
    macroF1: macroF1(confusion, k),
    macroF1Interval: bootstrapMacroF1(truth, given, k, seed),
    classes: classFigures(confusion, labels),
    confusion: labels.map((_, row) => [...confusion.subarray(row * k, (row + 1) * k)]),
    calibrationError: calibrationError(probabilities, truth),
    mistakes: mistakes.sort((a, b) => b.confidence - a.confidence || a.row - b.row),
    baseline: judgeConstant(truth, labels, learned),
  };
}
