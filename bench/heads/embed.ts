/** Vectors of texts by the shipped reader: the output `embedding` alone. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { DEFAULTS as BATCHING, planBatches } from "../../workers/inference/batching";
import { loadReaderConfig, loadReaderTokenizer, readerGraph } from "../../workers/inference/reader-model";

/** Texts to unit vectors, each text once. **shapes** answer: texts x `size`, row by row. */
export interface Embedder {
  readonly modelVersion: string;
  readonly size: number;
  embed(texts: readonly string[]): Promise<Float32Array>;
}

function toTensors(rows: readonly Int32Array[], padId: number): Record<string, Tensor> {
  const longest = Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * longest).fill(BigInt(padId));
  const mask = new BigInt64Array(rows.length * longest);
  for (const [at, row] of rows.entries()) {
    for (const [column, id] of row.entries()) {
      ids[at * longest + column] = BigInt(id);
      mask[at * longest + column] = 1n;
    }
  }
  const shape = [rows.length, longest];
  return { input_ids: new Tensor("int64", ids, shape), attention_mask: new Tensor("int64", mask, shape) };
}

/** Opens the model of a folder with one compute thread. */
export async function openEmbedder(dir: string): Promise<Embedder> {
  const config = loadReaderConfig(dir);
  const tokenizer = loadReaderTokenizer(dir, config);
  const size = config.embeddingSize;
  const session = await InferenceSession.create(readerGraph(dir, "cpu"), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return {
    modelVersion: config.modelVersion,
    size,
    async embed(texts) {
      const rows = texts.map((text) => tokenizer.encode(normalisePostText(text)));
      const result = new Float32Array(texts.length * size);
      const lengths = rows.map((row) => row.length);
      for (const batch of planBatches(lengths, BATCHING.cpuTokenBudget)) {
        const picked = batch.map((index) => rows[index] ?? new Int32Array());
        const { embedding } = await session.run(toTensors(picked, config.padId), ["embedding"]);
        if (!(embedding?.data instanceof Float32Array)) throw new Error("The model has no output `embedding`.");
        for (const [at, index] of batch.entries()) {
          result.set(embedding.data.subarray(at * size, (at + 1) * size), index * size);
        }
      }
      return result;
    },
  };
}
