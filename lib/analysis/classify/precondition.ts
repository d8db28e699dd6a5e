/** Makes the solver's problem round: gradients times the inverse of an estimate of the curvature. */

/** Rewrites a vector laid out as the weights, class by class with the bias last. */
export type Precondition = (vector: Float64Array) => void;

/** Lower Cholesky factor of a positive definite matrix, in place. **shapes** `matrix`: size x size, its lower half is read. */
export function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number;
      for (let i = 0; i < column; i += 1) {
        sum -= (matrix[row * size + i] as number) * (matrix[column * size + i] as number);
      }
      const pivot = matrix[column * size + column] as number;
      matrix[row * size + column] = row === column ? Math.sqrt(sum) : sum / pivot;
    }
  }
}

/** Solves factor x factor' x answer = vector[from..from + size], in place. */
export function solveFactor(factor: Float64Array, size: number, vector: Float64Array, from: number): void {
  for (let row = 0; row < size; row += 1) {
    let sum = vector[from + row] as number;
    for (let i = 0; i < row; i += 1) sum -= (factor[row * size + i] as number) * (vector[from + i] as number);
    vector[from + row] = sum / (factor[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const value = (vector[from + row] as number) / (factor[row * size + row] as number);
    vector[from + row] = value;
    for (let i = 0; i < row; i += 1) {
      vector[from + i] = (vector[from + i] as number) - value * (factor[row * size + i] as number);
    }
  }
}

/**
 * Inverse of p(1 - p) X'X + l2 for every class, at p = 1 / classes: the curvature of softmax regression where it starts.
 * After Böhning 1992, doi 10.1007/BF00048682, who bounds it so. **shapes** `gram`: size x size, lower half of X'X.
 */
export function curvatureInverse(
  gram: Float64Array,
  { size, count, classCount, l2 }: { size: number; count: number; classCount: number; l2: number },
): Precondition {
  const spread = (1 / classCount) * (1 - 1 / classCount);
  const factor = gram.map((value) => value * spread);
  for (let i = 0; i < size; i += 1) factor[i * size + i] = (factor[i * size + i] as number) + l2;
  factorise(factor, size);
  return (vector) => {
    for (let from = 0; from < vector.length; from += size + 1) {
      solveFactor(factor, size, vector, from);
      vector[from + size] = (vector[from + size] as number) / (spread * count);
    }
  };
}
