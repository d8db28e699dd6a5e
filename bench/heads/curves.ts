/** Few-shot curves: so many labels per class, drawn several times, measured on the same held-out rows. */
import { countConfusion, macroF1 } from "@/lib/analysis/classify/confusion";
import { likeliest, predictProbabilities } from "@/lib/analysis/classify/head";
import { calibrationError } from "@/lib/analysis/classify/report";
import { trainHead } from "@/lib/analysis/classify/softmax-regression";
import { splitRows } from "@/lib/analysis/classify/split";
import { createRandom } from "@/lib/analysis/demo/random";
import type { TopicSet } from "./sets";
import { predictByWords } from "./tfidf-baseline";

export const BUDGETS = [8, 16, 64, 256] as const;
const SEEDS = [1, 2, 3, 4, 5] as const;

/** Mean and range over the draws, fractions. */
export interface Spread {
  mean: number;
  low: number;
  high: number;
}

/** One way of learning at one budget. */
export interface Point {
  macroF1: Spread;
  accuracy: Spread;
  calibrationError: Spread;
}

/** Both ways at one budget, and the milliseconds that training one head took on average. */
export interface Budget {
  perClass: number;
  labelCount: number;
  head: Point;
  words: Point;
  trainMs: number;
}

/** Up to `perClass` rows of each class out of `rows`; a class with fewer gives all it has. */
function drawRows(set: TopicSet, rows: readonly number[], perClass: number, seed: number): number[] {
  const random = createRandom(seed, `${set.key} ${perClass}`);
  const order = rows.map((row) => ({ row, by: random.next() })).sort((a, b) => a.by - b.by);
  return set.labels.flatMap((_, label) => {
    const own = order.filter(({ row }) => set.truth[row] === label);
    return own.slice(0, perClass).map(({ row }) => row);
  });
}

const spread = (values: readonly number[]): Spread => ({
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  low: Math.min(...values),
  high: Math.max(...values),
});

function judge(truth: readonly number[], probabilities: ArrayLike<number>, classCount: number) {
  const confusion = countConfusion(truth, likeliest(probabilities, classCount), classCount);
  const hits = Array.from({ length: classCount }, (_, at) => confusion[at * classCount + at] ?? 0);
  return {
    macroF1: macroF1(confusion, classCount),
    accuracy: hits.reduce((sum, count) => sum + count, 0) / truth.length,
    calibrationError: calibrationError(probabilities, truth),
  };
}

const toPoint = (found: readonly ReturnType<typeof judge>[]): Point => ({
  macroF1: spread(found.map((each) => each.macroF1)),
  accuracy: spread(found.map((each) => each.accuracy)),
  calibrationError: spread(found.map((each) => each.calibrationError)),
});

/** Points of one set. **shapes** `features`: texts x `size`. */
export function drawCurve(set: TopicSet, features: Float32Array, size: number): Budget[] {
  const { labels, truth, keys, texts } = set;
  const { train, heldOut } = splitRows(labels, truth, keys, 1);
  const pick = <T>(list: readonly T[], rows: readonly number[], other: T): T[] => rows.map((row) => list[row] ?? other);
  const vectors = (rows: readonly number[]): Float32Array => {
    const result = new Float32Array(rows.length * size);
    for (const [at, row] of rows.entries()) result.set(features.subarray(row * size, (row + 1) * size), at * size);
    return result;
  };
  const [asked, answers, askedTexts] = [vectors(heldOut), pick(truth, heldOut, 0), pick(texts, heldOut, "")];
  return BUDGETS.map((perClass) => {
    const found = SEEDS.map((seed) => {
      const rows = drawRows(set, train, perClass, seed);
      const learned = { truth: pick(truth, rows, 0), keys: pick(keys, rows, "") };
      const startedMs = performance.now();
      const { head } = trainHead({ ...learned, features: vectors(rows), size, labels }, { seed });
      const trainMs = performance.now() - startedMs;
      const byWords = predictByWords(
        { ...learned, texts: pick(texts, rows, ""), classCount: labels.length },
        askedTexts,
        seed,
      );
      return {
        trainMs,
        labelCount: rows.length,
        head: judge(answers, predictProbabilities(head, asked), labels.length),
        words: judge(answers, byWords, labels.length),
      };
    });
    return {
      perClass,
      labelCount: found[0]?.labelCount ?? 0,
      head: toPoint(found.map(({ head }) => head)),
      words: toPoint(found.map(({ words }) => words)),
      trainMs: spread(found.map(({ trainMs }) => trainMs)).mean,
    };
  });
}
