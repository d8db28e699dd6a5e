/** Seeded random numbers: the same seed gives the same stream on every machine. */

/** A stream of random numbers and the draws the demo needs. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [0, below). */
  int(below: number): number;
  /** True with probability `ratio`. */
  chance(ratio: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Poisson count with the given mean (normal approximation above 60). */
  poisson(mean: number): number;
  /** One of the values; throws on an empty list. */
  pick<T>(values: readonly T[]): T;
  /** Index drawn in proportion to the weights' running sums (see `runningSums`). */
  weighted(sums: ArrayLike<number>): number;
}

/** Running sums of non-negative weights: what `weighted` searches. */
export function runningSums(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i += 1) {
    total += weights[i] ?? 0;
    sums[i] = total;
  }
  return sums;
}

/** First index whose running sum exceeds `point`. */
function search(sums: ArrayLike<number>, point: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > point) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** 32-bit mix of a number and a label (FNV-1a), so that each subject draws from a stream of its own. */
function mix(seed: number, label: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < label.length; i += 1) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/**
 * A stream of its own for each (seed, label).
 * Source: mulberry32, Tommy Ettinger, public domain (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c).
 */
export function createRandom(seed: number, label: string): Random {
  let state = mix(seed, label);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const poisson = (mean: number): number => {
    if (mean <= 0) return 0;
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count += 1;
    return count;
  };
  return {
    next,
    normal,
    poisson,
    int: (below) => Math.floor(next() * below),
    chance: (ratio) => next() < ratio,
    pick: <T>(values: readonly T[]): T => {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error("pick() needs at least one value");
      return value;
    },
    weighted: (sums) => search(sums, next() * (sums[sums.length - 1] ?? 0)),
  };
}
