/** Groups posts of like length into small batches, so that almost no computing goes into padding. */

export const DEFAULTS = {
  /** Token slots of a batch on a CPU: small batches stay in the core's L2 cache (256 to 512 measured best). */
  cpuTokenBudget: 384,
  /** On an accelerator, where filling it counts more than padding. */
  acceleratorTokenBudget: 16_384,
} as const;

/**
 * Splits rows of the given lengths into batches, shortest first: each holds rows of neighbouring lengths, and
 * rows x longest row stays within `tokenBudget` (a row longer than the budget is a batch of its own).
 *
 * **shapes** `lengths`: n token counts; answer: batches of row indexes that together are a permutation of 0..n-1.
 * Equal lengths keep their order, so the same input gives the same batches.
 */
export function planBatches(lengths: ArrayLike<number>, tokenBudget: number): number[][] {
  const order = Array.from({ length: lengths.length }, (_, index) => index);
  order.sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    if (batch.length > 0 && (batch.length + 1) * (lengths[index] ?? 0) > tokenBudget) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** Token slots a batch takes: rows x longest row. */
export function countSlots(batch: readonly number[], lengths: ArrayLike<number>): number {
  let longest = 0;
  for (const index of batch) longest = Math.max(longest, lengths[index] ?? 0);
  return batch.length * longest;
}
