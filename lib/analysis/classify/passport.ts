/**
 * The model's accuracy on the customer's own posts, and shares of labels freed from the model's bias, from posts checked by hand.
 *
 * Shares are prediction-powered: the model's shares over all posts, plus the mean difference between hand and model on the checked
 * ones (Angelopoulos, Duchi and Zrnic 2023, "PPI++", arXiv 2311.01453; with unequal chances it is the difference estimator of survey
 * sampling, Särndal, Swensson and Wretman 1992, section 6.3). Preferred to inverting a confusion matrix (Rogan and Gladen 1978; adjusted
 * classify-and-count): it is unbiased however the model errs, does not assume that error rates stay what they were elsewhere, does not
 * blow up when the model is weak, and at power 0 it is the plain hand count, so the model can only help.
 * Departure: one power for all labels, so that shares add up to 1; all posts are known, so only the checked part has sampling error.
 */
import { type Bounds, wilsonInterval, Z95 } from "../stats/intervals";

export const DEFAULTS = {
  /** Checked posts below which no accuracy is stated. */
  checkedForAccuracy: 50,
  /** Checked posts below which shares stay uncorrected. */
  checkedForShares: 100,
  /** Checked posts that each predicted label needs, when its share is at least `labelShare`. */
  checkedPerLabel: 10,
  labelShare: 0.02,
} as const;

/** A post checked by hand. */
export interface CheckedRow {
  truth: string;
  predicted: string;
  /** The chance it had to be drawn (`sample.ts`), above 0 and at most 1. */
  inclusionProbability: number;
}

/** Not enough checked posts; `labels` are the predicted labels that lack some. */
export interface TooFewChecked {
  state: "too_few";
  have: number;
  need: number;
  labels: { label: string; have: number; need: number }[];
}

/** Accuracy over all posts that the sample stands for, 0..1. */
export interface AccuracyEstimate {
  state: "estimated";
  accuracy: number;
  interval: Bounds;
  checked: number;
}

/** Share of one label over all posts, 0..1. */
export interface CorrectedShare {
  label: string;
  /** As the model counts. */
  predicted: number;
  /** Corrected. */
  share: number;
  interval: Bounds;
}

/** Corrected shares; they add up to 1. */
export interface SharesEstimate {
  state: "estimated";
  shares: CorrectedShare[];
  /** How much the model's counts are used, 0 (hand count alone) to 1. */
  power: number;
  checked: number;
}

/** Per row: `stands` for so many posts (1 / chance), and the `noise` of having drawn it: stands^2 x (1 - chance). */
function weigh(rows: readonly CheckedRow[]) {
  const stands = rows.map(({ inclusionProbability }) => 1 / inclusionProbability);
  const noise = stands.map((weight) => weight * (weight - 1));
  return { stands, noise, total: stands.reduce((sum, weight) => sum + weight, 0) };
}

const weightedMean = (values: readonly number[], { stands, total }: ReturnType<typeof weigh>): number =>
  values.reduce((sum, value, at) => sum + value * (stands[at] ?? 0), 0) / total;

/** Sum over rows of noise x deviation of a x deviation of b. */
function crossNoise(a: readonly number[], b: readonly number[], weights: ReturnType<typeof weigh>): number {
  const [meanA, meanB] = [weightedMean(a, weights), weightedMean(b, weights)];
  return a.reduce((sum, value, at) => sum + (weights.noise[at] ?? 0) * (value - meanA) * ((b[at] ?? 0) - meanB), 0);
}

/**
 * Part of the rows that the model is right about, by inverse chances (Hájek's estimator), with Wilson's 95 % interval at the sample's
 * effective size: p(1 - p) over the estimated variance, at most twice the rows, or Kish's (sum w)^2 / sum w^2 when all or none are right.
 * The rows that a label was predicted for give its precision, those it is true of its recall. At least one row.
 */
