/** A stream of posts as a brand sees it: many say again what was said before. */
import { createRandom, runningSums } from "@/lib/analysis/demo/random";

export const DEFAULTS = {
  /** Different texts that the stream is drawn from, per post of the stream. */
  textsPerPost: 2,
  /** How much more often the first texts are repeated (1 / rank^exponent). */
  exponent: 0.8,
} as const;

const SEED = 20261124;

/** `count` draws from `texts` by Zipf's law, the same at every call. */
export function replay(texts: readonly string[], count: number, exponent: number = DEFAULTS.exponent): string[] {
  const random = createRandom(SEED, "replay");
  const sums = runningSums(texts.map((_, rank) => (rank + 1) ** -exponent));
  return Array.from({ length: count }, () => texts[random.weighted(sums)] ?? "");
}

/** Share of the posts whose text came before. */
export const repeatedShare = (stream: readonly string[]): number => 1 - new Set(stream).size / stream.length;
