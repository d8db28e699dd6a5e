/** Stored vectors as numbers to compute with. */

/** A stored vector (signed bytes, any scale) as one of unit length; zeros stay zeros. */
export function unitVector(embedding: Int8Array): Float32Array {
  let squares = 0;
  for (const value of embedding) squares += value * value;
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  return Float32Array.from(embedding, (value) => value * scale);
}
