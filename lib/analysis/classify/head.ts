/** A trained head: labels from a vector. */
import { softmaxRows } from "./softmax-fit";

/** A linear classifier over vectors of `size` numbers. */
export interface Head {
  labels: string[];
  size: number;
  /** labels x (size + 1), bias last. */
  weights: Float32Array;
  /** Strength of regularisation it was trained with. */
  l2: number;
  /** Scores are divided by it. */
  temperature: number;
}

/** A head as JSON holds it; `weights` is base64 of little-endian 32-bit floats. */
export interface StoredHead {
  labels: string[];
  size: number;
  weights: string;
  l2: number;
  temperature: number;
}

/** Probabilities, n x labels, row by row. **shapes** `features`: n x size. @throws RangeError when the sizes do not fit */
export function predictProbabilities(head: Head, features: Float32Array): Float32Array {
  const { size, weights } = head;
  const k = head.labels.length;
  if (features.length % size !== 0) throw new RangeError(`Features must be a multiple of ${size} numbers.`);
  const count = features.length / size;
  const result = new Float32Array(count * k);
  for (let row = 0; row < count; row += 1) {
    for (let label = 0; label < k; label += 1) {
      const at = label * (size + 1);
      let score = weights[at + size] as number;
      for (let i = 0; i < size; i += 1) score += (weights[at + i] as number) * (features[row * size + i] as number);
      result[row * k + label] = score;
    }
  }
  softmaxRows(result, k, head.temperature);
  return result;
}

/** The likeliest class of each row; the first one when tied. **shapes** probabilities: n x classCount. */
export function likeliest(probabilities: ArrayLike<number>, classCount: number): Int32Array {
  const result = new Int32Array(probabilities.length / classCount);
  for (let row = 0; row < result.length; row += 1) {
    let best = 0;
    for (let label = 1; label < classCount; label += 1) {
      const from = row * classCount;
      if ((probabilities[from + label] ?? 0) > (probabilities[from + best] ?? 0)) best = label;
    }
    result[row] = best;
  }
  return result;
}

/** JSON-safe form. */
export function storeHead({ weights, ...head }: Head): StoredHead {
  const view = new DataView(new ArrayBuffer(weights.length * 4));
  for (const [i, weight] of weights.entries()) view.setFloat32(4 * i, weight, true);
  let bytes = "";
  for (let i = 0; i < view.byteLength; i += 1) bytes += String.fromCharCode(view.getUint8(i));
  return { ...head, weights: btoa(bytes) };
}

/** Reads the JSON-safe form. @throws RangeError when it does not hold a whole, finite head */
export function readHead({ weights: text, ...head }: StoredHead): Head {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    throw new RangeError("The weights of the head are not base64.");
  }
  const count = head.labels.length * (head.size + 1);
  if (bytes.length !== 4 * count) throw new RangeError(`The head needs ${count} weights.`);
  const view = new DataView(new ArrayBuffer(bytes.length));
  for (let i = 0; i < bytes.length; i += 1) view.setUint8(i, bytes.charCodeAt(i));
  const weights = Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, true));
  const isWhole = weights.every(Number.isFinite) && head.temperature > 0 && Number.isFinite(head.temperature);
  if (!isWhole) throw new RangeError("The head holds numbers that are not finite.");
  return { ...head, weights };
}
