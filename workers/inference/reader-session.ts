/** One onnxruntime session with one compute thread: token ids in, logits and vectors out. */
import { InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import type { Device } from "./protocol";
import { logitCount, type ReaderConfig, readerGraph } from "./reader-model";

/** Of a batch, row by row: logits of every head, and vectors of unit length. */
export interface SessionAnswer {
  logits: Float32Array;
  embeddings: Float32Array;
}

export interface ReaderSession {
  /** What it computes on. */
  readonly device: Device;
  /** Why that is not the device asked for; null when it is. */
  readonly fallback: string | null;
  /**
   * One forward pass. **shapes** `rows`: token ids of `batch.length` posts, picked by index and padded to the longest;
   * answer: batch.length x all heads, and batch.length x 384. Blocks the thread while it computes.
   */
  run(rows: readonly Int32Array[], batch: readonly number[]): Promise<SessionAnswer>;
  /** What each token of one post adds to the explained heads' logits: tokens x explained labels, row by row. */
  explain(row: Int32Array): Promise<SessionAnswer & { terms: Float32Array }>;
}

/**
 * Opens the model. A device that does not work here falls back to the CPU and says why.
 * @throws Error when the model cannot be opened on the CPU either.
 */
export async function openReaderSession(dir: string, device: Device, config: ReaderConfig): Promise<ReaderSession> {
  const opened = await openOn(dir, device);
  const session = opened.session;
  const labelCount = logitCount(config);
  const compute = async (rows: readonly Int32Array[], batch: readonly number[], outputs: readonly string[]) => {
    const found = await session.run(fillTensors(rows, batch, config.padId), outputs);
    return {
      logits: floats(found.logits, "logits", batch.length * labelCount),
      embeddings: floats(found.embedding, "embedding", batch.length * config.embeddingSize),
      terms: found.terms,
    };
  };
  return {
    device: opened.device,
    fallback: opened.fallback,
    run: (rows, batch) => compute(rows, batch, ["logits", "embedding"]),
    async explain(row) {
      const { terms, ...answer } = await compute([row], [0], ["logits", "embedding", "terms"]);
      if (!(terms?.data instanceof Float32Array)) throw new Error("The model has no output `terms`.");
      return { ...answer, terms: terms.data };
    },
  };
}

function floats(tensor: Tensor | undefined, name: string, count: number): Float32Array {
  if (tensor?.data instanceof Float32Array && tensor.data.length === count) return tensor.data;
  throw new Error(`The model's output \`${name}\` does not hold ${count} numbers.`);
}

async function openOn(dir: string, device: Device) {
  if (device === "cpu") return { session: await createSession(dir, "cpu"), device, fallback: null };
  try {
    return { session: await createSession(dir, device), device, fallback: null };
  } catch (error) {
    const offered = listSupportedBackends()
      .map((backend) => backend.name)
      .join(", ");
    const reason = error instanceof Error ? error.message : String(error);
    const fallback = `INFERENCE_DEVICE=${device} does not work here, reading on the CPU instead. This onnxruntime build offers: ${offered}. ${reason}`;
    return { session: await createSession(dir, "cpu"), device: "cpu" as const, fallback };
  }
}

function createSession(dir: string, device: Device): Promise<InferenceSession> {
  return InferenceSession.create(readerGraph(dir, device), {
    executionProviders: [device],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
  });
}

/** What a BERT graph is fed with: ids and mask of `batch.length` posts, padded to the longest. */
export function fillTensors(rows: readonly Int32Array[], batch: readonly number[], padId: number) {
  let longest = 1;
  for (const index of batch) longest = Math.max(longest, rows[index]?.length ?? 0);
  const ids = new BigInt64Array(batch.length * longest);
  const mask = new BigInt64Array(batch.length * longest);
  // Low halves of little-endian 64-bit numbers: ids are small and not negative, and no BigInt is made per token.
  const idWords = new Int32Array(ids.buffer);
  const maskWords = new Int32Array(mask.buffer);
  if (padId !== 0) ids.fill(BigInt(padId));
  for (const [row, index] of batch.entries()) {
    const tokens = rows[index] ?? new Int32Array();
    const start = row * longest;
    for (let column = 0; column < tokens.length; column += 1) {
      idWords[2 * (start + column)] = tokens[column] ?? padId;
      maskWords[2 * (start + column)] = 1;
    }
  }
  const shape = [batch.length, longest];
  return { input_ids: new Tensor("int64", ids, shape), attention_mask: new Tensor("int64", mask, shape) };
}
