/**
 * `npm run eval reader -- --data DIR`: every head of the shipped reader on every labelled set that DIR holds, through the
 * worker's own pool; beside it published figures, and for sentiment a linear model trained here and VADER's rules.
 * The last line is JSON; all figures are fractions.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { identifyLanguage } from "@/lib/analysis/text/language-identify";
import { DEFAULTS as BATCHING } from "../workers/inference/batching";
import { ReaderPool } from "../workers/inference/pool";
import { Interpreter } from "../workers/inference/probabilities";
import { readTexts } from "../workers/inference/read-texts";
import { headColumns, loadReaderConfig, READER_DIR, readerGraph } from "../workers/inference/reader-model";
import { ANCHORS } from "./reader/anchors";
import { judgeHead } from "./reader/figures";
import { type HeadSet, readHeadSets } from "./reader/labelled-sets";
import { languageSets } from "./reader/languages";
import { linearSentiment } from "./reader/linear-sentiment";
import { nameBias, nameTexts } from "./reader/name-bias";
import { readLexicon, scoreVader } from "./sentiment/vader";

const config = loadReaderConfig();
const interpreter = new Interpreter(config);
const columns = headColumns(config.heads);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (fraction: number): string => (100 * fraction).toFixed(1);

type Figures = { [name: string]: number | Figures };

/** Puts a figure where its dotted key says. */
function note(figures: Figures, key: string, value: number): void {
  const [first = "", ...rest] = key.split(".");
  if (rest.length === 0) figures[first] = Number(value.toFixed(4));
  else {
    const inner = (figures[first] ?? {}) as Figures;
    figures[first] = inner;
    note(inner, rest.join("."), value);
  }
}

async function probabilitiesOf(pool: ReaderPool, set: HeadSet): Promise<number[][]> {
  const { readings } = await readTexts(pool, set.texts);
  return readings.map((reading) => {
    if (reading.state === "failed") throw new Error(`A text of ${set.name} could not be read: ${reading.reason}`);
    const found = interpreter.probabilities(set.head, reading.logits, set.lang);
    if (!found) throw new Error(`The head ${set.head} is not trusted in ${set.lang}.`);
    return found;
  });
}

async function judge(pool: ReaderPool, set: HeadSet, figures: Figures): Promise<void> {
  const head = columns.get(set.head)?.head;
  const anchor = ANCHORS[set.key];
  if (!head || !anchor) throw new Error(`${set.name} asks for the head ${set.head}.`);
  // GoEmotions' Ekman groups are judged as the paper does: every group from 0.3 on.
  const threshold = set.key === "goemotions.ekman" ? 0.3 : undefined;
  const found = judgeHead(head, await probabilitiesOf(pool, set), set.labels, threshold);
  const value = found[anchor.metric];
  note(figures, set.key, value);
  if (Number.isFinite(found.calibrationError))
    note(figures, `calibration.${set.key.replaceAll(".", "_")}`, found.calibrationError);
  const goal =
    anchor.goal === undefined ? "" : `, goal ${percent(anchor.goal)} ${value >= anchor.goal ? "reached" : "MISSED"}`;
  say(
    `${set.name}, ${set.texts.length} rows: ${anchor.metric} ${percent(value)}${goal}; accuracy ${percent(found.accuracy)}, ` +
      `macro F1 ${percent(found.macroF1)}, calibration error ${percent(found.calibrationError)}; published: ${anchor.published || "none"}`,
  );
}

