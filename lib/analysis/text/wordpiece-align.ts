/** Where in a post the reader's words stand: normalising and word splitting over again, with the places kept. */
import { lowerMapped, type MappedText, mapText, normaliseMapped, rewrite } from "./mapped-text";
import { EMOJI, ENTITIES, HANDLE, JOINER, LINK } from "./wordpiece-normalise";
import { CHINESE, MARK, REMOVED, SPACE, WORD } from "./wordpiece-words";

/** `text.slice(start, end)` is what the reader saw as `pieces` (one; several where they share a character, link or handle). */
export interface AlignedWord {
  start: number;
  end: number;
  /** Words as `eachBertWord` gives them. */
  pieces: readonly string[];
}

const NOT_ASCII = /\P{ASCII}/u;
const none = (): string => "";
const apart = (match: string): string => ` ${match} `;

/** normalisePostText, step by step. */
function normalise(text: string): MappedText {
  let mapped = normaliseMapped(mapText(text), "NFC");
  for (const [entity, character] of ENTITIES) mapped = rewrite(mapped, new RegExp(entity, "g"), () => character);
  mapped = rewrite(mapped, LINK, () => "http");
  mapped = rewrite(mapped, HANDLE, () => "@user");
  return rewrite(rewrite(mapped, JOINER, none), EMOJI, apart);
}

/** The cleaning of eachBertWord, step by step. */
function clean(mapped: MappedText): MappedText {
  const spaced = rewrite(
    rewrite(rewrite(mapped, REMOVED, none), SPACE, () => " "),
    CHINESE,
    apart,
  );
  const plain = rewrite(normaliseMapped(spaced, "NFD"), MARK, none);
  return lowerMapped(rewrite(plain, /Σ/g, () => "σ"));
}

/**
 * The words of a post in order, without overlap, never cutting what shows as one character: all pieces together are the
 * words of `eachBertWord(normalisePostText(text))`. What the reader does not see (spaces, control characters) is in none.
 */
export function alignWords(text: string): AlignedWord[] {
  const { text: cleaned, starts, ends } = clean(normalise(text));
  const snap = graphemeEdges(text);
  const words: { start: number; end: number; pieces: string[] }[] = [];
  for (const { 0: piece, index } of cleaned.matchAll(WORD)) {
    const start = snap.floor(starts[index] ?? 0);
    const end = snap.ceil(ends[index + piece.length - 1] ?? text.length);
    const last = words.at(-1);
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.pieces.push(piece);
    } else words.push({ start, end, pieces: [piece] });
  }
  return words;
}

/** The edges of what shows as one character: the last at or before a place, the first at or after it. */
function graphemeEdges(text: string) {
  if (!NOT_ASCII.test(text)) return { floor: (at: number) => at, ceil: (at: number) => at };
  const floors = new Int32Array(text.length + 1);
  const ceils = new Int32Array(text.length + 1);
  for (const { index, segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    const end = index + segment.length;
    floors[index] = index;
    ceils[index] = index;
    floors.fill(index, index + 1, end);
    ceils.fill(end, index + 1, end);
  }
  floors[text.length] = text.length;
  ceils[text.length] = text.length;
  return { floor: (at: number) => floors[at] ?? at, ceil: (at: number) => ceils[at] ?? at };
}
