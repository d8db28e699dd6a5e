import { describe, expect, it } from "vitest";
import { createRandom } from "../demo/random";
import { type CheckedRow, correctShares, estimateAccuracy } from "./passport";
import { chooseSample } from "./sample";

const LABELS = ["negative", "neutral", "positive"] as const;

/** Posts read by a model that calls many negative ones neutral, and errs more where it is unsure. */
function makePopulation(count: number) {
  const random = createRandom(1, "population");
  return Array.from({ length: count }, () => {
    const truth = LABELS[random.weighted([0.5, 0.7, 1])] ?? "neutral";
    const confidence = 0.4 + 0.6 * Math.sqrt(random.next());
    const isWrong = random.chance((truth === "negative" ? 1.6 : 0.7) * (1 - confidence));
    const predicted = isWrong ? (truth === "neutral" ? "positive" : "neutral") : truth;
    return { truth, predicted, confidence };
  });
}

const population = makePopulation(3_000);
const share = (pick: (row: (typeof population)[number]) => boolean) =>
  population.filter(pick).length / population.length;
const predictedShares = new Map(LABELS.map((label) => [label, share(({ predicted }) => predicted === label)]));

function draw(wanted: number, seed: number): CheckedRow[] {
  return chooseSample(population, wanted, seed).flatMap(({ row, inclusionProbability }) => {
    const found = population[row];
    return found ? [{ truth: found.truth, predicted: found.predicted, inclusionProbability }] : [];
  });
}

describe("estimateAccuracy", () => {
  it("weighs rows by what they stand for", () => {
    const row = (isRight: boolean, inclusionProbability: number): CheckedRow => ({
      truth: "a",
      predicted: isRight ? "a" : "b",
      inclusionProbability,
    });
    // 40 right rows stand for 10 each, 40 wrong ones for 2 each.
    const rows = [
      ...Array.from({ length: 40 }, () => row(true, 0.1)),
      ...Array.from({ length: 40 }, () => row(false, 0.5)),
    ];
    expect(estimateAccuracy(rows)).toMatchObject({ state: "estimated", accuracy: 400 / 480, checked: 80 });
  });

  it("is Wilson's interval when all rows had the same small chance", () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      truth: "a",
      predicted: i < 148 ? "a" : "b",
      inclusionProbability: 1e-6,
    }));
    const found = estimateAccuracy(rows);
    if (found.state !== "estimated") throw new Error(found.state);
    expect(found.accuracy).toBeCloseTo(0.74, 10);
    expect(found.interval.low).toBeCloseTo(0.675, 2);
    expect(found.interval.high).toBeCloseTo(0.796, 2);
  });

  it("leaves room for mistakes when none was seen", () => {
    const rows = Array.from({ length: 60 }, () => ({ truth: "a", predicted: "a", inclusionProbability: 0.1 }));
    const found = estimateAccuracy(rows);
    expect(found).toMatchObject({ accuracy: 1 });
    expect(found.state === "estimated" && found.interval.low).toBeCloseTo(0.94, 2);
  });

  it("covers the true accuracy in about 95 of 100 samples and is not off on average", () => {
    const truth = share((row) => row.truth === row.predicted);
    let [covered, sum] = [0, 0];
    for (let seed = 0; seed < 300; seed += 1) {
      const found = estimateAccuracy(draw(120, seed));
      if (found.state !== "estimated") throw new Error(found.state);
      sum += found.accuracy / 300;
      if (found.interval.low <= truth && truth <= found.interval.high) covered += 1;
    }
    expect(covered / 300).toBeGreaterThan(0.92);
    expect(covered / 300).toBeLessThan(0.995);
    expect(Math.abs(sum - truth)).toBeLessThan(0.01);
  });

  it("says how many rows are missing", () => {
    expect(estimateAccuracy(draw(30, 1))).toEqual({ state: "too_few", have: 30, need: 50, labels: [] });
  });
});

describe("correctShares", () => {
  it("takes the model's bias out, with intervals that hold", () => {
    const truths = new Map(LABELS.map((label) => [label, share((row) => row.truth === label)]));
    expect(Math.abs((predictedShares.get("negative") ?? 0) - (truths.get("negative") ?? 0))).toBeGreaterThan(0.1);
    const [covered, sums] = [new Map<string, number>(), new Map<string, number>()];
    for (let seed = 0; seed < 300; seed += 1) {
      const found = correctShares(draw(150, seed), predictedShares);
      if (found.state !== "estimated") throw new Error(found.state);
      expect(found.shares.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(1, 10);
      for (const { label, share: value, interval } of found.shares) {
        const truth = truths.get(label as (typeof LABELS)[number]) ?? 0;
        if (interval.low <= truth && truth <= interval.high) covered.set(label, (covered.get(label) ?? 0) + 1);
        sums.set(label, (sums.get(label) ?? 0) + value / 300);
      }
    }
    for (const label of LABELS) {
      expect((covered.get(label) ?? 0) / 300).toBeGreaterThan(0.92);
      expect(Math.abs((sums.get(label) ?? 0) - (truths.get(label) ?? 0))).toBeLessThan(0.01);
    }
  });

  const uniform = (pairs: [string, string, number][]): CheckedRow[] =>
    pairs.flatMap(([truth, predicted, count]) =>
      Array.from({ length: count }, () => ({ truth, predicted, inclusionProbability: 0.01 })),
    );
  const widthOf = (rows: CheckedRow[]) => {
    const found = correctShares(
      rows,
      new Map([
        ["yes", 0.4],
        ["no", 0.6],
      ]),
    );
    if (found.state !== "estimated") throw new Error(found.state);
    const yes = found.shares.find(({ label }) => label === "yes");
    return { ...found, yes, width: (yes?.interval.high ?? 1) - (yes?.interval.low ?? 0) };
  };

  it("trusts a model that is always right fully, one that guesses not at all", () => {
    const right = widthOf(
      uniform([
        ["yes", "yes", 80],
        ["no", "no", 120],
      ]),
    );
    expect(right.power).toBeCloseTo(1, 10);
    expect(right.yes?.share).toBeCloseTo(0.4, 10);
    const blind = widthOf(
      uniform([
        ["yes", "yes", 24],
        ["yes", "no", 36],
        ["no", "yes", 56],
        ["no", "no", 84],
      ]),
    );
    expect(blind.power).toBeCloseTo(0, 10);
    expect(blind.yes?.share).toBeCloseTo(0.3, 10);
    expect(right.width).toBeLessThan(blind.width / 3);
    expect(right.width).toBeGreaterThan(0);
  });

  it("knows a label that the model never gives", () => {
    const found = correctShares(
      uniform([
        ["a", "a", 70],
        ["b", "b", 70],
        ["c", "a", 20],
      ]),
      new Map([
        ["a", 0.5],
        ["b", 0.5],
      ]),
    );
    if (found.state !== "estimated") throw new Error(found.state);
    expect(found.shares.find(({ label }) => label === "c")?.share).toBeCloseTo(0.125, 2);
  });

  it("says what is missing, label by label", () => {
    const rows = uniform([
      ["a", "a", 120],
      ["b", "b", 4],
    ]);
    expect(
      correctShares(
        rows,
        new Map([
          ["a", 0.9],
          ["b", 0.1],
        ]),
      ),
    ).toEqual({
      state: "too_few",
      have: 124,
      need: 100,
      labels: [{ label: "b", have: 4, need: 10 }],
    });
    expect(
      correctShares(
        rows,
        new Map([
          ["a", 0.99],
          ["b", 0.01],
        ]),
      ).state,
    ).toBe("estimated");
  });
});
