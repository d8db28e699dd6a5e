/**
 * `npm run eval heads -- --data DIR [--model DIR]`: what a team's own classifier reaches with few labels, on the vectors of the shipped
 * reader (or of another model folder), beside TF-IDF and the same logistic regression. Five draws per budget; the figures come from a
 * fifth of each set that no draw touches. The last line is JSON; all figures are fractions.
 */
import { parseArgs } from "node:util";
import { READER_DIR } from "../workers/inference/reader-model";
import { type Budget, drawCurve, type Spread } from "./heads/curves";
import { openEmbedder } from "./heads/embed";
import { readTopicSets } from "./heads/sets";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (fraction: number): string => (100 * fraction).toFixed(1);
const range = ({ mean, low, high }: Spread): string => `${percent(mean)} (${percent(low)}-${percent(high)})`;
const round = (value: number): number => Number(value.toFixed(4));

function figuresOf({ labelCount, head, words }: Budget) {
  const point = ({ macroF1, accuracy, calibrationError }: Budget["head"]) => ({
    macroF1: round(macroF1.mean),
    low: round(macroF1.low),
    high: round(macroF1.high),
    accuracy: round(accuracy.mean),
    ece: round(calibrationError.mean),
  });
  return { labels: labelCount, head: point(head), tfidf: point(words) };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: "../shared/data" },
      model: { type: "string", default: READER_DIR },
    },
  });
  const sets = readTopicSets(values.data);
  if (sets.length === 0) throw new Error(`There is no labelled set in ${values.data}.`);
  const embedder = await openEmbedder(values.model);
  say(`model ${embedder.modelVersion}; macro F1 in %, mean (range) of five draws`);
  const figures: Record<string, Record<string, ReturnType<typeof figuresOf>>> = {};
  for (const set of sets) {
    const features = await embedder.embed(set.texts);
    say(`${set.name}: ${set.texts.length} posts, ${set.labels.length} labels`);
    for (const budget of drawCurve(set, features, embedder.size)) {
      const { perClass, labelCount, head, words, trainMs } = budget;
      say(
        `  ${perClass} per label (${labelCount}): head ${range(head.macroF1)}, TF-IDF ${range(words.macroF1)}; ` +
          `accuracy ${percent(head.accuracy.mean)} and ${percent(words.accuracy.mean)}; ` +
          `calibration error ${percent(head.calibrationError.mean)}; trained in ${Math.round(trainMs)} ms`,
      );
      figures[set.key] = { ...figures[set.key], [`n${perClass}`]: figuresOf(budget) };
    }
  }
  say(JSON.stringify({ name: "heads", figures }));
}

await main();
