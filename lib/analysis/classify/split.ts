/** The split that a classifier is measured on: four fifths to learn from, one fifth held out. */
import { groupRows } from "./groups";

export const DEFAULTS = {
  heldOutRatio: 0.2,
  /** Different texts that each label needs. */
  textsPerLabel: 8,
  /** Of which so many at least are held out. */
  heldOutPerLabel: 2,
  labelCount: 2,
} as const;

/** How many different texts a label has, and how many it needs. */
export interface LabelNeed {
  label: string;
  have: number;
  need: number;
}

/** Too few labels to learn and to measure. */
export class TooFewLabels extends Error {
  /** One entry per label, in the order of the labels; those with `have` < `need` are what is missing. */
  readonly labels: readonly LabelNeed[];
  /** Labels that exist and labels that are needed. */
  readonly labelCount: { have: number; need: number };
  constructor(labels: readonly LabelNeed[], needLabels: number) {
    super(tooFewMessage(labels, needLabels));
    this.name = "TooFewLabels";
    this.labels = labels;
    this.labelCount = { have: labels.length, need: needLabels };
  }
}

function tooFewMessage(labels: readonly LabelNeed[], needLabels: number): string {
  if (labels.length < needLabels) return `There are ${labels.length} different labels; ${needLabels} are needed.`;
  const missing = labels.filter(({ have, need }) => have < need);
  const each = missing.map(({ label, have, need }) => `${label} has ${have} of ${need}`).join(", ");
  return `Some labels have too few different texts: ${each}.`;
}

/** Row numbers, ascending; together all rows. */
export interface Split {
  train: number[];
  heldOut: number[];
}

/**
 * Stratified split by label, the same for the same seed and rows in any order. A fifth of each label's different texts
 * (rounded, at least 2) is held out; rows with equal keys stay on one side, and count as the label most of them carry.
 * **shapes** `truth`: n class numbers into `labels`; `keys`: n keys that are equal where the texts are the same.
 * @throws TooFewLabels with fewer than 2 labels, or a label with fewer than 8 different texts
 */
export function splitRows(
  labels: readonly string[],
  truth: ArrayLike<number>,
  keys: readonly string[],
  seed: number,
): Split {
  const classes = groupRows(truth, keys, labels.length, seed);
  const needs = labels.map((label, at) => ({
    label,
    have: classes[at]?.length ?? 0,
    need: DEFAULTS.textsPerLabel,
  }));
  if (labels.length < DEFAULTS.labelCount || needs.some(({ have, need }) => have < need)) {
    throw new TooFewLabels(needs, DEFAULTS.labelCount);
  }
  const split: Split = { train: [], heldOut: [] };
  for (const groups of classes) {
    const heldOut = Math.max(DEFAULTS.heldOutPerLabel, Math.round(DEFAULTS.heldOutRatio * groups.length));
    for (const [at, { rows }] of groups.entries()) (at < heldOut ? split.heldOut : split.train).push(...rows);
  }
  split.train.sort((a, b) => a - b);
  split.heldOut.sort((a, b) => a - b);
  return split;
}
