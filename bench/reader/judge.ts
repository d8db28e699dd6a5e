/** The shipped reader on labelled sets, and what simpler means reach on the same sentiment rows: for every eval that reads. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { DEFAULTS as BATCHING } from "../../workers/inference/batching";
import { ReaderPool } from "../../workers/inference/pool";
import { Interpreter } from "../../workers/inference/probabilities";
import { readTexts } from "../../workers/inference/read-texts";
import { headColumns, loadReaderConfig, READER_DIR } from "../../workers/inference/reader-model";
import { readLexicon, scoreVader } from "../sentiment/vader";
import { type HeadFigures, judgeHead } from "./figures";
import type { HeadSet } from "./labelled-sets";

const VADER_THRESHOLD = 0.05;
const SENTIMENT = { kind: "one_of" as const, labels: ["negative", "neutral", "positive"], threshold: 0.5 };

export const config = loadReaderConfig();
const interpreter = new Interpreter(config);
const columns = headColumns(config.heads);

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
export const percent = (fraction: number): string => (100 * fraction).toFixed(1);

export type Figures = { [name: string]: number | Figures };

/** Puts a figure where its dotted key says. */
export function note(figures: Figures, key: string, value: number): void {
  const [first = "", ...rest] = key.split(".");
  if (rest.length === 0) figures[first] = Number(value.toFixed(4));
  else {
    const inner = (figures[first] ?? {}) as Figures;
    figures[first] = inner;
    note(inner, rest.join("."), value);
  }
}

/** The worker's pool, a process a core. */
export const openPool = (): ReaderPool =>
  new ReaderPool({
    modelDir: READER_DIR,
    processes: availableParallelism(),
    device: "cpu",
    tokenBudget: BATCHING.cpuTokenBudget,
  });

type Texts = Pick<HeadSet, "name" | "head" | "lang" | "texts">;

/** The probabilities that the worker would store. @throws Error when a text cannot be read */
export async function probabilitiesOf(pool: ReaderPool, set: Texts): Promise<number[][]> {
  const { readings } = await readTexts(pool, set.texts);
  return readings.map((reading) => {
    if (reading.state === "failed") throw new Error(`A text of ${set.name} could not be read: ${reading.reason}`);
    const found = interpreter.probabilities(set.head, reading.logits, set.lang);
    if (!found) throw new Error(`The head ${set.head} is not trusted in ${set.lang}.`);
    return found;
  });
}

/** A set's figures. `threshold`: from which probability on a label is given, where it is not the model's. */
export async function judgeSet(pool: ReaderPool, set: HeadSet, threshold?: number): Promise<HeadFigures> {
  const head = columns.get(set.head)?.head;
  if (!head) throw new Error(`${set.name} asks for the head ${set.head}.`);
  return judgeHead(head, await probabilitiesOf(pool, set), set.labels, threshold);
}

/** Figures of any other way to tell the sentiment of the set's texts. */
export const judgeOther = (set: HeadSet, tell: (text: string) => number[]): HeadFigures =>
  judgeHead(SENTIMENT, set.texts.map(tell), set.labels);

/** VADER's rules as a way to tell the sentiment; null when `dir` has no lexicon. */
export function vaderOf(dir: string): ((text: string) => number[]) | null {
  const folder = path.join(dir, "lexicons");
  if (!existsSync(folder)) return null;
  const lexicon = readLexicon(folder);
  return (text) => {
    const score = scoreVader(lexicon, text);
    const place = score <= -VADER_THRESHOLD ? 0 : score >= VADER_THRESHOLD ? 2 : 1;
    return [0, 1, 2].map((label) => (label === place ? 1 : 0));
  };
}
