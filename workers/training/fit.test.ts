import { describe, expect, it } from "vitest";
import { TooFewLabels } from "@/lib/analysis/classify/split";
import { type FitInput, fitAndJudge } from "./fit";

/** Vectors of two directions with a little of the other in each, ten of each label and two that are labelled wrongly. */
function input(): FitInput {
  const size = 4;
  const texts = Array.from({ length: 24 }, (_, i) => ({ text: `text ${i}`, label: i % 2 === 0 ? "a" : "b" }));
  const features = new Float32Array(texts.length * size);
  for (const [row] of texts.entries()) {
    const isWrong = row >= 22;
    const side = (row % 2 === 0) === isWrong ? 1 : 0;
    features[row * size + side] = Math.sqrt(0.99);
    features[row * size + 2] = 0.1;
  }
  return { labels: ["a", "b"], seed: 7, texts, features, size };
}

describe("fitAndJudge", () => {
  it("measures on a fifth that it did not learn from, and names each mistake with its text", () => {
    const { report, heldOut, head } = fitAndJudge(input());
    expect([report.trainCount, report.testCount, heldOut.length]).toEqual([20, 4, 4]);
    expect(report.labels.map(({ label, trainCount, testCount }) => [label, trainCount, testCount])).toEqual([
      ["a", 10, 2],
      ["b", 10, 2],
    ]);
    const wrong = heldOut.filter((row) => row >= 22).map((row) => `text ${row}`);
    expect(report.errors.map(({ text }) => text).sort()).toEqual(wrong.sort());
    expect(report.accuracy.value).toBe(1 - wrong.length / 4);
    expect(head.labels).toEqual(["a", "b"]);
  });

  it("gives the same version again", () => {
    expect(fitAndJudge(input())).toEqual(fitAndJudge(input()));
  });

  it("refuses too few different texts, however often each is there", () => {
    const few = input();
    for (const text of few.texts) text.text = text.label;
    expect(() => fitAndJudge(few)).toThrow(TooFewLabels);
  });
});
