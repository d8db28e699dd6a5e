/** Two heads on the same rows: what would change, and whether it would be better. */
import { type Bounds, wilsonInterval } from "../stats/intervals";

/** How many rows go from one label to another. */
export interface Move {
  from: string;
  to: string;
  count: number;
}

/** Changes between two labellings of the same rows, the commonest first. */
export function countChanges(
  before: readonly string[],
  after: readonly string[],
): { rowCount: number; changed: number; moves: Move[] } {
  if (before.length !== after.length) throw new RangeError("Both labellings must be of the same rows.");
  const moves = new Map<string, Move>();
  for (const [row, from] of before.entries()) {
    const to = after[row] ?? "";
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    const move = moves.get(key) ?? { from, to, count: 0 };
    move.count += 1;
    moves.set(key, move);
  }
  const sorted = [...moves.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
  return { rowCount: before.length, changed: sorted.reduce((sum, { count }) => sum + count, 0), moves: sorted };
}

/** How one labelling does on a checked set. */
export interface Checked {
  hits: number;
  accuracy: number;
  interval: Bounds;
}

/** Two labellings on a checked set. */
export interface CheckedComparison {
  rowCount: number;
  before: Checked;
  after: Checked;
  /** Rows that only the new one gets right, and only the old one. */
  gained: number;
  lost: number;
  /** Exact two-sided McNemar test: how often a difference at least as large comes by chance when both are equally good. */
  pValue: number;
}

/** Two-sided exact McNemar p-value: a binomial test of `gained` against `lost` at one half. Source: McNemar 1947, doi 10.1007/BF02295996. */
export function mcnemarExact(gained: number, lost: number): number {
  const n = gained + lost;
  let logTerm = -n * Math.LN2;
  let tail = 0;
  for (let i = 0; i <= Math.min(gained, lost); i += 1) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(n - i) - Math.log(i + 1);
  }
  return Math.min(1, 2 * tail);
}

/** Null without checked rows. */
export function compareOnChecked(
  truth: readonly string[],
  before: readonly string[],
  after: readonly string[],
): CheckedComparison | null {
  const judge = (given: readonly string[]): Checked | null => {
    const hits = truth.filter((label, row) => label === given[row]).length;
    const interval = wilsonInterval(hits, truth.length);
    return interval && { hits, accuracy: hits / truth.length, interval };
  };
  const [old, fresh] = [judge(before), judge(after)];
  if (!old || !fresh) return null;
  const only = (one: readonly string[], other: readonly string[]): number =>
    truth.filter((label, row) => one[row] === label && other[row] !== label).length;
  const [gained, lost] = [only(after, before), only(before, after)];
  return { rowCount: truth.length, before: old, after: fresh, gained, lost, pValue: mcnemarExact(gained, lost) };
}
