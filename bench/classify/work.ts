/** What the arms compute: token rows of real posts, and two ways to batch them. */
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { DEFAULTS as BATCHING, countSlots, planBatches } from "../../workers/inference/batching";
import { loadReaderConfig, loadReaderTokenizer, READER_DIR } from "../../workers/inference/reader-model";

const LAYERS = 6;
const WIDTH = 384;
const WEIGHTS = 10.62e6;
const ARRIVAL_BATCH = 32;

export interface Work {
  texts: string[];
  rows: Int32Array[];
  tokenCount: number;
  /** Multiply-adds x 2 of all real tokens: weights, and attention over the post's own length. */
  operations: number;
  perfect: number[][];
  arrival: number[][];
}

/** Batches of `size` in order of arrival. */
export const inOrder = (count: number, size: number): number[][] =>
  Array.from({ length: Math.ceil(count / size) }, (_, turn) =>
    Array.from({ length: Math.min(size, count - turn * size) }, (_, at) => turn * size + at),
  );

/** Tokenises and plans, and says how long the posts are. */
export function prepare(texts: string[], say: (line: string) => void): Work {
  const config = loadReaderConfig();
  const tokenizer = loadReaderTokenizer(READER_DIR, config);
  const rows = texts.map((text) => tokenizer.encode(normalisePostText(text)));
  const lengths = rows.map((row) => row.length);
  const arrival = inOrder(rows.length, ARRIVAL_BATCH);
  const operations = lengths.reduce((sum, length) => sum + length * (2 * WEIGHTS + 4 * length * WIDTH * LAYERS), 0);
  const tokenCount = lengths.reduce((sum, length) => sum + length, 0);
  const perfect = planBatches(lengths, BATCHING.cpuTokenBudget);
  const padding = (batches: number[][]): string => {
    const slots = batches.reduce((sum, batch) => sum + countSlots(batch, lengths), 0);
    return `${(100 * (1 - tokenCount / slots)).toFixed(1)} % padding`;
  };
  const sorted = [...lengths].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  say(
    `model ${config.modelVersion}; ${texts.length} tweets; tokens mean ${(tokenCount / texts.length).toFixed(1)}, p10 ${at(0.1)}, p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)}`,
  );
  say(`perfect batches: ${padding(perfect)}; arrival 32: ${padding(arrival)}`);
  return { texts, rows, tokenCount, operations, perfect, arrival };
}
