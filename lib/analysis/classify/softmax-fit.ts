/** One regularised multinomial logistic regression at a given strength of regularisation. */
import { type Limits, minimise } from "./minimise";
import { curvatureInverse } from "./precondition";
import type { TrainingRows } from "./training-rows";

/** Turns each row of scores into probabilities, in place; `temperature` divides the scores first. */
export function softmaxRows(scores: Float64Array | Float32Array, classCount: number, temperature = 1): void {
  for (let from = 0; from < scores.length; from += classCount) {
    let top = Number.NEGATIVE_INFINITY;
    for (let i = from; i < from + classCount; i += 1) top = Math.max(top, scores[i] as number);
    let sum = 0;
    for (let i = from; i < from + classCount; i += 1) {
      const value = Math.exp(((scores[i] as number) - top) / temperature);
      scores[i] = value;
      sum += value;
    }
    for (let i = from; i < from + classCount; i += 1) scores[i] = (scores[i] as number) / sum;
  }
}

/** Mean over the rows of -log probability of the true class. **shapes** probabilities: n x classes; truth: n. */
export function logLoss(probabilities: Float64Array, truth: ArrayLike<number>): number {
  const classCount = probabilities.length / truth.length;
  let sum = 0;
  for (let row = 0; row < truth.length; row += 1) {
    sum -= Math.log(Math.max(1e-15, probabilities[row * classCount + (truth[row] ?? 0)] as number));
  }
  return sum / truth.length;
}

/** What is fitted to what. */
export interface SoftmaxTask {
  rows: TrainingRows;
  /** Class number per row. */
  truth: ArrayLike<number>;
  /** Weight per class, 1 when the class counts as it comes. */
  classWeights: readonly number[];
}

/**
 * Weights (classes x (size + 1), bias last) that minimise the sum over the rows of class weight x -log probability, plus `l2` / 2 times
 * the squares of the weights; the bias is free. `start` is where the solver begins: the weights of a similar problem, or zeros.
 */
export function fitSoftmax(
  { rows, truth, classWeights }: SoftmaxTask,
  l2: number,
  { start, ...limits }: Limits & { start?: Float64Array } = {},
): Float64Array {
  const classCount = classWeights.length;
  const probabilities = new Float64Array(rows.count * classCount);
  const objective = (weights: Float64Array, gradient: Float64Array): number => {
    rows.score(weights, classCount, probabilities);
    softmaxRows(probabilities, classCount);
    let value = penalty(weights, gradient, l2, rows.size);
    for (let row = 0; row < rows.count; row += 1) {
      const label = truth[row] ?? 0;
      const weight = classWeights[label] ?? 1;
      const from = row * classCount;
      value -= weight * Math.log(Math.max(1e-300, probabilities[from + label] as number));
      for (let i = from; i < from + classCount; i += 1) {
        probabilities[i] = weight * ((probabilities[i] as number) - (i === from + label ? 1 : 0));
      }
    }
    rows.collect(probabilities, classCount, gradient);
    return value;
  };
  const gram = rows.gram();
  const shape = { size: rows.size, count: rows.count, classCount, l2 };
  const precondition = gram ? curvatureInverse(gram, shape) : undefined;
  return minimise(objective, start ?? new Float64Array(classCount * (rows.size + 1)), { ...limits, precondition });
}

/** Value of the penalty; its gradient replaces what `gradient` holds. */
function penalty(weights: Float64Array, gradient: Float64Array, l2: number, size: number): number {
  let squares = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = i % (size + 1) === size ? 0 : (weights[i] as number);
    squares += weight * weight;
    gradient[i] = l2 * weight;
  }
  return (l2 / 2) * squares;
}
