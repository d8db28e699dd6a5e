/** The in-app trainer: multinomial logistic regression whose regularisation and temperature come from cross-validation. */
import { assignFolds } from "./groups";
import type { Head } from "./head";
import { fitSoftmax, logLoss, type SoftmaxTask, softmaxRows } from "./softmax-fit";
import { fitTemperature } from "./temperature";
import { centre, DenseRows, featureMeans, type TrainingRows } from "./training-rows";

export const DEFAULTS = {
  /** Strengths that are tried, strongest first, so that each solution starts the next; on the sum over rows, for vectors of unit length. */
  l2Grid: [10, 3, 1, 0.3, 0.1, 0.03],
  foldCount: 5,
  /** Many rows need fewer folds. */
  foldCountOfMany: 3,
  manyRows: 1_000,
  /** Cross-validation looks at so many rows at most; strengths on the sum carry over to all of them. */
  maxTuningRows: 2_000,
  tuning: { tolerance: 1e-4, maxIterations: 60 },
} as const;

/** What a training may be told. */
export interface TrainingOptions {
  seed: number;
  /** `balanced`: every class weighs the same in all; `none`: as it comes, which keeps probabilities honest. */
  classWeights?: "none" | "balanced";
  l2Grid?: readonly number[];
}

/** What training finds. */
export interface Fit {
  /** classes x (size + 1), bias last. */
  weights: Float64Array;
  l2: number;
  temperature: number;
  /** Mean log loss of each strength that was tried on rows it was not fitted to, strongest first. */
  tuning: { l2: number; logLoss: number }[];
}

function weighClasses(truth: ArrayLike<number>, classCount: number, isBalanced: boolean): number[] {
  if (!isBalanced) return new Array<number>(classCount).fill(1);
  const counts = new Array<number>(classCount).fill(0);
  for (let row = 0; row < truth.length; row += 1) counts[truth[row] ?? 0] = (counts[truth[row] ?? 0] ?? 0) + 1;
  return counts.map((count) => truth.length / (classCount * Math.max(1, count)));
}

/** One fold: what is fitted, what is left out, and the weights found last. */
interface Fold {
  inside: SoftmaxTask;
  left: TrainingRows;
  outside: number[];
  start: Float64Array | undefined;
}

function makeFolds(task: SoftmaxTask, folds: Uint8Array): Fold[] {
  const rows = Array.from(folds.keys());
  return [...new Set(folds)].map((fold) => {
    const outside = rows.filter((row) => folds[row] === fold);
    const inside = rows.filter((row) => folds[row] !== fold);
    const truth = inside.map((row) => task.truth[row] ?? 0);
    const learned = { ...task, rows: task.rows.pick(inside), truth };
    return { inside: learned, left: task.rows.pick(outside), outside, start: undefined };
  });
}

/** Scores of every row by a model that has not seen it. Each fold starts where the strength before ended. */
function scoreLeftOut(folds: Fold[], l2: number, classCount: number): Float64Array {
  const all = new Float64Array(folds.reduce((sum, { outside }) => sum + outside.length, 0) * classCount);
  for (const fold of folds) {
    const { tolerance, maxIterations } = DEFAULTS.tuning;
    const start = fold.start ? { start: fold.start } : {};
    fold.start = fitSoftmax(fold.inside, l2, { tolerance, maxIterations, ...start });
    const scores = new Float64Array(fold.outside.length * classCount);
    fold.left.score(fold.start, classCount, scores);
    for (const [i, row] of fold.outside.entries()) {
      all.set(scores.subarray(i * classCount, (i + 1) * classCount), row * classCount);
    }
  }
  return all;
}

/** Tries strengths, strongest first, until one is worse than the one before: log loss has one valley along them. */
function tune(task: SoftmaxTask, folds: Fold[], grid: readonly number[]) {
  const tuning: { l2: number; logLoss: number }[] = [];
  let best = { l2: 1, scores: new Float64Array(), logLoss: Number.POSITIVE_INFINITY };
  for (const l2 of grid) {
    const scores = scoreLeftOut(folds, l2, task.classWeights.length);
    const probabilities = Float64Array.from(scores);
    softmaxRows(probabilities, task.classWeights.length);
    const loss = logLoss(probabilities, task.truth);
    tuning.push({ l2, logLoss: loss });
    if (loss >= best.logLoss) break;
    best = { l2, scores: Float64Array.from(scores), logLoss: loss };
  }
  return { ...best, tuning };
}

/**
 * Fits to the given rows only: keep held-out rows out of here. Strength by least log loss over stratified folds (equal keys share a
 * fold), temperature on the same left-out scores, weights on all rows.
 * **shapes** `truth`: n class numbers, 0 to `classCount` - 1, each at least twice; `keys`: n.
 */
export function trainSoftmax(
  { rows, truth, keys, classCount }: { rows: TrainingRows; truth: number[]; keys: string[]; classCount: number },
  { seed, classWeights = "none", l2Grid = DEFAULTS.l2Grid }: TrainingOptions,
): Fit {
  const weights = weighClasses(truth, classCount, classWeights === "balanced");
  const shards = Math.ceil(truth.length / DEFAULTS.maxTuningRows);
  const shard = assignFolds(truth, keys, { classCount, foldCount: shards, seed });
  const tuned = truth.flatMap((_, row) => (shard[row] === 0 ? [row] : []));
  const task = { rows: rows.pick(tuned), truth: tuned.map((row) => truth[row] ?? 0), classWeights: weights };
  const foldCount = tuned.length > DEFAULTS.manyRows ? DEFAULTS.foldCountOfMany : DEFAULTS.foldCount;
  const tunedKeys = tuned.map((row) => keys[row] ?? "");
  const folds = assignFolds(task.truth, tunedKeys, { classCount, foldCount, seed: seed + 1 });
  const { l2, scores, tuning } = tune(task, makeFolds(task, folds), l2Grid);
  return {
    weights: fitSoftmax({ rows, truth, classWeights: weights }, l2),
    l2,
    temperature: fitTemperature(scores, task.truth),
    tuning,
  };
}

/**
 * Trains a head on vectors. **shapes** `features`: n x `size`, row by row; `truth`: n class numbers into `labels`; `keys`: n keys, equal
 * where the texts are. The same input and seed give the same head.
 */
export function trainHead(
  data: { features: Float32Array; size: number; labels: readonly string[]; truth: number[]; keys: string[] },
  options: TrainingOptions,
): { head: Head; tuning: Fit["tuning"] } {
  const { features, size, labels, truth, keys } = data;
  const means = featureMeans(features, size);
  const rows = new DenseRows(centre(features, means), size);
  const { weights, l2, temperature, tuning } = trainSoftmax({ rows, truth, keys, classCount: labels.length }, options);
  for (let at = 0; at < weights.length; at += size + 1) {
    let shift = 0;
    for (let i = 0; i < size; i += 1) shift += (weights[at + i] as number) * (means[i] as number);
    weights[at + size] = (weights[at + size] as number) - shift;
  }
  return { head: { labels: [...labels], size, weights: Float32Array.from(weights), l2, temperature }, tuning };
}
