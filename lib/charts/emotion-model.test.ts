import { describe, expect, it } from "vitest";
import type { MetricAnswer } from "../contracts/metrics";
import { emotionFinding, emotionModel } from "./emotion-model";
import { answerOf } from "./test-answers";

const row = (emotion: string, posts: number, previous: number | null = null): MetricAnswer["rows"][number] => ({
  keys: { emotion },
  values: { posts },
  previous: previous === null ? null : { posts: previous },
});

describe("emotionModel", () => {
  const answer = answerOf(7, {
    rows: [row("neutral", 60, 10), row("unread", 50, 7), row("anger", 10, 10), row("joy", 30, 20)],
    totals: { posts: 150 },
    previousTotals: { posts: 47 },
  });
  const shares = answerOf(7, {
    totals: { offensiveShare: 0.04, hateShare: 0, ironyShare: null },
    previousTotals: { offensiveShare: 0.01, hateShare: null, ironyShare: null },
  });

  it("has every emotion, the largest first and no emotion last, as parts of what was read", () => {
    const { rows, readCount, unreadCount } = emotionModel(answer, shares);
    expect([readCount, unreadCount]).toEqual([100, 50]);
    expect(rows.map((each) => each.emotion)).toEqual([
      "joy",
      "anger",
      "disgust",
      "fear",
      "sadness",
      "surprise",
      "neutral",
    ]);
    expect(rows.map((each) => each.shareRatio)).toEqual([0.3, 0.1, 0, 0, 0, 0, 0.6]);
    expect(rows[0]?.changeRatio).toBeCloseTo(0.3 - 0.5);
    expect(rows[2]?.changeRatio).toBe(0);
    expect(emotionFinding(emotionModel(answer, shares))).toEqual({ kind: "leads", key: "joy", ratio: 0.3 });
  });

  it("tells flags as parts of the posts read for each", () => {
    const [offensive, hate, irony] = emotionModel(answer, shares).flags;
    expect(offensive).toMatchObject({ flag: "offensive", shareRatio: 0.04 });
    expect(offensive?.changeRatio).toBeCloseTo(0.03);
    expect(hate).toEqual({ flag: "hate", shareRatio: 0, changeRatio: null });
    expect(irony).toEqual({ flag: "irony", shareRatio: null, changeRatio: null });
  });

  it("says nothing where nothing was read or compared", () => {
    const unread = emotionModel(answerOf(7, { rows: [row("unread", 9)], totals: { posts: 9 } }), shares);
    expect(unread).toMatchObject({ rows: [], readCount: 0, unreadCount: 9 });
    expect(emotionFinding(unread)).toBeNull();
    const plain = emotionModel(answerOf(7, { rows: [row("neutral", 9)], totals: { posts: 9 } }), shares);
    expect(emotionFinding(plain)).toBeNull();
    expect(plain.rows.every((each) => each.changeRatio === null)).toBe(true);
  });
});
