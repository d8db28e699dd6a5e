/** Figures of a classifier with three classes; all are fractions. */

const CLASSES = [0, 1, 2] as const;

interface Counts {
  hit: number;
  predicted: number;
  actual: number;
}

function countClass(predicted: readonly number[], actual: readonly number[], label: number): Counts {
  const counts = { hit: 0, predicted: 0, actual: 0 };
  for (const [index, truth] of actual.entries()) {
    if (predicted[index] === label) counts.predicted += 1;
    if (truth === label) counts.actual += 1;
    if (predicted[index] === label && truth === label) counts.hit += 1;
  }
  return counts;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean over the classes of the share of a class that is found. */
export const macroRecall = (predicted: readonly number[], actual: readonly number[]): number =>
  meanOf(
    CLASSES.map((label) => countClass(predicted, actual, label)).map(({ hit, actual: all }) => hit / Math.max(1, all)),
  );

/** Mean over the classes of F1 = 2 hits / (predicted + actual). */
export const macroF1 = (predicted: readonly number[], actual: readonly number[]): number =>
  meanOf(
    CLASSES.map((label) => countClass(predicted, actual, label)).map(
      (counts) => (2 * counts.hit) / Math.max(1, counts.predicted + counts.actual),
    ),
  );

/** Share of equal entries. */
export const accuracy = (predicted: readonly number[], actual: readonly number[]): number =>
  meanOf(actual.map((label, index) => (predicted[index] === label ? 1 : 0)));

/** Expected calibration error of the top class over 15 equal bins (Guo et al. 2017, arXiv 1706.04599). */
export function calibrationError(probabilities: readonly (readonly number[])[], actual: readonly number[]): number {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, confidence: 0, hits: 0 }));
  for (const [index, row] of probabilities.entries()) {
    const confidence = Math.max(...row);
    const bin = bins[Math.min(14, Math.floor(confidence * 15))];
    if (!bin) continue;
    bin.count += 1;
    bin.confidence += confidence;
    if (row.indexOf(confidence) === actual[index]) bin.hits += 1;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.hits), 0) / probabilities.length;
}
