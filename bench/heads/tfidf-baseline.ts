/** What a head is compared with: TF-IDF of words and word pairs, and the same logistic regression on them. */
import { softmaxRows } from "@/lib/analysis/classify/softmax-fit";
import { trainSoftmax } from "@/lib/analysis/classify/softmax-regression";
import type { TrainingRows } from "@/lib/analysis/classify/training-rows";

/** Weaker strengths than for dense vectors as well: there are many more features. */
const L2_GRID = [10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003];

/** Rows of few features each: of row r, `columns` and `values` from `starts[r]` up to `starts[r + 1]`. */
class SparseRows implements TrainingRows {
  readonly count: number;
  constructor(
    private readonly starts: Int32Array,
    private readonly columns: Int32Array,
    private readonly values: Float64Array,
    readonly size: number,
  ) {
    this.count = starts.length - 1;
  }

  score(weights: Float64Array, classCount: number, scores: Float64Array): void {
    for (let row = 0; row < this.count; row += 1) {
      for (let label = 0; label < classCount; label += 1) {
        const at = label * (this.size + 1);
        let sum = weights[at + this.size] as number;
        for (let i = this.starts[row] as number; i < (this.starts[row + 1] as number); i += 1) {
          sum += (this.values[i] as number) * (weights[at + (this.columns[i] as number)] as number);
        }
        scores[row * classCount + label] = sum;
      }
    }
  }

  collect(errors: Float64Array, classCount: number, gradient: Float64Array): void {
    for (let row = 0; row < this.count; row += 1) {
      for (let label = 0; label < classCount; label += 1) {
        const at = label * (this.size + 1);
        const error = errors[row * classCount + label] as number;
        for (let i = this.starts[row] as number; i < (this.starts[row + 1] as number); i += 1) {
          const to = at + (this.columns[i] as number);
          gradient[to] = (gradient[to] as number) + error * (this.values[i] as number);
        }
        gradient[at + this.size] = (gradient[at + this.size] as number) + error;
      }
    }
  }

  gram(): null {
    return null;
  }

  pick(rows: readonly number[]): SparseRows {
    const spans = rows.map((row) => [this.starts[row] ?? 0, this.starts[row + 1] ?? 0] as const);
    const total = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    const starts = new Int32Array(rows.length + 1);
    const [columns, values] = [new Int32Array(total), new Float64Array(total)];
    for (const [at, [from, to]] of spans.entries()) {
      const start = starts[at] ?? 0;
      columns.set(this.columns.subarray(from, to), start);
      values.set(this.values.subarray(from, to), start);
      starts[at + 1] = start + to - from;
    }
    return new SparseRows(starts, columns, values, this.size);
  }
}

/** Words and pairs of neighbouring words, with how often each stands in the text. */
function countTerms(text: string): Map<string, number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_'@#]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    for (const term of next === undefined ? [word] : [word, `${word} ${next}`]) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return counts;
}

/** Learns terms and their smoothed inverse document frequencies; answers texts to rows of unit length. */
function learnTerms(texts: readonly string[]): (texts: readonly string[]) => SparseRows {
  const documents = new Map<string, number>();
  for (const text of texts)
    for (const term of countTerms(text).keys()) documents.set(term, (documents.get(term) ?? 0) + 1);
  const columnOf = new Map([...documents.keys()].map((term, column) => [term, column]));
  const rarity = Float64Array.from(documents.values(), (found) => 1 + Math.log((1 + texts.length) / (1 + found)));
  return (given) => {
    const starts = new Int32Array(given.length + 1);
    const columns: number[] = [];
    const values: number[] = [];
    for (const [row, text] of given.entries()) {
      const found = [...countTerms(text)].flatMap(([term, count]) => {
        const column = columnOf.get(term);
        return column === undefined ? [] : [[column, count * (rarity[column] ?? 0)] as const];
      });
      const norm = Math.hypot(...found.map(([, value]) => value)) || 1;
      for (const [column, value] of found) {
        columns.push(column);
        values.push(value / norm);
      }
      starts[row + 1] = columns.length;
    }
    return new SparseRows(starts, Int32Array.from(columns), Float64Array.from(values), columnOf.size);
  };
}

/** Probabilities (texts x classes) of the texts asked about, by a model trained on the others. */
export function predictByWords(
  { texts, truth, keys, classCount }: { texts: string[]; truth: number[]; keys: string[]; classCount: number },
  asked: readonly string[],
  seed: number,
): Float64Array {
  const toRows = learnTerms(texts);
  const { weights, temperature } = trainSoftmax(
    { rows: toRows(texts), truth, keys, classCount },
    { seed, l2Grid: L2_GRID },
  );
  const scores = new Float64Array(asked.length * classCount);
  toRows(asked).score(weights, classCount, scores);
  softmaxRows(scores, classCount, temperature);
  return scores;
}
