/** Every labelled set the reader is measured on, in the layout of the data folders; what a folder lacks is left out. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { EMOTIONS } from "@/lib/contracts/entities";
import { withTarget } from "../../workers/inference/protocol";
import { parseDelimited } from "../sentiment/delimited";

/** Rows of one head. `labels`: class numbers of the head, one or (many-label heads) several a row. */
export interface HeadSet {
  name: string;
  /** Where the figure goes in the JSON line. */
  key: string;
  head: string;
  lang: "en" | "zh";
  texts: string[];
  labels: number[][];
}

const SENTIMENT: Readonly<Record<string, number>> = { negative: 0, neutral: 1, positive: 2 };
const read = (file: string, encoding: BufferEncoding = "utf8"): string => readFileSync(file, encoding);
const lines = (file: string): string[] => read(file).replace(/\n$/, "").split("\n");

type Rows = (readonly [text: string, ...labels: number[]])[];

const toSet = (head: Omit<HeadSet, "texts" | "labels">, rows: Rows): HeadSet => ({
  ...head,
  texts: rows.map(([text]) => text),
  labels: rows.map(([, ...labels]) => labels),
});

/** Undoes the `\u2019` escapes and doubled quotes that the SemEval files carry. */
export function unescapeSemEval(text: string): string {
  const plain = text
    .trim()
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('""', '"');
  return plain.length > 1 && plain.startsWith('"') && plain.endsWith('"') ? plain.slice(1, -1) : plain;
}

function tweetEval(dir: string, task: string, head: string): HeadSet {
  const folder = path.join(dir, "tweeteval", task);
  const labels = lines(path.join(folder, "test_labels.txt")).map(Number);
  const texts = lines(path.join(folder, "test_text.txt")).map(unescapeSemEval);
  if (texts.length !== labels.length) throw new Error(`${folder}: ${texts.length} texts, ${labels.length} labels.`);
  const rows = texts.map((text, index) => [text, labels[index] ?? 0] as const);
  return toSet({ name: `TweetEval ${task}`, key: `tweeteval.${task}`, head, lang: "en" }, rows);
}

const EKMAN_OF: Readonly<Record<string, readonly string[]>> = {
  anger: ["anger", "annoyance", "disapproval"],
  disgust: ["disgust"],
  fear: ["fear", "nervousness"],
  joy: "joy amusement approval excitement gratitude love optimism relief pride admiration desire caring".split(" "),
  sadness: ["sadness", "disappointment", "embarrassment", "grief", "remorse"],
  surprise: ["surprise", "realization", "confusion", "curiosity"],
  neutral: ["neutral"],
};

function goEmotions(dir: string, grain: "goemotions" | "emotion"): HeadSet {
  const folder = path.join(dir, "goemotions");
  const names = lines(path.join(folder, "labels.txt"));
  const groupOf = (label: number) => EMOTIONS.findIndex((group) => EKMAN_OF[group]?.includes(names[label] ?? ""));
  const rows = lines(path.join(folder, "test.tsv")).map((line) => {
    const [text = "", given = ""] = line.split("\t");
    const labels = given.split(",").map(Number);
    return [text, ...(grain === "emotion" ? new Set(labels.map(groupOf)) : labels)] as const;
  });
  const name = grain === "emotion" ? "GoEmotions, Ekman 7" : "GoEmotions, 28";
  return toSet(
    { name, key: grain === "emotion" ? "goemotions.ekman" : "goemotions.all", head: grain, lang: "en" },
    rows,
  );
}

/** A delimited file with a header: `pick` gives a row's text and label, or null for a row that has none. */
function table(
  file: string,
  delimiter: string,
  pick: (row: (name: string) => string) => readonly [string, number | undefined],
  encoding: BufferEncoding = "utf8",
): Rows {
  const [header = [], ...rows] = parseDelimited(read(file, encoding), delimiter);
  return rows.flatMap((cells) => {
    const [text, label] = pick((name) => cells[header.indexOf(name)] ?? "");
    return label === undefined || text.trim() === "" ? [] : [[text, label] as const];
  });
}

function aspects(file: string): Rows {
  const all = lines(file);
  const rows: [string, number][] = [];
  for (let at = 0; at + 2 < all.length; at += 3) {
    const target = all[at + 1] ?? "";
    rows.push([withTarget((all[at] ?? "").replaceAll("$T$", target), target), Number(all[at + 2]) + 1]);
  }
  return rows;
}

const unescapeXml = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

function mams(file: string): Rows {
  const rows: [string, number][] = [];
  for (const [, sentence = ""] of read(file).matchAll(/<sentence>([\s\S]*?)<\/sentence>/g)) {
    const text = unescapeXml(/<text>([\s\S]*?)<\/text>/.exec(sentence)?.[1] ?? "");
    for (const [tag] of sentence.matchAll(/<aspectTerm [^>]*>/g)) {
      const term = unescapeXml(/ term="([^"]*)"/.exec(tag)?.[1] ?? "");
      const polarity = SENTIMENT[/ polarity="([^"]*)"/.exec(tag)?.[1] ?? ""];
      if (polarity !== undefined) rows.push([withTarget(text, term), polarity]);
    }
  }
  return rows;
}

const WEIBO: Readonly<Record<string, string>> = { angry: "anger", happy: "joy", sad: "sadness" };
function weibo(file: string): Rows {
  const posts = JSON.parse(read(file)) as { content: string; label: string }[];
  return posts.map(({ content, label }) => [content, EMOTIONS.indexOf((WEIBO[label] ?? label) as never)]);
}

const POLAR: Readonly<Record<string, number>> = { "0": 0, "1": 2, "2": 1, "4": 2 };
const SXSW: Readonly<Record<string, number>> = {
  "Positive emotion": 2,
  "Negative emotion": 0,
  "No emotion toward brand or product": 1,
};

