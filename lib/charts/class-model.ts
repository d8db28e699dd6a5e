/** Posts by the classes of one classifier, from an answer by class. */
import type { MetricAnswer } from "../contracts/metrics";

/** shareRatio: of the posts that have a class; changeRatio: its difference to the period before, null without one. */
export type ClassRow = { label: string; postCount: number; shareRatio: number; changeRatio: number | null };
/** `rows`: every label, largest first; none where no post has a class. */
export type ClassModel = { rows: readonly ClassRow[]; postCount: number };

/** The model of an answer by class. */
export function classModel(answer: MetricAnswer): ClassModel {
  const postCount = answer.totals.posts ?? 0;
  const before = answer.previousTotals?.posts ?? 0;
  if (postCount === 0) return { rows: [], postCount };
  const rows = answer.rows.map((row): ClassRow => {
    const count = row.values.posts ?? 0;
    const shareRatio = count / postCount;
    const shareBefore = row.previous && before > 0 ? (row.previous.posts ?? 0) / before : null;
    const changeRatio = shareBefore === null ? null : shareRatio - shareBefore;
    return { label: row.keys.class ?? "", postCount: count, shareRatio, changeRatio };
  });
  return { rows: rows.sort((a, b) => b.postCount - a.postCount || (a.label < b.label ? -1 : 1)), postCount };
}
