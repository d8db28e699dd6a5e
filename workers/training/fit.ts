/** One training: split, fit, judge. Pure; the same input gives the same version. */
import { predictProbabilities, type StoredHead, storeHead } from "@/lib/analysis/classify/head";
import { judgeHead } from "@/lib/analysis/classify/report";
import { trainHead } from "@/lib/analysis/classify/softmax-regression";
import { splitRows } from "@/lib/analysis/classify/split";
import type { ClassifierReport } from "@/lib/contracts/classifiers";

/** Mistakes that a report keeps, and characters of each text. */
const MAX_ERRORS = 50;
const MAX_ERROR_CHARS = 500;

export interface FitInput {
  labels: string[];
  seed: number;
  texts: { text: string; label: string }[];
  /** **shapes** texts x size, each row of unit length. */
  features: Float32Array;
  size: number;
}

export interface FitOutput {
  head: StoredHead;
  report: ClassifierReport;
  /** Row numbers that were kept apart. */
  heldOut: number[];
}

/** Equal for texts that differ only in case and spaces. */
const keyOf = (text: string): string => text.toLowerCase().replace(/\s+/gu, " ").trim();

function pickRows(features: Float32Array, size: number, rows: readonly number[]): Float32Array {
  const picked = new Float32Array(rows.length * size);
  for (const [to, row] of rows.entries()) picked.set(features.subarray(row * size, (row + 1) * size), to * size);
  return picked;
}

/**
 * Learns from four fifths and measures on the rest; what is measured is what is kept.
 * @throws TooFewLabels
 */
export function fitAndJudge({ labels, seed, texts, features, size }: FitInput): FitOutput {
  const truth = texts.map(({ label }) => labels.indexOf(label));
  const keys = texts.map(({ text }) => keyOf(text));
  const { train, heldOut } = splitRows(labels, truth, keys, seed);
  const truthOf = (rows: readonly number[]): number[] => rows.map((row) => truth[row] ?? 0);
  const { head } = trainHead(
    {
      features: pickRows(features, size, train),
      size,
      labels,
      truth: truthOf(train),
      keys: train.map((row) => keys[row] ?? ""),
    },
    { seed },
  );
  const probabilities = predictProbabilities(head, pickRows(features, size, heldOut));
  const learned = truthOf(train);
  const judged = judgeHead({ labels, truth: truthOf(heldOut), probabilities }, { learned, seed });
  const report: ClassifierReport = {
    trainCount: train.length,
    testCount: heldOut.length,
    accuracy: { value: judged.accuracy, ...judged.accuracyInterval },
    macroF1: { value: judged.macroF1, ...judged.macroF1Interval },
    majority: judged.baseline,
    labels: judged.classes.map((each, at) => ({
      label: each.label,
      trainCount: learned.filter((label) => label === at).length,
      testCount: each.support,
      precision: each.precision ?? 0,
      recall: each.recall ?? 0,
      f1: each.f1 ?? 0,
    })),
    confusion: judged.confusion,
    errors: judged.mistakes.slice(0, MAX_ERRORS).map(({ row, truth: given, predicted, confidence }) => ({
      text: (texts[heldOut[row] ?? 0]?.text ?? "").slice(0, MAX_ERROR_CHARS),
      given,
      predicted,
      probability: confidence,
    })),
  };
  return { head: storeHead(head), report, heldOut };
}
