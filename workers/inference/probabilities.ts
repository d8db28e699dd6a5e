/** From the reader's logits to probabilities that mean what they say, and to what is said of a post. */
import {
  EMOTIONS,
  type Emotion,
  POST_FLAGS,
  type PostFlag,
  SENTIMENTS,
  type Sentiment,
} from "@/lib/contracts/entities";
import { type HeadColumns, headColumns, type ReaderConfig } from "./reader-model";

/** What the reader says of one post. */
export interface PostLabel {
  sentiment: Sentiment;
  /** Negative, neutral, positive; each 0..1, summing to 1. */
  probabilities: readonly [number, number, number];
  /** null: not trusted in the language. */
  emotion: { label: Emotion; probability: number } | null;
  flags: Readonly<Record<PostFlag, { isSet: boolean; probability: number } | null>>;
}

/** softmax(logits / temperature). Source: temperature scaling, Guo et al. 2017, arXiv 1706.04599. */
export function softmax(logits: ArrayLike<number>, temperature: number): number[] {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const top = Math.max(...scaled);
  const powers = scaled.map((value) => Math.exp(value - top));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/** 1 / (1 + e^-(logit / temperature)). */
export const sigmoid = (logit: number, temperature: number): number => 1 / (1 + Math.exp(-logit / temperature));

/** Place of the largest number, the first of equals. */
export const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** Reads rows of logits; made once per model. */
export class Interpreter {
  readonly #columns: ReadonlyMap<string, HeadColumns>;
  readonly #fallback: string;

  constructor({ heads, languages }: Pick<ReaderConfig, "heads" | "languages">) {
    this.#columns = headColumns(heads);
    this.#fallback = languages[0] ?? "en";
  }

  /** Logits of a head and its temperature; null when the head is not trusted in the language. */
  head(name: string, logits: Float32Array, lang: string | null) {
    const found = this.#columns.get(name);
    const temperature = found?.head.temperature[lang ?? this.#fallback];
    if (!found || temperature === undefined) return null;
    return { head: found.head, logits: logits.subarray(found.start, found.start + found.size), temperature };
  }

  /** Probabilities of a head's labels (`yes_no`: of the yes); null when it is not trusted in the language. */
  probabilities(name: string, logits: Float32Array, lang: string | null): number[] | null {
    const found = this.head(name, logits, lang);
    if (!found) return null;
    if (found.head.kind === "one_of") return softmax(found.logits, found.temperature);
    return Array.from(found.logits, (logit) => sigmoid(logit, found.temperature));
  }

  /** Everything that a post's row keeps. **shapes** `logits`: all heads; `lang`: a language of the model, or null. */
  label(logits: Float32Array, lang: string | null): PostLabel {
    const [negative = 0, neutral = 0, positive = 0] = this.probabilities("sentiment", logits, lang) ?? [];
    const probabilities = [negative, neutral, positive] as const;
    const emotions = this.probabilities("emotion", logits, lang);
    const at = emotions ? largest(emotions) : 0;
    const flags = Object.fromEntries(POST_FLAGS.map((flag) => [flag, this.#flag(flag, logits, lang)]));
    return {
      sentiment: SENTIMENTS[largest(probabilities)] ?? "neutral",
      probabilities,
      emotion: emotions ? { label: EMOTIONS[at] ?? "neutral", probability: emotions[at] ?? 0 } : null,
      flags: flags as PostLabel["flags"],
    };
  }

  #flag(flag: PostFlag, logits: Float32Array, lang: string | null) {
    const [probability] = this.probabilities(flag, logits, lang) ?? [];
    if (probability === undefined) return null;
    const { flagAt, threshold = 0.5 } = this.#columns.get(flag)?.head ?? {};
    return { isSet: probability >= (flagAt ?? threshold), probability };
  }
}