/** All sets that `dir` holds, in the order of the table. */
export function readHeadSets(dir: string): HeadSet[] {
  const at = (...parts: string[]) => path.join(dir, ...parts);
  const en = (name: string, key: string, head: string, rows: Rows) => toSet({ name, key, head, lang: "en" }, rows);
  const zh = (name: string, key: string, head: string, rows: Rows) => toSet({ name, key, head, lang: "zh" }, rows);
  const tasks = ["sentiment", "emotion", "offensive", "irony", "hate"].map(
    (task) => [at("tweeteval", task), () => tweetEval(dir, task, task === "emotion" ? "tweetEmotion" : task)] as const,
  );
  const sets: (readonly [file: string, load: () => HeadSet])[] = [
    ...tasks,
    [at("goemotions", "test.tsv"), () => goEmotions(dir, "goemotions")],
    [at("goemotions", "test.tsv"), () => goEmotions(dir, "emotion")],
    [
      at("airline_tweets", "Tweets.csv"),
      () =>
        en(
          "airline tweets",
          "airline",
          "sentiment",
          table(at("airline_tweets", "Tweets.csv"), ",", (row) => [row("text"), SENTIMENT[row("airline_sentiment")]]),
        ),
    ],
    [
      at("sanders_brands", "full-corpus.csv"),
      () =>
        en(
          "Sanders brands",
          "sanders",
          "sentiment",
          table(at("sanders_brands", "full-corpus.csv"), ",", (row) => [row("TweetText"), SENTIMENT[row("Sentiment")]]),
        ),
    ],
    [
      at("sxsw_brands", "judge-1377884607_tweet_product_company.csv"),
      () =>
        en(
          "SXSW brands",
          "sxsw",
          "sentiment",
          table(
            at("sxsw_brands", "judge-1377884607_tweet_product_company.csv"),
            ",",
            (row) => [row("tweet_text"), SXSW[row("emotion_described")]],
            "latin1",
          ),
        ),
    ],
    [
      at("sentiment140_manual", "testdata.manual.2009.06.14.csv"),
      () =>
        en(
          "Sentiment140, hand-labelled",
          "sentiment140",
          "sentiment",
          parseDelimited(read(at("sentiment140_manual", "testdata.manual.2009.06.14.csv"), "latin1"), ",").flatMap(
            (cells) => {
              const label = POLAR[cells[0] ?? ""];
              return label === undefined ? [] : [[cells[5] ?? "", label] as const];
            },
          ),
        ),
    ],
    [
      at("hate_davidson", "labeled_data.csv"),
      () =>
        en(
          "Davidson, offensive or hate",
          "davidson",
          "offensive",
          table(at("hate_davidson", "labeled_data.csv"), ",", (row) => [row("tweet"), row("class") === "2" ? 0 : 1]),
        ),
    ],
    [
      at("absa_semeval14", "Restaurants_Test_Gold.xml.seg"),
      () =>
        en(
          "SemEval-14 restaurants, aspects",
          "aspects.restaurants",
          "aspect",
          aspects(at("absa_semeval14", "Restaurants_Test_Gold.xml.seg")),
        ),
    ],
    [
      at("absa_semeval14", "Laptops_Test_Gold.xml.seg"),
      () =>
        en(
          "SemEval-14 laptops, aspects",
          "aspects.laptops",
          "aspect",
          aspects(at("absa_semeval14", "Laptops_Test_Gold.xml.seg")),
        ),
    ],
    [
      at("absa_twitter_acl14", "test.raw"),
      () => en("ACL-14 tweets, targets", "aspects.acl14", "aspect", aspects(at("absa_twitter_acl14", "test.raw"))),
    ],
    [
      at("absa_mams", "MAMS-ATSA", "test.xml"),
      () => en("MAMS, aspects", "aspects.mams", "aspect", mams(at("absa_mams", "MAMS-ATSA", "test.xml"))),
    ],
    [
      at("zh_smp2020_ewect", "usual_test_labeled.txt"),
      () =>
        zh(
          "SMP2020 usual, emotion",
          "zh.smp2020Usual",
          "emotion",
          weibo(at("zh_smp2020_ewect", "usual_test_labeled.txt")),
        ),
    ],
    [
      at("zh_smp2020_ewect", "virus_test_labeled.txt"),
      () =>
        zh(
          "SMP2020 virus, emotion",
          "zh.smp2020Virus",
          "emotion",
          weibo(at("zh_smp2020_ewect", "virus_test_labeled.txt")),
        ),
    ],
    [
      at("zh_chnsenticorp", "test.tsv"),
      () =>
        zh(
          "ChnSentiCorp",
          "zh.chnsenticorp",
          "sentiment",
          table(at("zh_chnsenticorp", "test.tsv"), "\t", (row) => [row("text_a"), POLAR[row("label")]]),
        ),
    ],
    [
      at("zh_waimai_10k", "waimai_10k.csv"),
      () =>
        zh(
          "waimai (nine tenths trained on)",
          "zh.waimai",
          "sentiment",
          table(at("zh_waimai_10k", "waimai_10k.csv"), ",", (row) => [row("review"), POLAR[row("label")]]),
        ),
    ],
    [
      at("zh_cold_offensive", "test.csv"),
      () =>
        zh(
          "COLD, offensive",
          "zh.cold",
          "offensive",
          table(at("zh_cold_offensive", "test.csv"), ",", (row) => [row("TEXT"), Number(row("label"))]),
        ),
    ],
  ];
  return sets.flatMap(([file, load]) => (existsSync(file) ? [load()] : []));
}
