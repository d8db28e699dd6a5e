/** Intervals around shares and around net sentiment. */

/** Lower and upper end, both inclusive. */
export type Bounds = { low: number; high: number };

/** Two-sided 95 %. */
export const Z95 = 1.959963984540054;

/**
 * Wilson's interval of a share of `n`, as ratios 0..1; null when n is 0.
 * Source: E. B. Wilson 1927, doi 10.1080/01621459.1927.10502953, without continuity correction.
 */
export function wilsonInterval(count: number, n: number, z = Z95): Bounds | null {
  if (n <= 0) return null;
  const share = count / n;
  const scale = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Interval of net sentiment, (positive - negative) / read x 100, in -100..100; null when nothing was read.
 * Source: adjusted Wald interval for the difference of two shares of one sample, D. G. Bonett and R. M. Price 2012,
 * doi 10.3102/1076998611411915 (one is added to each count, two to n), which holds at small n and at shares of 0 and 1.
 */
export function netSentimentInterval(positive: number, negative: number, read: number, z = Z95): Bounds | null {
  if (read <= 0) return null;
  const up = (positive + 1) / (read + 2);
  const down = (negative + 1) / (read + 2);
  const half = z * Math.sqrt((up + down - (up - down) ** 2) / (read + 2));
  return { low: Math.max(-100, 100 * (up - down - half)), high: Math.min(100, 100 * (up - down + half)) };
}
