/** Labelled sets in the layout of the data folders; each may be absent. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseDelimited } from "./delimited";

export interface LabelledSet {
  name: string;
  texts: string[];
  /** 0 negative, 1 neutral, 2 positive. */
  labels: number[];
}

const read = (file: string): string => readFileSync(file, "utf8");
const POLARITY: Readonly<Record<string, number>> = { negative: 0, neutral: 1, positive: 2, "0": 0, "1": 2 };

/** TweetEval's sentiment test half: one tweet a line, split on "\n" only. */
export function readTweetEval(dir: string): LabelledSet | null {
  const base = path.join(dir, "tweeteval", "sentiment");
  if (!existsSync(path.join(base, "test_text.txt"))) return null;
  const lines = (name: string) => read(path.join(base, name)).replace(/\n$/, "").split("\n");
  const labels = lines("test_labels.txt").map(Number);
  const texts = lines("test_text.txt");
  if (texts.length !== labels.length) throw new Error(`${base} has ${texts.length} texts and ${labels.length} labels.`);
  return { name: "TweetEval sentiment", texts, labels };
}

/** Airline tweets: columns `text` and `airline_sentiment`. */
export const readAirline = (dir: string): LabelledSet | null =>
  readTable("airline tweets", path.join(dir, "airline_tweets", "Tweets.csv"), ",", "text", "airline_sentiment");

/** ChnSentiCorp's test half: reviews that are negative or positive. */
export const readChinese = (dir: string): LabelledSet | null =>
  readTable("ChnSentiCorp", path.join(dir, "zh_chnsenticorp", "test.tsv"), "\t", "text_a", "label");

function readTable(name: string, file: string, delimiter: string, text: string, label: string): LabelledSet | null {
  if (!existsSync(file)) return null;
  const [header = [], ...rows] = parseDelimited(read(file), delimiter);
  const [textAt, labelAt] = [header.indexOf(text), header.indexOf(label)];
  if (textAt < 0 || labelAt < 0) throw new Error(`${file} has no columns ${text} and ${label}.`);
  const set: LabelledSet = { name, texts: [], labels: [] };
  for (const row of rows) {
    const polarity = POLARITY[row[labelAt] ?? ""];
    if (polarity === undefined) continue;
    set.texts.push(row[textAt] ?? "");
    set.labels.push(polarity);
  }
  return set;
}
