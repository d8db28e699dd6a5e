/** Reads any number of texts: cuts them into pieces for the pool, and finds the one text that a crash is about. */
import type { PieceOutcome, ReaderPool } from "./pool";

export const DEFAULTS = {
  /** Characters of a piece: about half a second of computing, what a crash costs at most. */
  pieceCharacters: 24_000,
  /** With few texts, at least this many pieces per process, so that processes finish together. */
  piecesPerProcess: 3,
  aloneDeadlineMs: 10_000,
  /** Crashes of a text alone before it is given up. */
  aloneTries: 2,
} as const;

export type TextReading =
  | { state: "read"; logits: Float32Array; embedding: Int8Array }
  | { state: "failed"; reason: string };

export interface TextsReading {
  /** One per text, in the order of the texts. */
  readings: TextReading[];
  /** Real tokens, and token slots with padding, of everything that was computed. */
  tokenCount: number;
  slotCount: number;
  /** Processor time of the reader processes; 0 on an accelerator. */
  cpuMs: number;
}

/**
 * Reads all texts. Texts of like length travel together, so that batches hardly pad.
 * When a piece crashes, each of its texts is read alone; one that crashes alone twice is `failed`, with the reason.
 * @throws AppError E_UNAVAILABLE when there is no reader at all; ReaderClosed
 */
export async function readTexts(pool: ReaderPool, texts: readonly string[]): Promise<TextsReading> {
  const result: TextsReading = {
    readings: new Array<TextReading>(texts.length),
    tokenCount: 0,
    slotCount: 0,
    cpuMs: 0,
  };
  await Promise.all(
    planPieces(texts, pool.processCount).map(async (piece) => {
      const outcome = await pool.read(pick(texts, piece));
      if (outcome.state === "read") store(result, piece, outcome);
      else for (const index of piece) await readAlone(pool, texts, index, result);
    }),
  );
  return result;
}

async function readAlone(
  pool: ReaderPool,
  texts: readonly string[],
  index: number,
  result: TextsReading,
): Promise<void> {
  let reason = "";
  for (let tries = 0; tries < DEFAULTS.aloneTries; tries += 1) {
    const outcome = await pool.read(pick(texts, [index]), DEFAULTS.aloneDeadlineMs);
    if (outcome.state === "read") return store(result, [index], outcome);
    reason = outcome.reason;
  }
  result.readings[index] = { state: "failed", reason };
}

function store(result: TextsReading, piece: readonly number[], outcome: PieceOutcome & { state: "read" }): void {
  result.tokenCount += outcome.tokenCount;
  result.slotCount += outcome.slotCount;
  result.cpuMs += outcome.cpuMs;
  const labelCount = outcome.logits.length / piece.length;
  const size = outcome.embeddings.length / piece.length;
  for (const [row, index] of piece.entries()) {
    const logits = outcome.logits.slice(row * labelCount, (row + 1) * labelCount);
    result.readings[index] = logits.every(Number.isFinite)
      ? { state: "read", logits, embedding: outcome.embeddings.slice(row * size, (row + 1) * size) }
      : { state: "failed", reason: "The reader's answer is not a number." };
  }
}

const pick = (texts: readonly string[], indexes: readonly number[]): string[] =>
  indexes.map((index) => texts[index] ?? "");

/** Cuts texts, shortest first, into pieces of about the same number of characters. */
export function planPieces(texts: readonly string[], processes: number): number[][] {
  const order = Array.from(texts.keys()).sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0) || a - b);
  const total = texts.reduce((sum, text) => sum + cost(text), 0);
  const limit = Math.min(DEFAULTS.pieceCharacters, Math.ceil(total / (processes * DEFAULTS.piecesPerProcess)));
  const pieces: number[][] = [];
  let room = 0;
  for (const index of order) {
    if (room <= 0) {
      pieces.push([]);
      room = limit;
    }
    pieces.at(-1)?.push(index);
    room -= cost(texts[index] ?? "");
  }
  return pieces;
}

/** Characters, with something for the two tokens every text has and no more than the model looks at. */
const cost = (text: string): number => Math.min(text.length, 1_000) + 8;
