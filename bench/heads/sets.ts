/** Labelled sets that a team could have brought, in the layout of the data folders; what a folder lacks is left out. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "@/lib/analysis/demo/random";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { parseDelimited } from "../sentiment/delimited";

/** More rows than this are not looked at: the eval ends in minutes. */
const MAX_ROWS = 6_000;

/** Texts with the class of each, and a key that is equal where the texts are. */
export interface TopicSet {
  name: string;
  /** Where the figures go in the JSON line. */
  key: string;
  labels: string[];
  texts: string[];
  truth: number[];
  keys: string[];
}

type Row = readonly [text: string, label: string];

function toSet(name: string, key: string, rows: readonly Row[]): TopicSet {
  const random = createRandom(1, key);
  const order = rows.map((row) => ({ row, by: random.next() })).sort((a, b) => a.by - b.by);
  const kept = order.slice(0, MAX_ROWS).map(({ row }) => row);
  const labels = [...new Set(kept.map(([, label]) => label))].sort();
  const texts = kept.map(([text]) => text);
  return {
    name,
    key,
    labels,
    texts,
    truth: kept.map(([, label]) => labels.indexOf(label)),
    keys: texts.map((text) => normalisePostText(text).toLowerCase().replace(/\s+/g, " ").trim()),
  };
}

/** Rows of a file with a header; `pick` gives a row's text and label, or null. */
function readRows(file: string, pick: (cell: (name: string) => string) => Row | null): Row[] {
  const [header = [], ...rows] = parseDelimited(readFileSync(file, "utf8"), ",");
  const names = header.map((name) => name.trim());
  return rows.flatMap((cells) => {
    const row = pick((name) => cells[names.indexOf(name)] ?? "");
    return row && row[0].trim() !== "" ? [row] : [];
  });
}

const airline = (file: string): Row[] =>
  readRows(file, (cell) => (cell("negativereason") === "" ? null : [cell("text"), cell("negativereason")]));

const sanders = (file: string): Row[] =>
  readRows(file, (cell) => [cell("TweetText"), cell("Sentiment") === "irrelevant" ? "irrelevant" : "relevant"]);

const crisis = (dir: string): Row[] =>
  readdirSync(dir).flatMap((event) => {
    const file = path.join(dir, event, `${event}-tweets_labeled.csv`);
    if (!existsSync(file)) return [];
    return readRows(file, (cell) => {
      const told = cell("Informativeness");
      if (told === "Not applicable" || told === "") return null;
      return [cell("Tweet Text"), told === "Related and informative" ? "informative" : "other"];
    });
  });

/** All sets that `dir` holds. */
export function readTopicSets(dir: string): TopicSet[] {
  const at = (...parts: string[]) => path.join(dir, ...parts);
  const sets: (readonly [place: string, name: string, key: string, read: (place: string) => Row[]])[] = [
    [at("airline_tweets", "Tweets.csv"), "airline tweets, reason of a complaint", "airlineReasons", airline],
    [at("sanders_brands", "full-corpus.csv"), "Sanders brands, relevant or not", "sandersRelevance", sanders],
    [at("crisislex_t26"), "CrisisLex T26, informative or not", "crisisInformative", crisis],
  ];
  return sets.flatMap(([place, name, key, read]) => (existsSync(place) ? [toSet(name, key, read(place))] : []));
}
