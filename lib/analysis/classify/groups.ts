/** Rows of the same text as one group, in a seeded order that does not depend on the order of the rows. */
import { createRandom } from "../demo/random";

/** Rows that share a key; they always stay on the same side of a split. */
export interface Group {
  key: string;
  /** Row numbers, ascending. */
  rows: number[];
  /** The label most of the rows carry; the lower class number when tied. */
  label: number;
}

function commonest(rows: readonly number[], truth: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(truth[row] ?? 0, (counts.get(truth[row] ?? 0) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

/**
 * Groups of rows with equal keys, by class, each class in the order of a hash of (seed, key).
 * **shapes** `truth`: n class numbers, 0 to `classCount` - 1; `keys`: n keys, for example the text in lower case with its spaces
 * collapsed; answer: `classCount` lists.
 */
export function groupRows(
  truth: ArrayLike<number>,
  keys: readonly string[],
  classCount: number,
  seed: number,
): Group[][] {
  const byKey = new Map<string, number[]>();
  for (let row = 0; row < truth.length; row += 1) {
    const key = keys[row] ?? "";
    const rows = byKey.get(key);
    if (rows) rows.push(row);
    else byKey.set(key, [row]);
  }
  const classes: (Group & { order: number })[][] = Array.from({ length: classCount }, () => []);
  for (const [key, rows] of byKey) {
    const label = commonest(rows, truth);
    classes[label]?.push({ key, rows, label, order: createRandom(seed, key).next() });
  }
  for (const groups of classes) groups.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  return classes;
}

/**
 * Stratified folds: a fold number, 0 to `foldCount` - 1, for each row. Equal keys share a fold; a class with at least `foldCount` texts
 * stands in every fold.
 */
export function assignFolds(
  truth: ArrayLike<number>,
  keys: readonly string[],
  { classCount, foldCount, seed }: { classCount: number; foldCount: number; seed: number },
): Uint8Array {
  const folds = new Uint8Array(truth.length);
  let next = 0;
  for (const group of groupRows(truth, keys, classCount, seed).flat()) {
    for (const row of group.rows) folds[row] = next;
    next = (next + 1) % foldCount;
  }
  return folds;
}
