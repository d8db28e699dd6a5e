/** Why a label: what every word of a post adds to it, and what the label loses without the word. */
import { alignWords } from "@/lib/analysis/text/wordpiece-align";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import type { WordPieceTokenizer } from "@/lib/analysis/text/wordpiece-tokenizer";
import type { WhyHead } from "@/lib/contracts/why";
import { planBatches } from "./batching";
import { largest } from "./probabilities";
import type { TextExplanation } from "./protocol";
import { headColumns, logitCount, type ReaderConfig } from "./reader-model";
import type { ReaderSession } from "./reader-session";
import { quantiseVector } from "./vectors";

export const DEFAULTS = {
  /** Token slots of a batch of masked copies on a CPU: rows of one length do best a little below the reader's budget (bench why). */
  cpuTokenBudget: 256,
} as const;

/** What explaining needs of a reader. */
export interface Explainer {
  config: ReaderConfig;
  session: ReaderSession;
  tokenizer: WordPieceTokenizer;
  tokenBudget: number;
}

/** A word and its tokens: columns `from` to `to` (exclusive) of the token row. */
interface WordTokens {
  start: number;
  end: number;
  from: number;
  to: number;
}

/** Seven digits: the sums of 128 rounded words still hold to 1e-5. */
const rounded = (value: number): number => Number(value.toFixed(7));

/**
 * One pass for the terms, then every word masked once, in batches within the token budget.
 * @throws Error when the model does not explain the head
 */
export async function explainText(explainer: Explainer, text: string, head: WhyHead): Promise<TextExplanation> {
  const { config, session, tokenizer } = explainer;
  const row = tokenizer.encode(normalisePostText(text));
  const { words, isCut } = tokensOfWords(tokenizer, text, row);
  const answer = await session.explain(row);
  const columns = columnsOf(config, head);
  const logits = Array.from(answer.logits.subarray(columns.start, columns.start + columns.labels.length));
  const label = columns.labels.length === 1 ? 0 : largest(logits);
  const drops = await occlude(explainer, row, words, columns.start + label);
  const add = (from: number, to: number): number[] =>
    columns.labels.map((_, at) => {
      let sum = 0;
      for (let token = from; token < to; token += 1)
        sum += answer.terms[token * columns.width + columns.termStart + at] ?? 0;
      return sum;
    });
  const edges = [add(0, 1), add(row.length - 1, row.length)];
  const embedding = new Int8Array(config.embeddingSize);
  quantiseVector(answer.embeddings, embedding, 0);
  return {
    embedding,
    explanation: {
      labels: columns.labels,
      label,
      logits: logits.map(rounded),
      bias: columns.bias.map(rounded),
      rest: columns.labels.map((_, at) => rounded((edges[0]?.[at] ?? 0) + (edges[1]?.[at] ?? 0))),
      words: words.map(({ start, end, from, to }, at) => ({
        start,
        end,
        terms: add(from, to).map(rounded),
        drop: rounded((logits[label] ?? 0) - (drops[at] ?? 0)),
      })),
      isCut,
    },
  };
}

/** Where a head's logits and terms stand, and what its columns are called. */
function columnsOf(config: ReaderConfig, name: WhyHead) {
  const all = headColumns(config.heads);
  const own = all.get(name);
  const before = config.explained.slice(0, config.explained.indexOf(name));
  if (!own?.head.bias || !config.explained.includes(name)) throw new Error(`The model does not explain ${name}.`);
  const widthOf = (heads: readonly string[]) => heads.reduce((sum, head) => sum + (all.get(head)?.size ?? 0), 0);
  return {
    start: own.start,
    labels: own.head.kind === "yes_no" ? ["yes"] : own.head.labels,
    bias: own.head.bias,
    termStart: widthOf(before),
    width: widthOf(config.explained),
  };
}

/** The words that the reader sees, with their tokens; a word beyond the model's length has none and is left out. */
function tokensOfWords(tokenizer: WordPieceTokenizer, text: string, row: Int32Array) {
  const last = row.length - 1;
  const words: WordTokens[] = [];
  let at = 1;
  let isCut = false;
  for (const { start, end, pieces } of alignWords(text)) {
    const from = at;
    for (const piece of pieces) {
      for (const id of tokenizer.encode(piece).subarray(1, -1)) {
        if (at < last && row[at] !== id) throw new Error("The words of the text are not the reader's words.");
        at += 1;
      }
    }
    isCut ||= at > last;
    if (from < last) words.push({ start, end, from, to: Math.min(at, last) });
  }
  if (at < last) throw new Error("The words of the text are not the reader's words.");
  return { words, isCut };
}

const isCpu = (session: ReaderSession): boolean => session.device === "cpu";

/** The logit in `column` of the row with each word masked in turn. */
async function occlude(
  { config, session, tokenBudget }: Explainer,
  row: Int32Array,
  words: readonly WordTokens[],
  column: number,
): Promise<number[]> {
  const rows = words.map(({ from, to }) => row.slice().fill(config.maskId, from, to));
  const lengths = rows.map(({ length }) => length);
  const size = logitCount(config);
  const found: number[] = [];
  for (const batch of planBatches(lengths, isCpu(session) ? DEFAULTS.cpuTokenBudget : tokenBudget)) {
    const { logits } = await session.run(rows, batch);
    for (const [place, index] of batch.entries()) found[index] = logits[place * size + column] ?? 0;
  }
  return found;
}
