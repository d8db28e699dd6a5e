/** From where on a cheap first reader may be believed. */

/** At most half a point of macro recall may be lost. */
export const MAX_LOSS = 0.005;

/** A guess and how sure it is, 0..1. */
export interface Guess {
  label: number;
  sureness: number;
}

/** Rows that both have judged. */
export interface Judged {
  guesses: readonly Guess[];
  readings: readonly number[];
  truth: readonly number[];
}

/** What believing the sure guesses costs. */
export interface Loss {
  /** Macro recall of the reader alone less that of both. */
  lost: number;
  /** One-sided 95 % bound of what is lost on other rows of the same kind. */
  atMost: number;
  /** Share of rows that the guess decided. */
  sure: number;
}

const CLASSES = [0, 1, 2] as const;
const NORMAL_95 = 1.645;

/** What is lost when guesses from `threshold` on stand. Macro recall is a mean of means, so its error is known from the rows. */
export function lossAt({ guesses, readings, truth }: Judged, threshold: number): Loss {
  const sure = guesses.filter(({ sureness }) => sureness >= threshold).length / truth.length;
  let [lost, variance] = [0, 0];
  for (const label of CLASSES) {
    const costs: number[] = [];
    for (const [row, guess] of guesses.entries()) {
      if (truth[row] !== label) continue;
      const both = guess.sureness >= threshold ? guess.label : readings[row];
      costs.push(Number(readings[row] === label) - Number(both === label));
    }
    const count = Math.max(1, costs.length);
    const mean = costs.reduce((sum, cost) => sum + cost, 0) / count;
    const spread = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / count;
    lost += mean / CLASSES.length;
    variance += spread / count / CLASSES.length ** 2;
  }
  return { lost, atMost: lost + NORMAL_95 * Math.sqrt(variance), sure };
}

/** The lowest threshold from which on, up to 1, no more than `maxLoss` is lost with 95 % confidence; infinite when there is none. */
export function chooseThreshold(judged: Judged, maxLoss: number = MAX_LOSS): number {
  let threshold = Number.POSITIVE_INFINITY;
  for (let hundredth = 100; hundredth >= 34; hundredth -= 1) {
    if (lossAt(judged, hundredth / 100).atMost > maxLoss) break;
    threshold = hundredth / 100;
  }
  return threshold;
}
