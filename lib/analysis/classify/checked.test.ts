import { describe, expect, it } from "vitest";
import { agreementLevel } from "./agreement";
import { type DrawnPost, toCheckedRows, truthOf } from "./checked";

const post = (over: Partial<DrawnPost>): DrawnPost => ({
  sampleId: "a",
  inclusionProbability: 0.5,
  predicted: "neutral",
  answers: [],
  settled: null,
  ...over,
});

describe("truthOf", () => {
  it.each([
    [[], null, null],
    [["negative"], null, "negative"],
    [["negative", "positive"], null, null],
    [["negative", "positive", "negative"], null, "negative"],
    [["negative", "negative"], "positive", "positive"],
    [["negative", "positive"], "neutral", "neutral"],
  ])("of %j, settled %j, is %j", (answers, settled, truth) => {
    expect(truthOf({ answers, settled })).toBe(truth);
  });
});

describe("toCheckedRows", () => {
  it("makes a half-checked sample stand for all of its posts, whatever the others do", () => {
    const rows = toCheckedRows([
      post({ answers: ["negative"] }),
      post({}),
      post({ sampleId: "b", inclusionProbability: 0.1, answers: ["positive"], predicted: "positive" }),
      post({ answers: ["negative", "positive"] }),
      post({ answers: ["neutral"] }),
    ]);
    expect(rows).toEqual([
      { truth: "negative", predicted: "neutral", inclusionProbability: 0.25 },
      null,
      { truth: "positive", predicted: "positive", inclusionProbability: 0.1 },
      null,
      { truth: "neutral", predicted: "neutral", inclusionProbability: 0.25 },
    ]);
    // two rows of sample a stand for the eight posts that its four drawn ones stand for
    expect(1 / 0.25 + 1 / 0.25).toBe(4 / 0.5);
  });
});

describe("agreementLevel", () => {
  it.each([
    [-0.1, "poor"],
    [0.2, "slight"],
    [0.21, "fair"],
    [0.6, "moderate"],
    [0.7, "substantial"],
    [1, "almost_perfect"],
  ])("%d is %s", (coefficient, level) => expect(agreementLevel(coefficient)).toBe(level));
});
