/**
 * `npm run eval embedding -- --data DIR [--base FILE.onnx [--base-vocab FILE]]`: the reader's search vector, as Earshot
 * stores it, at finding documents (CACM), the tweet that answers a question (TweetQA) and sentences that say the same
 * (MSRP); beside BM25, both fused, and the base model that `python -m training.export_base` writes. Last line: JSON.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DEFAULTS as BM25, Bm25, terms } from "./embedding/bm25";
import { type Collection, type Pairs, readCacm, readMsrp, readTweetQa } from "./embedding/collections";
import { cosine, type Encoder, openBase, openReader } from "./embedding/encoders";
import * as ranking from "./embedding/ranking";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (fraction: number): string => (100 * fraction).toFixed(1);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

type Figures = Record<string, Record<string, Record<string, number>>>;
type Measure = (order: readonly number[], relevant: ReadonlySet<number>) => number;

const CACM_MEASURES: Record<string, Measure> = {
  ndcg10: (order, relevant) => ranking.ndcg(order, relevant, 10),
  map: ranking.averagePrecision,
  recall100: (order, relevant) => ranking.recall(order, relevant, 100),
};
const TWEETQA_MEASURES: Record<string, Measure> = {
  recall1: (order, relevant) => ranking.recall(order, relevant, 1),
  recall10: (order, relevant) => ranking.recall(order, relevant, 10),
  mrr: ranking.reciprocalRank,
};

function note(figures: Figures, set: string, key: string, name: string, values: Record<string, number>): void {
  const rounded = Object.entries(values).map(([measure, value]) => [measure, Number(value.toFixed(4))] as const);
  figures[set] = { ...figures[set], [key]: Object.fromEntries(rounded) };
  say(`  ${name}: ${rounded.map(([measure, value]) => `${measure} ${percent(value)}`).join(", ")}`);
}

/** Finds documents by words, by each encoder's vectors, and by both together. */
async function judgeRetrieval(
  set: string,
  collection: Collection,
  measures: Record<string, Measure>,
  encoders: readonly Encoder[],
  figures: Figures,
): Promise<void> {
  const { documents, queries, relevant } = collection;
  say(`${set}: ${queries.length} questions, ${documents.length} documents`);
  const judge = (key: string, name: string, orders: readonly (readonly number[])[]): void => {
    const values = Object.entries(measures).map(
      ([measure, of]) =>
        [measure, mean(orders.map((order, query) => of(order, relevant[query] ?? new Set())))] as const,
    );
    note(figures, set, key, name, Object.fromEntries(values));
  };
  const index = new Bm25(documents.map(terms));
  const byWords = queries.map((query) => ranking.orderOf(index.scores(terms(query))));
  judge("bm25", `BM25 (k1 ${BM25.k1}, b ${BM25.b}, Porter stems)`, byWords);
  for (const encoder of encoders) {
    const vectors = await encoder.embed(documents);
    const asked = await encoder.embed(queries);
    const byVector = asked.map((query) => ranking.orderOf(vectors.map((vector) => cosine(query, vector))));
    judge(encoder.key, encoder.name, byVector);
    const fused = byVector.map((order, query) => ranking.orderOf(ranking.fuse([byWords[query] ?? [], order])));
    judge(`${encoder.key}Bm25`, `${encoder.name} and BM25, reciprocal rank fusion`, fused);
  }
}

/** Half the score of each sentence for the other as a share of its score for itself. */
function wordScores(pairs: Pairs, index: Bm25): number[] {
  return pairs.left.map((left, row) => {
    const [a, b] = [terms(left), terms(pairs.right[row] ?? "")];
    return (index.score(a, b) / (index.score(a, a) || 1) + index.score(b, a) / (index.score(b, b) || 1)) / 2;
  });
}

async function vectorScores(pairs: Pairs, encoder: Encoder): Promise<number[]> {
  const left = await encoder.embed(pairs.left);
  const right = await encoder.embed(pairs.right);
  return left.map((vector, row) => cosine(vector, right[row] ?? new Int8Array()));
}

/** Tells pairs that say the same from others; the threshold is chosen on the train part. */
async function judgeDuplicates(
  train: Pairs,
  test: Pairs,
  encoders: readonly Encoder[],
  figures: Figures,
): Promise<void> {
  say(`msrp: ${test.left.length} pairs, threshold from ${train.left.length} others`);
  const judge = (key: string, name: string, trained: number[], tested: number[]): void => {
    const threshold = ranking.bestThreshold(trained, train.isSame);
    const auc = ranking.areaUnderCurve(tested, test.isSame);
    const accuracy = ranking.accuracyAt(tested, test.isSame, threshold);
    note(figures, "msrp", key, `${name}, from ${threshold.toFixed(3)} on`, { auc, accuracy });
  };
  const index = new Bm25([...train.left, ...train.right].map(terms));
  judge("bm25", "BM25 both ways", wordScores(train, index), wordScores(test, index));
  for (const encoder of encoders) {
    judge(encoder.key, encoder.name, await vectorScores(train, encoder), await vectorScores(test, encoder));
  }
  note(figures, "msrp", "always", "always yes", { auc: 0.5, accuracy: mean(test.isSame.map(Number)) });
}

async function openEncoders(base: string | undefined, vocabulary: string | undefined): Promise<Encoder[]> {
  if (base === undefined) {
    say("no base model: python -m training.export_base --out DIR writes it, --base DIR/base.onnx names it");
    return [openReader()];
  }
  const pieces = vocabulary ?? path.join(path.dirname(base), "vocab.txt");
  for (const file of [base, pieces]) if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  return [openReader(), await openBase(base, pieces)];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: "../shared/data" },
      base: { type: "string" },
      "base-vocab": { type: "string" },
    },
  });
  const encoders = await openEncoders(values.base, values["base-vocab"]);
  const figures: Figures = {};
  const cacm = readCacm(values.data);
  if (cacm) await judgeRetrieval("cacm", cacm, CACM_MEASURES, encoders, figures);
  const tweetQa = readTweetQa(values.data);
  if (tweetQa) await judgeRetrieval("tweetqa", tweetQa, TWEETQA_MEASURES, encoders, figures);
  const [train, test] = [readMsrp(values.data, "train"), readMsrp(values.data, "test")];
  if (train && test) await judgeDuplicates(train, test, encoders, figures);
  for (const encoder of encoders) await encoder.close();
  if (Object.keys(figures).length === 0) throw new Error(`There is no labelled collection in ${values.data}.`);
  say(JSON.stringify({ name: "embedding", figures }));
}

await main();
