/** WordPiece with a word cache: text -> token ids of the reader. */
import { eachBertWord } from "./wordpiece-words";

/** The ids and limits a tokenizer needs beside the vocabulary; they come from the model's config.json. */
export interface WordPieceSettings {
  readonly clsId: number;
  readonly sepId: number;
  readonly unkId: number;
  /** Longest answer, [CLS] and [SEP] counted. */
  readonly maxTokens: number;
}

export const DEFAULTS = {
  /** Longer words are unknown as a whole (in code points). */
  maxWordCharacters: 100,
  /** The cache is emptied when it holds this many words (about 20 MB). */
  maxCachedWords: 100_000,
  /** Longer words are not cached: V8 would keep the whole post alive for them. */
  maxCachedLength: 12,
} as const;

const CONTINUATION = "##";

/** Turns normalised text into token ids. */
export interface WordPieceTokenizer {
  /** [CLS] pieces… [SEP], cut at `maxTokens`. No special token is ever matched inside the text. */
  encode(text: string): Int32Array;
  /** [CLS] pieces of the post… [SEP] pieces of the target… [SEP]: the post is cut, the target is not (to half the length at most). */
  encodePair(text: string, target: string): Int32Array;
}

/**
 * A BERT uncased WordPiece tokenizer. `vocabulary`: one piece per entry, its index is its id.
 *
 * Greedy longest match first; a word without a full match is one [UNK].
 * Source: Wu et al. 2016, arXiv 1609.08144; equal ids to Hugging Face `tokenizers` (golden.json and its test).
 */
export function createWordPieceTokenizer(
  vocabulary: readonly string[],
  settings: WordPieceSettings,
): WordPieceTokenizer {
  const { starts, continuations, longest } = indexPieces(vocabulary);
  const cache = new Map<string, readonly number[]>();
  const buffer = new Int32Array(settings.maxTokens);

  const piecesOf = (word: string): readonly number[] => {
    const known = cache.get(word);
    if (known) return known;
    const pieces = splitWord(word, starts, continuations, longest) ?? [settings.unkId];
    if (word.length > DEFAULTS.maxCachedLength) return pieces;
    if (cache.size >= DEFAULTS.maxCachedWords) cache.clear();
    cache.set(word, pieces);
    return pieces;
  };

  /** Fills the buffer from `from` on with the text's pieces and a [SEP], ending before `end`; answers where it ended. */
  const fill = (text: string, from: number, end: number): number => {
    const last = end - 1;
    let length = from;
    eachBertWord(text, (word) => {
      for (const id of piecesOf(word)) {
        if (length >= last) return false;
        buffer[length] = id;
        length += 1;
      }
      return length < last;
    });
    buffer[length] = settings.sepId;
    return length + 1;
  };

  return {
    encode(text) {
      buffer[0] = settings.clsId;
      return buffer.slice(0, fill(text, 1, settings.maxTokens));
    },
    encodePair(text, target) {
      const tail = buffer.slice(0, fill(target, 0, settings.maxTokens >> 1));
      buffer[0] = settings.clsId;
      const length = fill(text, 1, settings.maxTokens - tail.length);
      buffer.set(tail, length);
      return buffer.slice(0, length + tail.length);
    },
  };
}

function indexPieces(vocabulary: readonly string[]) {
  const starts = new Map<string, number>();
  const continuations = new Map<string, number>();
  let longest = 0;
  for (const [id, piece] of vocabulary.entries()) {
    const isContinuation = piece.startsWith(CONTINUATION);
    const text = isContinuation ? piece.slice(CONTINUATION.length) : piece;
    (isContinuation ? continuations : starts).set(text, id);
    longest = Math.max(longest, text.length);
  }
  return { starts, continuations, longest };
}

function splitWord(
  word: string,
  starts: ReadonlyMap<string, number>,
  continuations: ReadonlyMap<string, number>,
  longest: number,
): number[] | null {
  if (word.length > DEFAULTS.maxWordCharacters && Array.from(word).length > DEFAULTS.maxWordCharacters) return null;
  const pieces: number[] = [];
  let from = 0;
  while (from < word.length) {
    const table = from === 0 ? starts : continuations;
    let to = Math.min(word.length, from + longest);
    let id: number | undefined;
    while (to > from) {
      id = table.get(word.slice(from, to));
      if (id !== undefined) break;
      to -= 1;
    }
    if (id === undefined) return null;
    pieces.push(id);
    from = to;
  }
  return pieces;
}
