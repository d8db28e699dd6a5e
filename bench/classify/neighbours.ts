/** Whether what is said of a post depends on the posts it is computed with. */
import { DEFAULTS as BATCHING, planBatches } from "../../workers/inference/batching";
import { Interpreter, largest } from "../../workers/inference/probabilities";
import { loadReaderConfig, READER_DIR } from "../../workers/inference/reader-model";
import { openReaderSession, type ReaderSession } from "../../workers/inference/reader-session";
import { inOrder } from "./work";

/** Shares of posts whose answer differs from the one they get alone. */
export interface Flips {
  sentiment: number;
  /** Of the head that flips most. */
  worstHead: number;
  /** Largest difference of a logit. */
  logit: number;
}

const LANGUAGE = "en";

async function logitsOf(
  session: ReaderSession,
  rows: readonly Int32Array[],
  batches: number[][],
): Promise<Float32Array[]> {
  const found = new Array<Float32Array>(rows.length);
  for (const batch of batches) {
    const { logits } = await session.run(rows, batch);
    const size = logits.length / batch.length;
    for (const [row, index] of batch.entries()) found[index] = logits.slice(row * size, (row + 1) * size);
  }
  return found;
}

/** Reads every row alone, in batches by length as the worker does, and in batches of 32 as they come. */
export async function measureFlips(rows: readonly Int32Array[]): Promise<Flips> {
  const config = loadReaderConfig();
  const interpreter = new Interpreter(config);
  const session = await openReaderSession(READER_DIR, "cpu", config);
  const answersOf = (logits: Float32Array): Map<string, string> =>
    new Map(
      config.heads.map(({ name, kind, threshold }) => {
        const probabilities = interpreter.probabilities(name, logits, LANGUAGE) ?? [];
        const chosen = probabilities.map((value) => (value >= threshold ? "1" : "0")).join("");
        return [name, kind === "one_of" ? String(largest(probabilities)) : chosen];
      }),
    );
  const alone = await logitsOf(session, rows, inOrder(rows.length, 1));
  const lengths = rows.map((row) => row.length);
  const flips: Flips = { sentiment: 0, worstHead: 0, logit: 0 };
  for (const batches of [planBatches(lengths, BATCHING.cpuTokenBudget), inOrder(rows.length, 32)]) {
    const counts = new Map<string, number>();
    for (const [index, together] of (await logitsOf(session, rows, batches)).entries()) {
      const own = alone[index] ?? new Float32Array();
      for (const [at, value] of together.entries())
        flips.logit = Math.max(flips.logit, Math.abs(value - (own[at] ?? 0)));
      const expected = answersOf(own);
      for (const [name, answer] of answersOf(together))
        if (answer !== expected.get(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    flips.sentiment = Math.max(flips.sentiment, (counts.get("sentiment") ?? 0) / rows.length);
    flips.worstHead = Math.max(flips.worstHead, ...[...counts.values()].map((count) => count / rows.length));
  }
  return flips;
}
