/**
 * `npm run eval sentiment -- --data DIR`: the shipped reader, through the same pool as the worker's, on labelled posts,
 * with VADER's rules beside it. Sets that DIR lacks are left out. The last line is JSON; all figures are fractions.
 */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { languageOf } from "../workers/handlers/classify-chunk";
import { DEFAULTS as BATCHING } from "../workers/inference/batching";
import { ReaderPool } from "../workers/inference/pool";
import { Interpreter } from "../workers/inference/probabilities";
import { readTexts } from "../workers/inference/read-texts";
import { loadReaderConfig, READER_DIR } from "../workers/inference/reader-model";
import { accuracy, calibrationError, macroF1, macroRecall } from "./sentiment/scores";
import { type LabelledSet, readAirline, readChinese, readTweetEval } from "./sentiment/sets";
import { type Lexicon, readLexicon, scoreVader } from "./sentiment/vader";

const VADER_THRESHOLD = 0.05;
const config = loadReaderConfig();
const interpreter = new Interpreter(config);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (fraction: number): string => `${(100 * fraction).toFixed(1)} %`;

/** Probabilities of each text, n x 3. */
async function readSet(pool: ReaderPool, { texts }: LabelledSet): Promise<number[][]> {
  const { readings } = await readTexts(pool, texts);
  return readings.map((reading, index) => {
    if (reading.state === "failed") throw new Error(`A text could not be read: ${reading.reason}`);
    const language = languageOf({ lang: null, text: texts[index] ?? "" });
    return [...interpreter.label(reading.logits, language).probabilities];
  });
}

const best = (row: readonly number[]): number => row.indexOf(Math.max(...row));

function vaderClass(lexicon: Lexicon, text: string): number {
  const score = scoreVader(lexicon, text);
  return score >= VADER_THRESHOLD ? 2 : score <= -VADER_THRESHOLD ? 0 : 1;
}

/** The reviews have no neutral class: the likelier of the two others is the answer. */
const bestOfTwo = (row: readonly number[]): number => ((row[0] ?? 0) > (row[2] ?? 0) ? 0 : 2);

type Note = (name: string, value: number) => void;

/** A set with three classes: the reader's score and calibration error, and VADER's score beside it. */
async function evaluate(
  set: LabelledSet,
  { pool, lexicon, note }: { pool: ReaderPool; lexicon: Lexicon | null; note: Note },
  { key, suffix, score }: { key: string; suffix: string; score: typeof macroF1 },
): Promise<void> {
  const rows = await readSet(pool, set);
  const value = score(rows.map(best), set.labels);
  const error = calibrationError(rows, set.labels);
  note(`${key}${suffix}`, value);
  note(`${key}Ece`, error);
  say(`${set.name}, ${set.texts.length} posts: ${suffix} ${percent(value)}, calibration error ${percent(error)}`);
  if (!lexicon) return;
  const rules = set.texts.map((text) => vaderClass(lexicon, text));
  const baseline = score(rules, set.labels);
  note(`vader${key[0]?.toUpperCase()}${key.slice(1)}${suffix}`, baseline);
  say(`  VADER's rules: ${percent(baseline)}`);
}

async function evaluateChinese(set: LabelledSet, pool: ReaderPool, note: Note): Promise<void> {
  const rows = await readSet(pool, set);
  const value = accuracy(rows.map(bestOfTwo), set.labels);
  note("chineseAccuracy", value);
  say(`${set.name}, ${set.texts.length} reviews: accuracy ${percent(value)}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/data" } } });
  const lexiconDir = path.join(values.data, "lexicons");
  const lexicon = existsSync(lexiconDir) ? readLexicon(lexiconDir) : null;
  const processes = availableParallelism();
  const pool = new ReaderPool({ modelDir: READER_DIR, processes, device: "cpu", tokenBudget: BATCHING.cpuTokenBudget });
  const figures: Record<string, number> = {};
  const note: Note = (name, value) => {
    figures[name] = Number(value.toFixed(4));
  };
  const tools = { pool, lexicon, note };

  say(`model ${config.modelVersion}`);
  const [tweetEval, airline, chinese] = [
    readTweetEval(values.data),
    readAirline(values.data),
    readChinese(values.data),
  ];
  if (tweetEval) await evaluate(tweetEval, tools, { key: "tweeteval", suffix: "MacroRecall", score: macroRecall });
  if (airline) await evaluate(airline, tools, { key: "airline", suffix: "MacroF1", score: macroF1 });
  if (chinese) await evaluateChinese(chinese, pool, note);
  await pool.close();
  if (Object.keys(figures).length === 0) throw new Error(`There is no labelled set in ${values.data}.`);
  say(JSON.stringify({ name: "sentiment", figures }));
}

await main();
