/** BM25 over stemmed English words. Source: Robertson and Zaragoza 2009, with Lucene's idf that is never negative. */
import { stem } from "./porter";

export const DEFAULTS = {
  /** Saturation of a word's count, and how far a text's length counts: the values of Anserini's reference runs. */
  k1: 0.9,
  b: 0.4,
} as const;

/** Lucene's English stop words. */
const STOP = new Set(
  "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split(
    " ",
  ),
);

/** Words of a text: small letters, no stop words, stems. */
export function terms(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP.has(word)).map(stem);
}

interface Posting {
  document: number;
  count: number;
}

/** An index of documents in memory. */
export class Bm25 {
  readonly #postings = new Map<string, Posting[]>();
  readonly #lengths: number[];
  readonly #meanLength: number;

  constructor(documents: readonly (readonly string[])[]) {
    this.#lengths = documents.map((words) => words.length);
    this.#meanLength = this.#lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
    for (const [document, words] of documents.entries()) {
      const counts = new Map<string, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      for (const [word, count] of counts) {
        const list = this.#postings.get(word) ?? [];
        list.push({ document, count });
        this.#postings.set(word, list);
      }
    }
  }

  #idf(word: string): number {
    const found = this.#postings.get(word)?.length ?? 0;
    return Math.log(1 + (this.#lengths.length - found + 0.5) / (found + 0.5));
  }

  #weight(count: number, length: number): number {
    const norm = DEFAULTS.k1 * (1 - DEFAULTS.b + (DEFAULTS.b * length) / this.#meanLength);
    return count / (count + norm);
  }

  /** A score per document; a word that the query repeats counts again. */
  scores(query: readonly string[]): Float64Array {
    const result = new Float64Array(this.#lengths.length);
    for (const word of query) {
      const idf = this.#idf(word);
      for (const { document, count } of this.#postings.get(word) ?? [])
        result[document] = (result[document] ?? 0) + idf * this.#weight(count, this.#lengths[document] ?? 0);
    }
    return result;
  }

  /** The score of a text that is not in the index, with the index's word statistics. */
  score(query: readonly string[], text: readonly string[]): number {
    return query.reduce((sum, word) => {
      const count = text.filter((other) => other === word).length;
      return sum + this.#idf(word) * this.#weight(count, text.length);
    }, 0);
  }
}
