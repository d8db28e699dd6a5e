/** Counts of true against predicted classes, and what follows from them. */

/** Figures of one class; a ratio without cases is null. */
export interface ClassFigures {
  label: string;
  precision: number | null;
  recall: number | null;
  /** 0 when never right, null when neither true nor predicted. */
  f1: number | null;
  /** Rows whose true class it is. */
  support: number;
  predicted: number;
}

/** **shapes** answer: k x k counts, row = true class, column = predicted class. */
export function countConfusion(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classCount: number,
): Float64Array {
  const counts = new Float64Array(classCount * classCount);
  for (let row = 0; row < truth.length; row += 1) {
    const cell = (truth[row] ?? 0) * classCount + (predicted[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** Precision, recall and F1 of each class. */
export function classFigures(confusion: Float64Array, labels: readonly string[]): ClassFigures[] {
  const k = labels.length;
  return labels.map((label, at) => {
    let [support, predicted] = [0, 0];
    for (let other = 0; other < k; other += 1) {
      support += confusion[at * k + other] ?? 0;
      predicted += confusion[other * k + at] ?? 0;
    }
    const hits = confusion[at * k + at] ?? 0;
    const f1 = ratio(2 * hits, support + predicted);
    return { label, precision: ratio(hits, predicted), recall: ratio(hits, support), f1, support, predicted };
  });
}

/** Mean F1 of the classes that are true or predicted at least once; 0 without rows. */
export function macroF1(confusion: Float64Array, classCount: number): number {
  const labels = new Array<string>(classCount).fill("");
  const scores = classFigures(confusion, labels).flatMap(({ f1 }) => (f1 === null ? [] : [f1]));
  return scores.reduce((sum, f1) => sum + f1, 0) / Math.max(1, scores.length);
}

/** Right predictions. */
export function countHits(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let hits = 0;
  for (let row = 0; row < truth.length; row += 1) if (truth[row] === predicted[row]) hits += 1;
  return hits;
}