/** What a linear model and a rule lexicon reach on the same sentiment rows. */
function besideSentiment(dir: string, set: HeadSet, figures: Figures): void {
  const head = { kind: "one_of" as const, labels: ["negative", "neutral", "positive"], threshold: 0.5 };
  const linear = linearSentiment(dir);
  if (linear) {
    const value = judgeHead(head, set.texts.map(linear), set.labels).macroRecall;
    note(figures, "linear.sentiment", value);
    say(`  a linear model of word and letter n-grams, trained now on the same tweets: ${percent(value)}`);
  }
  const lexiconDir = path.join(dir, "lexicons");
  if (!existsSync(lexiconDir)) return;
  const lexicon = readLexicon(lexiconDir);
  const rules = set.texts.map((text) => {
    const score = scoreVader(lexicon, text);
    return [score <= -0.05 ? 1 : 0, Math.abs(score) < 0.05 ? 1 : 0, score >= 0.05 ? 1 : 0];
  });
  const value = judgeHead(head, rules, set.labels).macroRecall;
  note(figures, "vader.sentiment", value);
  say(`  VADER's rules: ${percent(value)}`);
}

/** How often the language of a post is named right, and how often a post is sent to a reader that does not speak it. */
function judgeLanguages(dir: string, figures: Figures): void {
  const sets = languageSets(dir);
  if (sets.length === 0) return;
  let [right, mistaken, all] = [0, 0, 0];
  for (const { language, texts } of sets) {
    const named = texts.map((text) => identifyLanguage(text));
    const hits = named.filter((name) => name === language).length;
    const sent = named.filter((name) => name === null || config.languages.includes(name)).length;
    if (!config.languages.includes(language)) [mistaken, all] = [mistaken + sent, all + texts.length];
    right += hits / texts.length / sets.length;
    say(
      `language ${language}, ${texts.length} posts: named right ${percent(hits / texts.length)}, read ${percent(sent / texts.length)}`,
    );
  }
  note(figures, "language.macroRecall", right);
  if (all > 0) note(figures, "language.foreignRead", mistaken / all);
}

/** How far only a name moves the sentiment of a sentence. */
async function judgeNames(pool: ReaderPool, figures: Figures): Promise<void> {
  const texts = nameTexts();
  const set: HeadSet = {
    name: "names",
    key: "names",
    head: "sentiment",
    lang: "en",
    texts: texts.map(({ text }) => text),
    labels: [],
  };
  const { groups, gap, flips } = nameBias(texts, await probabilitiesOf(pool, set));
  note(figures, "names.gap", gap);
  note(figures, "names.flips", flips);
  for (const { group, negative } of groups) say(`names, ${group}: mean probability of negative ${percent(negative)}`);
  say(
    `names: largest gap ${percent(gap)} points; the class changes with the name for ${percent(flips)} % of ${texts.length} sentences`,
  );
}

/** What the training run measured on validation rows when it exported: the float model beside the int8 graph. */
function showExport(figures: Figures): void {
  const file = path.join(READER_DIR, "validation.json");
  if (!existsSync(file)) return;
  const sets = JSON.parse(readFileSync(file, "utf8")) as Record<string, { float: number; int8: number }>;
  for (const [name, { float, int8 }] of Object.entries(sets)) {
    note(figures, `int8Loss.${name.replaceAll(" ", "_")}`, float - int8);
    say(`validation, ${name}: float ${percent(float)}, int8 ${percent(int8)}, lost ${percent(float - int8)}`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/data" } } });
  const sets = readHeadSets(values.data);
  if (sets.length === 0) throw new Error(`There is no labelled set in ${values.data}.`);
  const megabytes = statSync(readerGraph(READER_DIR, "cpu")).size / 1e6;
  const figures: Figures = {};
  note(figures, "megabytes", megabytes);
  say(`model ${config.modelVersion}, ${megabytes.toFixed(1)} MB`);
  const processes = availableParallelism();
  const pool = new ReaderPool({ modelDir: READER_DIR, processes, device: "cpu", tokenBudget: BATCHING.cpuTokenBudget });
  for (const set of sets) {
    await judge(pool, set, figures);
    if (set.key === "tweeteval.sentiment") besideSentiment(values.data, set, figures);
  }
  await judgeNames(pool, figures);
  await pool.close();
  judgeLanguages(values.data, figures);
  showExport(figures);
  say(JSON.stringify({ name: "reader", figures }));
}

await main();
