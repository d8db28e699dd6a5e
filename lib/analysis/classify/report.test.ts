import { describe, expect, it } from "vitest";
import { classFigures, countConfusion, macroF1 } from "./confusion";
import { calibrationError, judgeHead } from "./report";

const labels = ["cat", "dog", "pig"];
// The worked example of scikit-learn's classification_report: truth 0 1 2 2 2, predicted 0 0 2 2 1.
const truth = [0, 1, 2, 2, 2];
const given = [0, 0, 2, 2, 1];
const sure = (classes: number[], confidence: number) =>
  classes.flatMap((label) => labels.map((_, at) => (at === label ? confidence : (1 - confidence) / 2)));

describe("classFigures", () => {
  it("gives precision, recall, F1 and support", () => {
    const confusion = countConfusion(truth, given, 3);
    const [cat, dog, pig] = classFigures(confusion, labels);
    expect(cat).toMatchObject({ precision: 0.5, recall: 1, support: 1, predicted: 2 });
    expect(cat?.f1).toBeCloseTo(0.667, 3);
    expect(dog).toMatchObject({ precision: 0, recall: 0, f1: 0 });
    expect(pig).toMatchObject({ precision: 1, support: 3 });
    expect(pig?.f1).toBeCloseTo(0.8, 10);
    expect(macroF1(confusion, 3)).toBeCloseTo(0.489, 3);
  });

  it("has no ratios where there are no cases", () => {
    expect(classFigures(countConfusion([0], [0], 2), ["a", "b"])[1]).toEqual({
      label: "b",
      precision: null,
      recall: null,
      f1: null,
      support: 0,
      predicted: 0,
    });
  });
});

describe("judgeHead", () => {
  const report = judgeHead({ labels, truth, probabilities: sure(given, 0.8) }, { learned: [2, 2, 1], seed: 1 });

  it("tells rows, accuracy with Wilson's interval, and the confusion matrix", () => {
    expect(report).toMatchObject({ rowCount: 5, accuracy: 0.6 });
    expect(report.accuracyInterval.low).toBeCloseTo(0.2307, 4);
    expect(report.accuracyInterval.high).toBeCloseTo(0.8824, 4);
    expect(report.confusion).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 2],
    ]);
    expect(report.calibrationError).toBeCloseTo(0.2, 10);
  });

  it("lists mistakes, surest first", () => {
    const probabilities = [...sure([0, 0, 2, 2], 0.6), ...sure([1], 0.9)];
    const { mistakes } = judgeHead({ labels, truth, probabilities }, { learned: truth, seed: 1 });
    expect(mistakes).toEqual([
      { row: 4, truth: "pig", predicted: "dog", confidence: 0.9 },
      { row: 1, truth: "dog", predicted: "cat", confidence: 0.6 },
    ]);
  });

  it("sets the commonest label it learned from beside", () => {
    expect(report.baseline).toMatchObject({ label: "pig", accuracy: 0.6 });
    expect(report.baseline.macroF1).toBeCloseTo(0.75 / 3, 10);
  });

  it("gives a seeded interval of macro-F1 that shrinks with rows", () => {
    const repeat = (list: number[], times: number) => Array.from({ length: times }, () => list).flat();
    const judge = (times: number, seed: number) =>
      judgeHead(
        { labels, truth: repeat(truth, times), probabilities: sure(repeat(given, times), 0.8) },
        { learned: truth, seed },
      ).macroF1Interval;
    expect(judge(20, 1)).toEqual(judge(20, 1));
    const [few, many] = [judge(20, 1), judge(200, 1)];
    expect(few.low).toBeLessThan(0.489);
    expect(few.high).toBeGreaterThan(0.489);
    expect(many.high - many.low).toBeLessThan((few.high - few.low) / 2);
  });

  it("stays unsure of a few rows without a mistake", () => {
    const perfect = (times: number) => {
      const all = Array.from({ length: times }, () => [0, 1, 2]).flat();
      return judgeHead({ labels, truth: all, probabilities: sure(all, 0.8) }, { learned: all, seed: 1 })
        .macroF1Interval;
    };
    expect(perfect(2).low).toBeLessThan(0.75);
    expect(perfect(2).high).toBe(1);
    expect(perfect(200).low).toBeGreaterThan(0.98);
  });

  it("refuses to judge nothing", () => {
    expect(() => judgeHead({ labels, truth: [], probabilities: [] }, { learned: [], seed: 1 })).toThrow(RangeError);
  });
});

describe("calibrationError", () => {
  it("is 0 when 9 of 10 are right at 0.9, and the gap otherwise", () => {
    const rows = Array.from({ length: 10 }, () => [0.9, 0.1]).flat();
    const right = (count: number) => Array.from({ length: 10 }, (_, row) => (row < count ? 0 : 1));
    expect(calibrationError(rows, right(9))).toBeCloseTo(0, 10);
    expect(calibrationError(rows, right(5))).toBeCloseTo(0.4, 10);
  });
});
