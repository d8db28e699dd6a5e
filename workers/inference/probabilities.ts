/** From the reader's logits to probabilities that mean what they say. */
import { SENTIMENTS, type Sentiment } from "@/lib/contracts/entities";

/** One temperature for all languages, or one per language with `default` for the rest. */
export type Temperature = number | Readonly<Record<string, number>>;

/** The temperature of a language. @throws Error when it has none and there is no `default`. */
export function temperatureOf(temperature: Temperature, lang: string): number {
  if (typeof temperature === "number") return temperature;
  const found = temperature[lang] ?? temperature.default;
  if (found === undefined) throw new Error(`The model's config.json has no temperature for "${lang}" and no default.`);
  return found;
}

export interface ReadSentiment {
  sentiment: Sentiment;
  /** Negative, neutral, positive; each 0..1, summing to 1. */
  probabilities: readonly [number, number, number];
}

/**
 * softmax(logits / temperature) and its largest class (the first of equals).
 * Source: temperature scaling, Guo et al. 2017, arXiv 1706.04599.
 */
export function calibrate(logits: ArrayLike<number>, temperature: number): ReadSentiment {
  const [a = 0, b = 0, c = 0] = Array.from(logits);
  const top = Math.max(a, b, c);
  const [x, y, z] = [
    Math.exp((a - top) / temperature),
    Math.exp((b - top) / temperature),
    Math.exp((c - top) / temperature),
  ];
  const sum = x + y + z;
  const best = a >= b && a >= c ? 0 : b >= c ? 1 : 2;
  return { sentiment: SENTIMENTS[best], probabilities: [x / sum, y / sum, z / sum] };
}
