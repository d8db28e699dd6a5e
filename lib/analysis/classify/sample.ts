/** Which posts to check by hand: some of every predicted label, more of those the model is unsure about. */
import { createRandom, type Random } from "../demo/random";

export const DEFAULTS = {
  /** Rows of each label at least, as far as there are so many and the sample has room. */
  perLabel: 10,
  /** Added to the uncertainty, so that sure rows are drawn as well. */
  floor: 0.15,
} as const;

/** A row the model has read. */
export interface Candidate {
  predicted: string;
  /** Probability of the predicted label, 0..1. */
  confidence: number;
}

/** A row to check. */
export interface Drawn {
  row: number;
  /** Chance it had to be drawn, above 0 and at most 1; 1 / chance is how many rows it stands for. */
  inclusionProbability: number;
}

/** Grows with the spread of "right or wrong" at this confidence: what the best sampling rates go by. */
const size = (confidence: number): number => DEFAULTS.floor + Math.sqrt(Math.max(0, confidence * (1 - confidence)));

/** Rows per label: the minimum each, the rest by the sum of sizes. */
function allocate(strata: readonly { rows: number[]; total: number }[], wanted: number): number[] {
  const minimum = Math.max(1, Math.min(DEFAULTS.perLabel, Math.floor(wanted / strata.length)));
  const counts = strata.map(({ rows }) => Math.min(rows.length, minimum));
  for (let left = wanted - counts.reduce((sum, count) => sum + count, 0); left > 0; left -= 1) {
    let best = -1;
    let most = 0;
    for (const [at, { rows, total }] of strata.entries()) {
      const need = total / ((counts[at] ?? 0) + 1);
      if ((counts[at] ?? 0) < rows.length && need > most) [best, most] = [at, need];
    }
    if (best < 0) break;
    counts[best] = (counts[best] ?? 0) + 1;
  }
  return counts;
}

/** Chances in proportion to the sizes that add up to `count`, none above 1. */
function chances(sizes: readonly number[], count: number): number[] {
  const result = sizes.map(() => 0);
  const free = new Set(sizes.keys());
  for (let room = count; free.size > 0 && room > 0; ) {
    const total = [...free].reduce((sum, at) => sum + (sizes[at] ?? 0), 0);
    const full = [...free].filter((at) => (room * (sizes[at] ?? 0)) / total >= 1);
    for (const at of full.length > 0 ? full : free) result[at] = Math.min(1, (room * (sizes[at] ?? 0)) / total);
    if (full.length === 0) break;
    for (const at of full) free.delete(at);
    room -= full.length;
  }
  return result;
}

/** Systematic draw: every row with exactly its chance, in a random order so that neighbours are not tied. */
function drawRows(rows: number[], probabilities: readonly number[], random: Random): Drawn[] {
  const order = Array.from(rows.keys(), (at) => ({ at, by: random.next() })).sort((a, b) => a.by - b.by);
  let point = random.next();
  let passed = 0;
  return order.flatMap(({ at }) => {
    const inclusionProbability = probabilities[at] ?? 0;
    passed += inclusionProbability;
    if (passed + 1e-9 < point || inclusionProbability === 0) return [];
    point += 1;
    return [{ row: rows[at] ?? 0, inclusionProbability }];
  });
}

/**
 * Draws `wanted` rows (all, when there are no more; one of each label at least), in ascending order; the same for the same rows and seed.
 * Within a label the chance goes with the model's uncertainty, and every row has one, so that inverse chances give unbiased figures
 * (`passport.ts`). Source: systematic sampling with unequal probabilities, W. G. Madow 1949, doi 10.1214/aoms/1177729988.
 */
export function chooseSample(rows: readonly Candidate[], wanted: number, seed: number): Drawn[] {
  const labels = new Map<string, number[]>();
  for (const [row, { predicted }] of rows.entries()) {
    const list = labels.get(predicted);
    if (list) list.push(row);
    else labels.set(predicted, [row]);
  }
  const strata = [...labels].map(([label, list]) => {
    const sizes = list.map((row) => size(rows[row]?.confidence ?? 0));
    return { label, rows: list, sizes, total: sizes.reduce((sum, each) => sum + each, 0) };
  });
  strata.sort((a, b) => (a.label < b.label ? -1 : 1));
  const counts = allocate(strata, Math.min(wanted, rows.length));
  const drawn = strata.flatMap(({ label, rows: list, sizes }, at) =>
    drawRows(list, chances(sizes, counts[at] ?? 0), createRandom(seed, label)),
  );
  return drawn.sort((a, b) => a.row - b.row);
}
