/** Rankings and how good they are. All figures are fractions. */

/** Indexes by falling score; equal scores by index. */
export const orderOf = (scores: ArrayLike<number>): number[] =>
  Array.from({ length: scores.length }, (_, index) => index).sort(
    (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b,
  );

/** Gain of the relevant among the first k, discounted by log2 of the rank + 1, over the best there could be. */
export function ndcg(order: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  let gain = 0;
  let best = 0;
  for (let rank = 0; rank < k; rank += 1) {
    const discount = 1 / Math.log2(rank + 2);
    if (relevant.has(order[rank] ?? -1)) gain += discount;
    if (rank < relevant.size) best += discount;
  }
  return best === 0 ? 0 : gain / best;
}

/** Mean, over the relevant, of the precision where each is found; one below `depth` counts 0. */
export function averagePrecision(order: readonly number[], relevant: ReadonlySet<number>, depth = 1_000): number {
  let hits = 0;
  let sum = 0;
  for (const [rank, index] of order.slice(0, depth).entries()) {
    if (!relevant.has(index)) continue;
    hits += 1;
    sum += hits / (rank + 1);
  }
  return relevant.size === 0 ? 0 : sum / relevant.size;
}

/** Share of the relevant that stand among the first k. */
export const recall = (order: readonly number[], relevant: ReadonlySet<number>, k: number): number =>
  order.slice(0, k).filter((index) => relevant.has(index)).length / Math.max(1, relevant.size);

/** 1 / rank of the first that is relevant. */
export const reciprocalRank = (order: readonly number[], relevant: ReadonlySet<number>): number =>
  1 / (order.findIndex((index) => relevant.has(index)) + 1 || Number.POSITIVE_INFINITY);

/** Several rankings of the same things as one score each. Source: Cormack et al. 2009, reciprocal rank fusion. */
export function fuse(orders: readonly (readonly number[])[], k = 60): Float64Array {
  const scores = new Float64Array(orders[0]?.length ?? 0);
  for (const order of orders)
    for (const [rank, index] of order.entries()) scores[index] = (scores[index] ?? 0) + 1 / (k + rank + 1);
  return scores;
}

/** Area under the ROC curve: how often a true pair scores above a false one; equal scores count half. */
export function areaUnderCurve(scores: readonly number[], truth: readonly boolean[]): number {
  const order = orderOf(scores).reverse();
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1;
    for (const index of order.slice(from, to)) if (truth[index]) rankSum += (from + to + 1) / 2;
    from = to;
  }
  const positives = truth.filter(Boolean).length;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (truth.length - positives));
}

/** Share of pairs told right when those from `threshold` on are called true. */
export const accuracyAt = (scores: readonly number[], truth: readonly boolean[], threshold: number): number =>
  scores.filter((score, index) => score >= threshold === truth[index]).length / scores.length;

/** The score from which calling a pair true is right most often. */
export function bestThreshold(scores: readonly number[], truth: readonly boolean[]): number {
  const order = orderOf(scores);
  let right = truth.filter((isTrue) => !isTrue).length;
  let [best, threshold] = [right, Number.POSITIVE_INFINITY];
  for (const [rank, index] of order.entries()) {
    right += truth[index] ? 1 : -1;
    const isLastOfEqual = scores[order[rank + 1] ?? -1] !== scores[index];
    if (isLastOfEqual && right > best) [best, threshold] = [right, scores[index] ?? 0];
  }
  return threshold;
}
