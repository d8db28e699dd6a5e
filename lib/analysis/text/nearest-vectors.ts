/** Exact search among vectors of signed bytes. */

/** **units** similarity: cosine, -1..1. */
export interface NearVector {
  index: number;
  similarity: number;
}

/**
 * The `count` vectors most like `query`, most alike first; of equals the first. Vectors of zeros are like nothing (0).
 * **shapes** `query`: d signed bytes; `vectors`: n x d bytes, each its own scale, because cosine needs none
 */
export function nearestVectors(query: Int8Array, vectors: readonly Uint8Array[], count: number): NearVector[] {
  const own = Math.sqrt(query.reduce((sum, value) => sum + value * value, 0));
  const found: NearVector[] = [];
  for (const [index, bytes] of vectors.entries()) {
    const vector = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let dot = 0;
    let square = 0;
    for (let at = 0; at < query.length; at += 1) {
      const value = vector[at] ?? 0;
      dot += value * (query[at] ?? 0);
      square += value * value;
    }
    const length = own * Math.sqrt(square);
    found.push({ index, similarity: length === 0 ? 0 : dot / length });
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.index - b.index).slice(0, count);
}
