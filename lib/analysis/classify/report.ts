/** What a classifier reaches on rows it has not learned from. */
import { createRandom, type Random } from "../demo/random";
import { type Bounds, wilsonInterval } from "../stats/intervals";
import { type ClassFigures, classFigures, countConfusion, countHits, macroF1 } from "./confusion";
import { likeliest } from "./head";

export const DEFAULTS = { draws: 1_000, bins: 15 } as const;

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

/** Gamma with scale 1. Source: Marsaglia and Tsang 2000, doi 10.1145/358407.358414; below shape 1 by their own boost. */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * 95 % interval of macro F1 from the posterior of each label's row of the confusion matrix, one pseudo-count a row. Unlike a
 * bootstrap it stays wide when a few rows happen to hold no mistake. Source: Goutte and Gaussier 2005, doi 10.1007/978-3-540-31865-1_25.
 */
function intervalOfMacroF1(confusion: Float64Array, k: number, seed: number): Bounds {
  const random = createRandom(seed, "macro-f1");
  const value = macroF1(confusion, k);
  const draws = Array.from({ length: DEFAULTS.draws }, () => {
    const drawn = new Float64Array(k * k);
    for (let row = 0; row < k; row += 1) {
      const cells = confusion.subarray(row * k, (row + 1) * k);
      const total = cells.reduce((sum, count) => sum + count, 0);
      const weights = Array.from(cells, (count) => drawGamma(random, count + 1 / k));
      const scale = total / weights.reduce((sum, weight) => sum + weight, 0);
      for (const [column, weight] of weights.entries()) drawn[row * k + column] = weight * scale;
    }
    return macroF1(drawn, k);
  }).sort((a, b) => a - b);
  const at = (share: number): number => draws[Math.round(share * (draws.length - 1))] ?? 0;
  return { low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
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
    macroF1Interval: intervalOfMacroF1(confusion, k, seed),
    classes: classFigures(confusion, labels),
    confusion: labels.map((_, row) => [...confusion.subarray(row * k, (row + 1) * k)]),
    calibrationError: calibrationError(probabilities, truth),
    mistakes: mistakes.sort((a, b) => b.confidence - a.confidence || a.row - b.row),
    baseline: judgeConstant(truth, labels, learned),
  };
}