export function weightedAccuracy(rows: readonly CheckedRow[]): { accuracy: number; interval: Bounds } {
  const weights = weigh(rows);
  const right = rows.map(({ truth, predicted }) => (truth === predicted ? 1 : 0));
  const accuracy = weightedMean(right, weights);
  const spread = accuracy * (1 - accuracy);
  const variance = (crossNoise(right, right, weights) / weights.total ** 2) * (rows.length / (rows.length - 1));
  const kish = weights.total ** 2 / weights.stands.reduce((sum, weight) => sum + weight ** 2, 0);
  const size = spread > 0 && variance > 0 ? Math.min(spread / variance, 2 * rows.length) : kish;
  return { accuracy, interval: wilsonInterval(accuracy * size, size) ?? { low: 0, high: 1 } };
}

/** Accuracy over all posts that the rows stand for. */
export function estimateAccuracy(rows: readonly CheckedRow[]): AccuracyEstimate | TooFewChecked {
  const [have, need] = [rows.length, DEFAULTS.checkedForAccuracy];
  if (have < need) return { state: "too_few", have, need, labels: [] };
  return { state: "estimated", ...weightedAccuracy(rows), checked: have };
}

/** What is missing before shares are corrected; null when nothing is. */
function findMissing(rows: readonly CheckedRow[], predicted: ReadonlyMap<string, number>): TooFewChecked | null {
  const labels = [...predicted].flatMap(([label, share]) => {
    const have = rows.filter((row) => row.predicted === label).length;
    const isShort = share >= DEFAULTS.labelShare && have < DEFAULTS.checkedPerLabel;
    return isShort ? [{ label, have, need: DEFAULTS.checkedPerLabel }] : [];
  });
  const [have, need] = [rows.length, DEFAULTS.checkedForShares];
  return have < need || labels.length > 0 ? { state: "too_few", have, need, labels } : null;
}

/**
 * Corrected shares with 95 % intervals. `predicted`: the model's share of every label over the posts that the rows were drawn from; for
 * a slice (a brand, a week) give the slice's shares and the checked rows within it: chances stay valid. Two made-up rows, one wrong
 * each way, keep an interval open where no mistake was seen.
 */
export function correctShares(
  rows: readonly CheckedRow[],
  predicted: ReadonlyMap<string, number>,
): SharesEstimate | TooFewChecked {
  const missing = findMissing(rows, predicted);
  if (missing) return missing;
  const weights = weigh(rows);
  const labels = [...new Set([...predicted.keys(), ...rows.map(({ truth }) => truth)])];
  const columns = labels.map((label) => ({
    label,
    hand: rows.map(({ truth }) => (truth === label ? 1 : 0)),
    model: rows.map((row) => (row.predicted === label ? 1 : 0)),
  }));
  const shared = columns.reduce((sum, { hand, model }) => sum + crossNoise(hand, model, weights), 0);
  const own = columns.reduce((sum, { model }) => sum + crossNoise(model, model, weights), 0);
  const power = own > 0 ? Math.min(1, Math.max(0, shared / own)) : 1;
  const open = 2 * (weights.total / rows.length) ** 2;
  const raw = columns.map(({ label, hand, model }) => {
    const rest = hand.map((value, at) => value - power * (model[at] ?? 0));
    const share = power * (predicted.get(label) ?? 0) + weightedMean(rest, weights);
    const half = (Z95 * Math.sqrt(crossNoise(rest, rest, weights) + open)) / weights.total;
    return { label, share, half };
  });
  const total = raw.reduce((sum, { share }) => sum + Math.max(0, share), 0);
  const shares = raw.map(({ label, share, half }) => ({
    label,
    predicted: predicted.get(label) ?? 0,
    share: Math.max(0, share) / total,
    interval: { low: Math.max(0, share - half), high: Math.min(1, share + half) },
  }));
  return { state: "estimated", shares, power, checked: rows.length };
}
