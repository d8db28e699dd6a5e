/** A linear model that reads the sure cases, so that the reader only reads the rest: what it saves and what it costs. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ReaderPool } from "../../workers/inference/pool";
import { Interpreter, largest } from "../../workers/inference/probabilities";
import { readTexts } from "../../workers/inference/read-texts";
import { loadReaderConfig } from "../../workers/inference/reader-model";
import { linearSentiment } from "../reader/linear-sentiment";
import { chooseThreshold, type Guess, type Judged, type Loss, lossAt } from "./threshold";

/** Posts that the stages take turns on. */
const PIECE = 512;

export interface SecondStage {
  guess: (text: string) => Guess;
  /** From which sureness on the guess stands. */
  threshold: number;
  /** Macro recall of the reader alone less that of both, and the share of rows that the guess decided. */
  validation: Loss;
  test: Loss;
}

const interpreter = new Interpreter(loadReaderConfig());

/** Sentiments by the reader. @throws Error when a text cannot be read */
export async function readSentiments(pool: ReaderPool, texts: readonly string[]): Promise<number[]> {
  const { readings } = await readTexts(pool, texts);
  return readings.map((reading) => {
    if (reading.state === "failed") throw new Error(`A text could not be read: ${reading.reason}`);
    return largest(interpreter.probabilities("sentiment", reading.logits, "en") ?? []);
  });
}

async function judgePart(
  dir: string,
  part: "val" | "test",
  pool: ReaderPool,
  guess: SecondStage["guess"],
): Promise<Judged> {
  const lines = (kind: string): string[] =>
    readFileSync(path.join(dir, "tweeteval", "sentiment", `${part}_${kind}.txt`), "utf8")
      .trimEnd()
      .split("\n");
  const texts = lines("text");
  return { guesses: texts.map(guess), readings: await readSentiments(pool, texts), truth: lines("labels").map(Number) };
}

/** Trains the linear model and chooses its threshold on TweetEval's validation rows; null without its training tweets. */
export async function openSecondStage(dir: string, pool: ReaderPool): Promise<SecondStage | null> {
  const linear = linearSentiment(dir);
  if (!linear) return null;
  const guess = (text: string): Guess => {
    const probabilities = linear(text);
    const label = largest(probabilities);
    return { label, sureness: probabilities[label] ?? 0 };
  };
  const validation = await judgePart(dir, "val", pool, guess);
  const threshold = chooseThreshold(validation);
  const test = await judgePart(dir, "test", pool, guess);
  return { guess, threshold, validation: lossAt(validation, threshold), test: lossAt(test, threshold) };
}

/** How a stream was read: time, and posts by who decided them. */
export interface StreamReading {
  ms: number;
  repeated: number;
  sure: number;
  read: number;
}

/**
 * Reads a stream piece by piece, one stage at a time, so that about one core works: texts that were read before by their
 * hash, then the linear model where there is one, then the reader.
 */
export async function readStream(
  stream: readonly string[],
  pool: ReaderPool,
  { isCached, stage }: { isCached: boolean; stage: SecondStage | null },
): Promise<StreamReading> {
  const known = new Map<string, number>();
  const counts = { sure: 0, read: 0 };
  const startedMs = performance.now();
  for (let at = 0; at < stream.length; at += PIECE) {
    const fresh = new Map<string, string>();
    for (const [index, text] of stream.slice(at, at + PIECE).entries()) {
      const key = isCached ? createHash("sha256").update(text).digest("base64") : String(at + index);
      if (!known.has(key)) fresh.set(key, text);
    }
    for (const [key, text] of stage ? fresh : []) {
      const guess = stage?.guess(text);
      if (!guess || !stage || guess.sureness < stage.threshold) continue;
      known.set(key, guess.label);
      fresh.delete(key);
      counts.sure += 1;
    }
    counts.read += fresh.size;
    const labels = await readSentiments(pool, [...fresh.values()]);
    for (const [row, key] of [...fresh.keys()].entries()) known.set(key, labels[row] ?? 0);
  }
  return { ms: performance.now() - startedMs, repeated: stream.length - counts.sure - counts.read, ...counts };
}
