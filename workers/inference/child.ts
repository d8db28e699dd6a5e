/** The reader process: owns the native runtime, so that its crash ends this process and nothing else. */
import { constants, setPriority } from "node:os";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import type { WordPieceTokenizer } from "@/lib/analysis/text/wordpiece-tokenizer";
import { countSlots, planBatches } from "./batching";
import { explainText } from "./explain-text";
import {
  type ChildMessage,
  type ExplainMessage,
  type Failpoint,
  type ParentMessage,
  type ReadMessage,
  type StartMessage,
  splitTarget,
} from "./protocol";
import { loadReaderConfig, loadReaderTokenizer, logitCount, type ReaderConfig } from "./reader-model";
import { openReaderSession, type ReaderSession } from "./reader-session";
import { quantiseVector } from "./vectors";

interface Reader {
  config: ReaderConfig;
  session: ReaderSession;
  tokenizer: WordPieceTokenizer;
  tokenBudget: number;
  failpoint: Failpoint | null;
}

const WARM_UP_TEXT = "A first sentence, so that a model that cannot read says so before any post is at stake.";

/** Resolves when the message is in the pipe: a later crash can then not be blamed on this answer's texts. */
const send = (message: ChildMessage): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function open(start: StartMessage): Promise<Reader> {
  const config = loadReaderConfig(start.modelDir);
  const reader = {
    config,
    session: await openReaderSession(start.modelDir, start.device, config),
    tokenizer: loadReaderTokenizer(start.modelDir, config),
    tokenBudget: start.tokenBudget,
    failpoint: start.failpoint,
  };
  await readTexts(reader, [WARM_UP_TEXT]);
  return reader;
}

function encode(tokenizer: WordPieceTokenizer, given: string): Int32Array {
  const { text, target } = splitTarget(given);
  const post = normalisePostText(text);
  return target === null ? tokenizer.encode(post) : tokenizer.encodePair(post, normalisePostText(target));
}

async function readTexts({ config, session, tokenizer, tokenBudget }: Reader, texts: readonly string[]) {
  const rows = texts.map((text) => encode(tokenizer, text));
  const lengths = rows.map((row) => row.length);
  const labelCount = logitCount(config);
  const size = config.embeddingSize;
  const logits = new Float32Array(texts.length * labelCount);
  const embeddings = new Int8Array(texts.length * size);
  let slotCount = 0;
  const before = process.cpuUsage();
  for (const batch of planBatches(lengths, tokenBudget)) {
    const answer = await session.run(rows, batch);
    for (const [row, index] of batch.entries()) {
      logits.set(answer.logits.subarray(row * labelCount, (row + 1) * labelCount), index * labelCount);
      quantiseVector(answer.embeddings.subarray(row * size, (row + 1) * size), embeddings, index * size);
    }
    slotCount += countSlots(batch, lengths);
  }
  const { user, system } = process.cpuUsage(before);
  const cpuMs = session.device === "cpu" ? (user + system) / 1_000 : 0;
  return { logits, embeddings, slotCount, cpuMs, tokenCount: lengths.reduce((sum, length) => sum + length, 0) };
}

function failOnPurpose({ action, marker }: Failpoint, texts: readonly string[]): void {
  if (!texts.some((text) => text.includes(marker))) return;
  if (action === "throw") throw new Error("failpoint");
  if (action === "crash") process.kill(process.pid, "SIGSEGV");
  // Both a hang and a signal that has not arrived yet: this thread does nothing more.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

async function answer(reader: Reader, message: ReadMessage | ExplainMessage): Promise<void> {
  const { id } = message;
  try {
    if (reader.failpoint) failOnPurpose(reader.failpoint, message.kind === "read" ? message.texts : [message.text]);
    if (message.kind === "read") await send({ kind: "done", id, ...(await readTexts(reader, message.texts)) });
    else await send({ kind: "explained", id, ...(await explainText(reader, message.text, message.head)) });
  } catch (error) {
    await send({ kind: "error", id, reason: reasonOf(error) });
  }
}

async function startReader(message: StartMessage): Promise<Reader | null> {
  try {
    const reader = await open(message);
    await send({ kind: "ready", device: reader.session.device, fallback: reader.session.fallback });
    return reader;
  } catch (error) {
    await send({ kind: "unusable", reason: reasonOf(error) });
    return null;
  }
}

let reader: Promise<Reader | null> = Promise.resolve(null);
let last: Promise<void> = Promise.resolve();

process.on("message", (message: ParentMessage) => {
  if (message.kind === "start") {
    reader = startReader(message);
    return;
  }
  last = last.then(async () => {
    const opened = await reader;
    if (opened) await answer(opened, message);
  });
});
process.on("disconnect", () => process.exit(0));
// The parent decides when to stop; a Ctrl-C in the terminal reaches the whole group.
process.on("SIGINT", () => undefined);
// People's pages come before the backlog on a machine that does both.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
