/**
 * `npm run eval sentiment -- --data DIR`: sentiment alone, quickly: the shipped reader through the worker's pool on three of
 * the sets of `eval reader`, with VADER's rules beside it. The last line is JSON; all figures are fractions.
 */
import { parseArgs } from "node:util";
import { config, type Figures, judgeOther, judgeSet, note, openPool, percent, say, vaderOf } from "./reader/judge";
import { type HeadSet, readHeadSets } from "./reader/labelled-sets";

/** By key of the set: what its figures are called, and its metric. */
const ASKED: Readonly<Record<string, readonly [name: string, metric: "macroRecall" | "macroF1" | "accuracy"]>> = {
  "tweeteval.sentiment": ["tweeteval", "macroRecall"],
  airline: ["airline", "macroF1"],
  "zh.chnsenticorp": ["chinese", "accuracy"],
};

const capital = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/data" } } });
  const sets = readHeadSets(values.data).filter(({ key }) => ASKED[key]);
  if (sets.length === 0) throw new Error(`There is no labelled set in ${values.data}.`);
  const pool = openPool();
  const figures: Figures = {};
  say(`model ${config.modelVersion}`);
  for (const set of sets) await judge(set, figures);
  await pool.close();
  say(JSON.stringify({ name: "sentiment", figures }));

  async function judge(set: HeadSet, found: Figures): Promise<void> {
    const [name, metric] = ASKED[set.key] ?? ["", "accuracy"];
    const ours = await judgeSet(pool, set);
    note(found, `${name}${capital(metric)}`, ours[metric]);
    note(found, `${name}Ece`, ours.calibrationError);
    say(
      `${set.name}, ${set.texts.length} posts: ${metric} ${percent(ours[metric])} %, calibration error ${percent(ours.calibrationError)} %`,
    );
    const rules = set.lang === "en" ? vaderOf(values.data) : null;
    if (!rules) return;
    const theirs = judgeOther(set, rules)[metric];
    note(found, `vader${capital(name)}${capital(metric)}`, theirs);
    say(`  VADER's rules: ${percent(theirs)} %`);
  }
}

await main();
