/** From people's answers to checked rows: what counts as the truth of a post, and what a half-checked sample stands for. */
import type { CheckedRow } from "./passport";

/** A drawn post with what people said of it; "cannot tell" is no answer here. */
export interface DrawnPost {
  sampleId: string;
  inclusionProbability: number;
  predicted: string;
  /** One label per person. */
  answers: readonly string[];
  /** What people agreed on afterwards; it overrules. */
  settled: string | null;
}

/** The settled label, else the one that more people gave than any other; null when there is none, or several. */
export function truthOf({ answers, settled }: Pick<DrawnPost, "answers" | "settled">): string | null {
  if (settled !== null) return settled;
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] !== second?.[1] ? first[0] : null;
}

/**
 * Rows for `passport.ts`, null where a post has no truth, in the order of `posts`. Posts of a sample are checked in random order, so the
 * part that has a truth is a sample of the sample: chances shrink by that part, and a half-checked sample stands for its whole week.
 * `posts` must hold every post of its samples.
 */
export function toCheckedRows(posts: readonly DrawnPost[]): (CheckedRow | null)[] {
  const truths = posts.map(truthOf);
  const sizes = new Map<string, { drawn: number; checked: number }>();
  for (const [at, { sampleId }] of posts.entries()) {
    const size = sizes.get(sampleId) ?? { drawn: 0, checked: 0 };
    size.drawn += 1;
    if (truths[at] !== null) size.checked += 1;
    sizes.set(sampleId, size);
  }
  return posts.map(({ sampleId, predicted, inclusionProbability }, at) => {
    const truth = truths[at] ?? null;
    const { drawn, checked } = sizes.get(sampleId) ?? { drawn: 1, checked: 1 };
    return truth === null ? null : { truth, predicted, inclusionProbability: (inclusionProbability * checked) / drawn };
  });
}
