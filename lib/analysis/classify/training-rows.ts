/** The features of the rows that a linear classifier learns from, dense here; sparse ones have the same shape. */

/** What the trainer needs of features: two products with them. Weights are laid out class by class, `classCount` x (`size` + 1), bias last. */
export interface TrainingRows {
  readonly count: number;
  /** Features per row. */
  readonly size: number;
  /** Fills `scores` (count x classes) with weights times features plus bias. */
  score(weights: Float64Array, classCount: number, scores: Float64Array): void;
  /** Adds to `gradient` (laid out as the weights) the sum over rows of error times features; `errors`: count x classes. */
  collect(errors: Float64Array, classCount: number, gradient: Float64Array): void;
  /** Features times features over all rows (or nearly all: it only guides the solver), size x size, lower half; null where it is not worth its time. */
  gram(): Float64Array | null;
  /** The given rows alone. */
  pick(rows: readonly number[]): TrainingRows;
}

/** Mean of every feature. **shapes** `features`: n x size, row by row. */
export function featureMeans(features: Float32Array, size: number): Float32Array {
  const count = features.length / size;
  const sums = new Float64Array(size);
  for (let i = 0; i < features.length; i += 1) sums[i % size] = (sums[i % size] as number) + (features[i] as number);
  return Float32Array.from(sums, (sum) => sum / Math.max(1, count));
}

/** A copy with `means` taken off every row: the same model, with its bias moved, but better shaped for the solver. */
export function centre(features: Float32Array, means: Float32Array): Float64Array {
  const result = new Float64Array(features.length);
  for (let i = 0; i < features.length; i += 1) {
    result[i] = (features[i] as number) - (means[i % means.length] as number);
  }
  return result;
}

/** Dense features, row by row. The loops take four classes, or four rows, at a time: about three times as fast as one by one. */
export class DenseRows implements TrainingRows {
  readonly count: number;
  private products: Float64Array | undefined;
  constructor(
    private readonly features: Float64Array,
    readonly size: number,
  ) {
    this.count = features.length / size;
  }

  score(weights: Float64Array, classCount: number, scores: Float64Array): void {
    const { features, size, count } = this;
    const width = size + 1;
    for (let row = 0; row < count; row += 1) {
      const from = row * size;
      for (let label = 0; label < classCount; label += 4) {
        const a = label * width;
        // past the last class the fourth, third or second of the four repeats the last one
        const b = Math.min(label + 1, classCount - 1) * width;
        const c = Math.min(label + 2, classCount - 1) * width;
        const d = Math.min(label + 3, classCount - 1) * width;
        let [sumA, sumB] = [weights[a + size] as number, weights[b + size] as number];
        let [sumC, sumD] = [weights[c + size] as number, weights[d + size] as number];
        for (let i = 0; i < size; i += 1) {
          const value = features[from + i] as number;
          sumA += value * (weights[a + i] as number);
          sumB += value * (weights[b + i] as number);
          sumC += value * (weights[c + i] as number);
          sumD += value * (weights[d + i] as number);
        }
        const to = row * classCount + label;
        scores[to] = sumA;
        if (label + 1 < classCount) scores[to + 1] = sumB;
        if (label + 2 < classCount) scores[to + 2] = sumC;
        if (label + 3 < classCount) scores[to + 3] = sumD;
      }
    }
  }

  collect(errors: Float64Array, classCount: number, gradient: Float64Array): void {
    const { features, size, count } = this;
    const inFours = count - (count % 4);
    for (let row = 0; row < inFours; row += 4) {
      const [a, b] = [row * size, (row + 1) * size];
      const [c, d] = [(row + 2) * size, (row + 3) * size];
      for (let label = 0; label < classCount; label += 1) {
        const from = row * classCount + label;
        const errorA = errors[from] as number;
        const errorB = errors[from + classCount] as number;
        const errorC = errors[from + 2 * classCount] as number;
        const errorD = errors[from + 3 * classCount] as number;
        const at = label * (size + 1);
        for (let i = 0; i < size; i += 1) {
          gradient[at + i] =
            (gradient[at + i] as number) +
            errorA * (features[a + i] as number) +
            errorB * (features[b + i] as number) +
            errorC * (features[c + i] as number) +
            errorD * (features[d + i] as number);
        }
        gradient[at + size] = (gradient[at + size] as number) + errorA + errorB + errorC + errorD;
      }
    }
    for (let row = inFours; row < count; row += 1) this.collectRow(row, errors, classCount, gradient);
  }

  private collectRow(row: number, errors: Float64Array, classCount: number, gradient: Float64Array): void {
    const { features, size } = this;
    for (let label = 0; label < classCount; label += 1) {
      const error = errors[row * classCount + label] as number;
      const at = label * (size + 1);
      for (let i = 0; i < size; i += 1) {
        gradient[at + i] = (gradient[at + i] as number) + error * (features[row * size + i] as number);
      }
      gradient[at + size] = (gradient[at + size] as number) + error;
    }
  }

  gram(): Float64Array | null {
    const { features, size, count } = this;
    if (count < size) return null;
    if (this.products) return this.products;
    const result = new Float64Array(size * size);
    for (let row = 0; row + 3 < count; row += 4) {
      const from = row * size;
      const [two, three, four] = [from + size, from + 2 * size, from + 3 * size];
      for (let i = 0; i < size; i += 1) {
        const a = features[from + i] as number;
        const b = features[two + i] as number;
        const c = features[three + i] as number;
        const d = features[four + i] as number;
        const to = i * size;
        for (let j = 0; j <= i; j += 1) {
          result[to + j] =
            (result[to + j] as number) +
            a * (features[from + j] as number) +
            b * (features[two + j] as number) +
            c * (features[three + j] as number) +
            d * (features[four + j] as number);
        }
      }
    }
    this.products = result;
    return result;
  }

  pick(rows: readonly number[]): DenseRows {
    const features = new Float64Array(rows.length * this.size);
    for (const [to, row] of rows.entries()) {
      features.set(this.features.subarray(row * this.size, (row + 1) * this.size), to * this.size);
    }
    return new DenseRows(features, this.size);
  }
}
