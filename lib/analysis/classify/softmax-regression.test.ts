import { describe, expect, it } from "vitest";
import { createRandom } from "../demo/random";
import { likeliest, predictProbabilities } from "./head";
import { fitSoftmax, softmaxRows } from "./softmax-fit";
import { trainHead } from "./softmax-regression";
import { fitTemperature } from "./temperature";
import { centre, DenseRows, featureMeans } from "./training-rows";

const SIZE = 16;
const LABELS = ["delay", "praise", "other"];

/** Unit vectors around a centre per label; the label is wrong in `noise` of the rows. */
function makeData(count: number, { noise = 0, seed = 1 } = {}) {
  const random = createRandom(seed, "vectors");
  const features = new Float32Array(count * SIZE);
  const truth: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const label = row % LABELS.length;
    const vector = Array.from(
      { length: SIZE },
      (_, i) => 0.4 * random.normal() + (i % LABELS.length === label ? 1 : 0),
    );
    const norm = Math.hypot(...vector);
    features.set(
      vector.map((value) => value / norm),
      row * SIZE,
    );
    truth.push(random.chance(noise) ? random.int(LABELS.length) : label);
  }
  return { features, size: SIZE, labels: LABELS, truth, keys: truth.map((_, row) => `text ${row}`) };
}

const shareRight = (given: Int32Array, truth: number[]) =>
  given.filter((label, row) => label === truth[row]).length / truth.length;

describe("fitSoftmax", () => {
  it("gives the log odds of the classes when features say nothing", () => {
    const rows = new DenseRows(new Float64Array(8), 1);
    const weights = fitSoftmax({ rows, truth: [0, 0, 0, 0, 0, 0, 1, 1], classWeights: [1, 1] }, 1);
    expect((weights[1] ?? 0) - (weights[3] ?? 0)).toBeCloseTo(Math.log(3), 3);
    const even = fitSoftmax({ rows, truth: [0, 0, 0, 0, 0, 0, 1, 1], classWeights: [4 / 6, 2] }, 1);
    expect((even[1] ?? 0) - (even[3] ?? 0)).toBeCloseTo(0, 3);
  });

  it("solves the one-feature problem whose optimum is known", () => {
    // x = 1 of one class, x = -1 of the other: by symmetry the weights are w and -w with 2 / (1 + e^2w) = l2 w.
    const rows = new DenseRows(Float64Array.from([1, -1]), 1);
    const l2 = 0.5;
    const weights = fitSoftmax({ rows, truth: [0, 1], classWeights: [1, 1] }, l2, { tolerance: 1e-12 });
    const w = weights[0] ?? 0;
    expect(2 / (1 + Math.exp(2 * w))).toBeCloseTo(l2 * w, 4);
    expect(weights[2]).toBeCloseTo(-w, 4);
  });

  it("stops where the gradient is zero: numbers of the objective agree with small steps", () => {
    const { features, truth } = makeData(60, { noise: 0.3 });
    const task = {
      rows: new DenseRows(centre(features, featureMeans(features, SIZE)), SIZE),
      truth,
      classWeights: [1, 1, 1],
    };
    const loss = (weights: Float64Array) => {
      const scores = new Float64Array(60 * 3);
      task.rows.score(weights, 3, scores);
      softmaxRows(scores, 3);
      const fit = truth.reduce((sum, label, row) => sum - Math.log(scores[row * 3 + label] ?? 0), 0);
      return fit + 0.5 * weights.reduce((sum, w, i) => (i % (SIZE + 1) === SIZE ? sum : sum + w * w), 0);
    };
    const best = fitSoftmax(task, 1, { tolerance: 1e-12 });
    for (let i = 0; i < best.length; i += 1) {
      for (const off of [-0.01, 0.01]) {
        const moved = Float64Array.from(best);
        moved[i] = (moved[i] ?? 0) + off;
        expect(loss(moved)).toBeGreaterThan(loss(best));
      }
    }
  });
});

describe("trainHead", () => {
  it("learns what can be learned and predicts rows it has not seen", () => {
    const { head } = trainHead(makeData(300, { noise: 0.1 }), { seed: 1 });
    const fresh = makeData(600, { seed: 2 });
    const probabilities = predictProbabilities(head, fresh.features);
    expect(shareRight(likeliest(probabilities, 3), fresh.truth)).toBeGreaterThan(0.95);
    for (let row = 0; row < 600; row += 1) {
      const sum = [0, 1, 2].reduce((total, label) => total + (probabilities[row * 3 + label] ?? 0), 0);
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  it("is the same for the same seed", () => {
    const data = makeData(90, { noise: 0.3 });
    expect(trainHead(data, { seed: 5 })).toEqual(trainHead(data, { seed: 5 }));
  });

  it("regularises noise strongly and clean data weakly", () => {
    const noise = trainHead(makeData(120, { noise: 1 }), { seed: 1 }).head;
    const clean = trainHead(makeData(120), { seed: 1 }).head;
    expect(noise.l2).toBe(10);
    expect(clean.l2).toBeLessThan(0.2);
  });

  it("does not take copies of a text for new evidence", () => {
    const few = makeData(45, { noise: 1 });
    const copies = 6;
    const repeat = <T>(list: T[]) => Array.from({ length: copies }, () => list).flat();
    const features = Float32Array.from(repeat([...few.features]));
    const data = { ...few, features, truth: repeat(few.truth), keys: repeat(few.keys) };
    const known = trainHead(data, { seed: 1 });
    const unknown = trainHead({ ...data, keys: data.truth.map((_, row) => `${row}`) }, { seed: 1 });
    const least = (tuning: { logLoss: number }[]) => Math.min(...tuning.map(({ logLoss }) => logLoss));
    expect(least(known.tuning)).toBeGreaterThan(Math.log(3) * 0.9);
    expect(least(unknown.tuning)).toBeLessThan(least(known.tuning) - 0.1);
  });

  it("weighs a rare class up when told to", () => {
    const data = makeData(400, { noise: 0.6 });
    const kept = data.truth.flatMap((label, row) => (label !== 2 || row % 12 === 0 ? [row] : []));
    const rare = {
      ...data,
      features: Float32Array.from(kept.flatMap((row) => [...data.features.subarray(row * SIZE, (row + 1) * SIZE)])),
      truth: kept.map((row) => data.truth[row] ?? 0),
      keys: kept.map(String),
    };
    const given = (classWeights: "none" | "balanced") =>
      likeliest(predictProbabilities(trainHead(rare, { seed: 1, classWeights }).head, data.features), 3);
    const countRare = (labels: Int32Array) => labels.filter((label) => label === 2).length;
    expect(countRare(given("balanced"))).toBeGreaterThan(countRare(given("none")) + 20);
  });
});

describe("fitTemperature", () => {
  it("finds how much too sure scores are", () => {
    const random = createRandom(1, "temperature");
    const scores = new Float64Array(2 * 20_000);
    const truth = Array.from({ length: 20_000 }, (_, row) => {
      const score = 2 * random.normal();
      scores[2 * row] = 3 * score;
      return random.chance(1 / (1 + Math.exp(-score))) ? 0 : 1;
    });
    expect(fitTemperature(scores, truth)).toBeGreaterThan(2.85);
    expect(fitTemperature(scores, truth)).toBeLessThan(3.15);
    expect(fitTemperature(new Float64Array(), [])).toBe(1);
  });
});
