/** The one number that makes probabilities as sure as they are right. */
import { logLoss, softmaxRows } from "./softmax-fit";

const GOLDEN = (Math.sqrt(5) - 1) / 2;
const RANGE = 8;

/**
 * Temperature, 1/8 to 8, with the least log loss on scores of rows that the model was not fitted to; 1 without rows.
 * **shapes** scores: n x classes. Source: Guo et al. 2017, arXiv 1706.04599; golden-section search over its logarithm.
 */
export function fitTemperature(scores: Float64Array, truth: ArrayLike<number>): number {
  if (truth.length === 0) return 1;
  const classCount = scores.length / truth.length;
  const lossAt = (logarithm: number): number => {
    const probabilities = Float64Array.from(scores);
    softmaxRows(probabilities, classCount, Math.exp(logarithm));
    return logLoss(probabilities, truth);
  };
  let [low, high] = [-Math.log(RANGE), Math.log(RANGE)];
  for (let round = 0; round < 30; round += 1) {
    const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    if (lossAt(left) <= lossAt(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}
