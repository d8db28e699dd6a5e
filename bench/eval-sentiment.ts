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
import { calibrate, temperatureOf } from "../workers/inference/probabilities";
import { readTexts } from "../workers/inference/read-texts";
import { loadReaderConfig, READER_DIR } from "../workers/inference/reader-model";
import { accuracy, calibrationError, macroF1, macroRecall } from "./sentiment/scores";
import { type LabelledSet, readAirline, readChinese, readTweetEval } from "./sentiment/sets";
import { type Lexicon, readLexicon, scoreVader } from "./sentiment/vader";

const VADER_THRESHOLD = 0.05;
const config = loadReaderConfig();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (fraction: number): string => `${(100 * fraction).toFixed(1)} %`;

/** Probabilities of each text, n x 3. */
async function readSet(pool: ReaderPool, { texts }: LabelledSet): Promise<number[][]> {
  const { readings } = await readTexts(pool, texts);
  return readings.map((reading, index) => {
    if (reading.state === "failed") throw new Error(`A text could not be read: ${reading.reason}`);
    const language = languageOf({ lang: null, text: texts[index] ?? "" });
    return [...calibrate(reading.logits, temperatureOf(config.temperature, language ?? "en")).probabilities];
  });
}

const best = (row: readonly number[]): number => row.indexOf(Math.max(...row));

function vaderClass(lexicon: Lexicon, text: string): number {
  const score = scoreVader(lexicon, text);
  return score >= VADER_THRESHOLD ? 2 : score <= -VADER_THRESHOLD ? 0 : 1;
}

/** The reviews have no neutral class: the likelier of the two others is the answer. */
const bestOfTwo = (row: readonly number[]): number => ((row[0] ?? 0) > (row[2] ?? 0) ? 0 : 2);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/data" } } });
  const lexiconDir = path.join(values.data, "lexicons");
  const lexicon = existsSync(lexiconDir) ? readLexicon(lexiconDir) : null;
  const pool = new ReaderPool({
    modelDir: READER_DIR,
    processes: availableParallelism(),
    device: "cpu",
    tokenBudget: BATCHING.cpuTokenBudget,
  });
  const figures: Record<string, number> = {};
  const note = (name: string, value: number): void => {
    figures[name] = Number(value.toFixed(4));
  };

  say(`model ${config.modelVersion}, temperature ${JSON.stringify(config.temperature)}`);
  const tweetEval = readTweetEval(values.data);
  if (tweetEval) {
    const rows = await readSet(pool, tweetEval);
    note("tweetevalMacroRecall", macroRecall(rows.map(best), tweetEval.labels));
    note("tweetevalEce", calibrationError(rows, tweetEval.labels));
    if (lexicon) {
      const rules = tweetEval.texts.map((text) => vaderClass(lexicon, text));
      note("vaderTweetevalMacroRecall", macroRecall(rules, tweetEval.labels));
    }
    say(
      `${tweetEval.name}, ${tweetEval.texts.length} tweets: macro recall ${percent(figures.tweetevalMacroRecall ?? 0)} (VADER ${percent(figures.vaderTweetevalMacroRecall ?? 0)}), calibration error ${percent(figures.tweetevalEce ?? 0)}`,
    );
  }
  const airline = readAirline(values.data);
  if (airline) {
    const rows = await readSet(pool, airline);
    note("airlineMacroF1", macroF1(rows.map(best), airline.labels));
    note("airlineEce", calibrationError(rows, airline.labels));
    if (lexicon) {
      const rules = airline.texts.map((text) => vaderClass(lexicon, text));
      note("vaderAirlineMacroF1", macroF1(rules, airline.labels));
    }
    say(
      `${airline.name}, ${airline.texts.length} tweets: macro-F1 ${percent(figures.airlineMacroF1 ?? 0)} (VADER ${percent(figures.vaderAirlineMacroF1 ?? 0)}), calibration error ${percent(figures.airlineEce ?? 0)}`,
    );
  }
  const chinese = readChinese(values.data);
  if (chinese) {
    const rows = await readSet(pool, chinese);
    note("chineseAccuracy", accuracy(rows.map(bestOfTwo), chinese.labels));
    say(`${chinese.name}, ${chinese.texts.length} reviews: accuracy ${percent(figures.chineseAccuracy ?? 0)}`);
  }
  await pool.close();
  if (Object.keys(figures).length === 0) throw new Error(`There is no labelled set in ${values.data}.`);
  say(JSON.stringify({ name: "sentiment", figures }));
}

await main();
