/**
 * `npm run eval reader -- --data DIR`: every head of the shipped reader on every labelled set that DIR holds, through the
 * worker's own pool; beside it published figures, and for sentiment a linear model trained here and VADER's rules.
 * The last line is JSON; all figures are fractions.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { identifyLanguage } from "@/lib/analysis/text/language-identify";
import type { ReaderPool } from "../workers/inference/pool";
import { READER_DIR, readerGraph } from "../workers/inference/reader-model";
import { ANCHORS } from "./reader/anchors";
import {
  config,
  type Figures,
  judgeOther,
  judgeSet,
  note,
  openPool,
  percent,
  probabilitiesOf,
  say,
  vaderOf,
} from "./reader/judge";
import { type HeadSet, readHeadSets } from "./reader/labelled-sets";
import { languageSets } from "./reader/languages";
import { linearSentiment } from "./reader/linear-sentiment";
import { nameBias, nameTexts } from "./reader/name-bias";

async function judge(pool: ReaderPool, set: HeadSet, figures: Figures): Promise<void> {
  const anchor = ANCHORS[set.key];
  if (!anchor) throw new Error(`${set.name} has no metric.`);
  // GoEmotions' Ekman groups are judged as the paper does: every group from 0.3 on.
  const found = await judgeSet(pool, set, set.key === "goemotions.ekman" ? 0.3 : undefined);
  const value = found[anchor.metric];
  note(figures, set.key, value);
  if (Number.isFinite(found.calibrationError))
    note(figures, `calibration.${set.key.replaceAll(".", "_")}`, found.calibrationError);
  const goal =
    anchor.goal === undefined ? "" : `, goal ${percent(anchor.goal)} ${value >= anchor.goal ? "reached" : "MISSED"}`;
  const calibration = Number.isFinite(found.calibrationError) ? percent(found.calibrationError) : "not defined";
  say(
    `${set.name}, ${set.texts.length} rows: ${anchor.metric} ${percent(value)}${goal}; accuracy ${percent(found.accuracy)}, ` +
      `macro F1 ${percent(found.macroF1)}, calibration error ${calibration}; published: ${anchor.published || "none"}`,
  );
}

/** What a linear model and a rule lexicon reach on the same sentiment rows. */
function besideSentiment(dir: string, set: HeadSet, figures: Figures): void {
  const others = { linear: linearSentiment(dir), vader: vaderOf(dir) };
  const names = {
    linear: "a linear model of word and letter n-grams, trained now on the same tweets",
    vader: "VADER's rules",
  };
  for (const key of ["linear", "vader"] as const) {
    const tell = others[key];
    if (!tell) continue;
    const value = judgeOther(set, tell).macroRecall;
    note(figures, `${key}.sentiment`, value);
    say(`  ${names[key]}: ${percent(value)}`);
  }
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
  const asked = { name: "names", head: "sentiment", lang: "en" as const, texts: texts.map(({ text }) => text) };
  const { groups, gap, flips } = nameBias(texts, await probabilitiesOf(pool, asked));
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
  const pool = openPool();
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
