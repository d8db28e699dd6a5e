import { describe, expect, it } from "vitest";
import type { MetricAnswer } from "../contracts/metrics";
import { classModel } from "./class-model";
import { answerOf } from "./test-answers";

const row = (label: string, posts: number, previous: number | null): MetricAnswer["rows"][number] => ({
  keys: { class: label },
  values: { posts },
  previous: previous === null ? null : { posts: previous },
});

describe("classModel", () => {
  it("has every label, the largest first, as parts of the posts with a class and against the period before", () => {
    const answer = answerOf(7, {
      rows: [row("late", 10, 5), row("praise", 30, 15), row("price", 0, 0)],
      totals: { posts: 40 },
      previousTotals: { posts: 20 },
    });
    const { rows, postCount } = classModel(answer);
    expect(postCount).toBe(40);
    expect(rows.map(({ label, shareRatio, changeRatio }) => [label, shareRatio, changeRatio])).toEqual([
      ["praise", 0.75, 0],
      ["late", 0.25, 0],
      ["price", 0, 0],
    ]);
  });

  it("says nothing of change without a comparison, and has no rows without posts", () => {
    const alone = answerOf(7, { rows: [row("late", 1, null)], totals: { posts: 1 }, previousTotals: null });
    expect(classModel(alone).rows[0]?.changeRatio).toBeNull();
    expect(classModel(answerOf(7, { rows: [row("late", 0, null)], totals: { posts: 0 } })).rows).toEqual([]);
  });
});
