/** How far people who label the same rows agree beyond chance. */

/** Agreement seen, agreement expected by chance, and (seen - expected) / (1 - expected). */
export interface Agreement {
  coefficient: number;
  seen: number;
  expected: number;
  /** Rows that at least two people labelled. */
  rowCount: number;
}

/** One person's labels; null where they gave none. */
export type Ratings = readonly (string | null)[];

/**
 * Cohen's kappa of two people over the rows that both labelled; null without such rows, or when both only ever give one label.
 * Source: J. Cohen 1960, doi 10.1177/001316446002000104.
 */
export function cohenKappa(one: Ratings, other: Ratings): Agreement | null {
  const counts = new Map<string, [number, number]>();
  let [n, same] = [0, 0];
  for (const [row, first] of one.entries()) {
    const second = other[row] ?? null;
    if (first === null || second === null) continue;
    n += 1;
    if (first === second) same += 1;
    for (const [rater, label] of [first, second].entries()) {
      const pair = counts.get(label) ?? [0, 0];
      if (rater === 0) pair[0] += 1;
      else pair[1] += 1;
      counts.set(label, pair);
    }
  }
  if (n === 0 || counts.size < 2) return null;
  const expected = [...counts.values()].reduce((sum, [a, b]) => sum + (a / n) * (b / n), 0);
  return { coefficient: (same / n - expected) / (1 - expected), seen: same / n, expected, rowCount: n };
}

/**
 * Krippendorff's alpha for unordered labels, any number of people, gaps allowed; null when fewer than two labels are in use among the
 * rows that two or more labelled. Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011,
 * https://repository.upenn.edu/asc_papers/43, sections B and C.
 */
export function krippendorffAlpha(raters: readonly Ratings[]): Agreement | null {
  const totals = new Map<string, number>();
  const width = Math.max(0, ...raters.map((ratings) => ratings.length));
  let [n, same, rowCount] = [0, 0, 0];
  for (let row = 0; row < width; row += 1) {
    const counts = new Map<string, number>();
    let given = 0;
    for (const ratings of raters) {
      const label = ratings[row] ?? null;
      if (label === null) continue;
      counts.set(label, (counts.get(label) ?? 0) + 1);
      given += 1;
    }
    if (given < 2) continue;
    rowCount += 1;
    n += given;
    for (const [label, count] of counts) {
      same += (count * (count - 1)) / (given - 1);
      totals.set(label, (totals.get(label) ?? 0) + count);
    }
  }
  if (totals.size < 2) return null;
  const expected = [...totals.values()].reduce((sum, count) => sum + count * (count - 1), 0) / (n * (n - 1));
  return { coefficient: (same / n - expected) / (1 - expected), seen: same / n, expected, rowCount };
}

export const AGREEMENT_LEVELS = ["poor", "slight", "fair", "moderate", "substantial", "almost_perfect"] as const;
export type AgreementLevel = (typeof AGREEMENT_LEVELS)[number];

/** A word for a coefficient. Source: Landis and Koch 1977, doi 10.2307/2529310, table of section 4. */
export function agreementLevel(coefficient: number): AgreementLevel {
  if (coefficient < 0) return "poor";
  if (coefficient <= 0.2) return "slight";
  if (coefficient <= 0.4) return "fair";
  if (coefficient <= 0.6) return "moderate";
  return coefficient <= 0.8 ? "substantial" : "almost_perfect";
}
