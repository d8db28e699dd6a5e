/** Vectors of texts by the shipped reader or the model of another folder. */
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { DEFAULTS as BATCHING, planBatches } from "../../workers/inference/batching";
import { loadReaderConfig, loadReaderTokenizer } from "../../workers/inference/reader-model";
import { openReaderSession } from "../../workers/inference/reader-session";

/** Texts to unit vectors, each text once. **shapes** answer: texts x `size`, row by row. */
export interface Embedder {
  readonly modelVersion: string;
  readonly size: number;
  embed(texts: readonly string[]): Promise<Float32Array>;
}

/** Opens the model of a folder with one compute thread. */
export async function openEmbedder(dir: string): Promise<Embedder> {
  const config = loadReaderConfig(dir);
  const tokenizer = loadReaderTokenizer(dir, config);
  const session = await openReaderSession(dir, "cpu", config);
  const size = config.embeddingSize;
  return {
    modelVersion: config.modelVersion,
    size,
    async embed(texts) {
      const rows = texts.map((text) => tokenizer.encode(normalisePostText(text)));
      const result = new Float32Array(texts.length * size);
      const lengths = rows.map((row) => row.length);
      for (const batch of planBatches(lengths, BATCHING.cpuTokenBudget)) {
        const { embeddings } = await session.run(rows, batch);
        for (const [at, index] of batch.entries()) {
          result.set(embeddings.subarray(at * size, (at + 1) * size), index * size);
        }
      }
      return result;
    },
  };
}
