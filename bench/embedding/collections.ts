/** The labelled collections of the embedding's evaluation; each is null where the data folder lacks it. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { parseDelimited } from "../sentiment/delimited";

/** Documents, queries, and for each query the indexes of the documents that answer it. */
export interface Collection {
  documents: string[];
  queries: string[];
  relevant: ReadonlySet<number>[];
}

/** Pairs of sentences and whether they say the same. */
export interface Pairs {
  left: string[];
  right: string[];
  isSame: boolean[];
}

const BLOCK = 512;

/** Regular files of a tar archive by name. */
function untar(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const name = archive.toString("latin1", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(archive.toString("latin1", at + 124, at + 136), 8) || 0;
    if (name !== "") files.set(path.posix.basename(name), archive.toString("latin1", at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/** Title, abstract, names and keywords of a page; without markup and the citation numbers at its end. */
const abstractOf = (page: string): string =>
  page
    .replace(/<[^>]+>/g, " ")
    .replace(/^\d+\t\d+\t\d+$/gm, "")
    .replace(/\s+/g, " ")
    .trim();

/** CACM: 3,204 abstracts; only topics with judged documents are asked. */
export function readCacm(dir: string): Collection | null {
  const folder = path.join(dir, "ir_cacm");
  if (!existsSync(folder)) return null;
  const pages = [...untar(gunzipSync(readFileSync(path.join(folder, "cacm.tar.gz"))))]
    .filter(([name]) => name.endsWith(".html"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const indexes = new Map(pages.map(([name], index) => [name.replace(".html", ""), index]));
  const judged = new Map<string, Set<number>>();
  for (const line of readFileSync(path.join(folder, "qrels.cacm.txt"), "utf8").trim().split("\n")) {
    const [topic = "", , document = "", grade] = line.split(/\s+/);
    const index = indexes.get(document);
    if (index === undefined || Number(grade) <= 0) continue;
    judged.set(topic, (judged.get(topic) ?? new Set()).add(index));
  }
  const topics = [
    ...readFileSync(path.join(folder, "topics.cacm.txt"), "utf8").matchAll(/<DOCNO>\s*(\d+)\s*<\/DOCNO>(.*?)<\/DOC>/gs),
  ].flatMap(([, number = "", text = ""]) => {
    const relevant = judged.get(number);
    return relevant ? [{ text: text.replace(/\s+/g, " ").trim(), relevant }] : [];
  });
  return {
    documents: pages.map(([, page]) => abstractOf(page)),
    queries: topics.map(({ text }) => text),
    relevant: topics.map(({ relevant }) => relevant),
  };
}

const TweetQa = z.array(z.object({ Question: z.string(), Tweet: z.string() }));

/** TweetQA's dev part: every question, among the distinct tweets of the part. */
export function readTweetQa(dir: string): Collection | null {
  const file = path.join(dir, "qa_tweetqa", "dev.json");
  if (!existsSync(file)) return null;
  const rows = TweetQa.parse(JSON.parse(readFileSync(file, "utf8")));
  const documents = [...new Set(rows.map((row) => row.Tweet))];
  const indexes = new Map(documents.map((tweet, index) => [tweet, index]));
  return {
    documents,
    queries: rows.map((row) => row.Question),
    relevant: rows.map((row) => new Set([indexes.get(row.Tweet) ?? -1])),
  };
}

/** MSRP's train or test part. */
export function readMsrp(dir: string, part: "train" | "test"): Pairs | null {
  const file = path.join(dir, "dup_msrp", `msr-para-${part}.tsv`);
  if (!existsSync(file)) return null;
  const [, ...rows] = parseDelimited(readFileSync(file, "utf8"), "\t");
  return {
    left: rows.map((row) => row[3] ?? ""),
    right: rows.map((row) => row[4] ?? ""),
    isSame: rows.map((row) => row[0] === "1"),
  };
}
