/** Texts to vectors as Earshot stores them: by the shipped reader, and by another ONNX file of the same outputs. */
import { readFileSync } from "node:fs";
import { InferenceSession } from "onnxruntime-node";
import { createWordPieceTokenizer } from "@/lib/analysis/text/wordpiece-tokenizer";
import { DEFAULTS as BATCHING, planBatches } from "../../workers/inference/batching";
import { ReaderPool } from "../../workers/inference/pool";
import { readTexts } from "../../workers/inference/read-texts";
import { loadReaderConfig, READER_DIR } from "../../workers/inference/reader-model";
import { fillTensors } from "../../workers/inference/reader-session";
import { quantiseVector } from "../../workers/inference/vectors";

/** A way to turn texts into vectors of one byte per number. */
export interface Encoder {
  /** Key of its figures. */
  key: string;
  name: string;
  embed(texts: readonly string[]): Promise<Int8Array[]>;
  close(): Promise<void>;
}

/** The worker's own pool with one process. */
export function openReader(): Encoder {
  const tokenBudget = BATCHING.cpuTokenBudget;
  const pool = new ReaderPool({ modelDir: READER_DIR, processes: 1, device: "cpu", tokenBudget });
  return {
    key: "reader",
    name: `reader ${loadReaderConfig().modelVersion}`,
    async embed(texts) {
      const { readings } = await readTexts(pool, texts);
      return readings.map((reading) => {
        if (reading.state === "failed") throw new Error(`A text could not be read: ${reading.reason}`);
        return reading.embedding;
      });
    },
    close: () => pool.close(),
  };
}

/** The graph that `python -m training.export_base` writes, with its vocab.txt; its texts are not normalised first. */
export async function openBase(graph: string, vocabulary: string): Promise<Encoder> {
  const { maxTokens, embeddingSize } = loadReaderConfig();
  const pieces = readFileSync(vocabulary, "utf8").replace(/\n$/, "").split("\n");
  const idOf = (piece: string): number => pieces.indexOf(piece);
  const padId = idOf("[PAD]");
  const settings = { clsId: idOf("[CLS]"), sepId: idOf("[SEP]"), unkId: idOf("[UNK]"), maxTokens };
  const tokenizer = createWordPieceTokenizer(pieces, settings);
  const session = await InferenceSession.create(graph, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return {
    key: "base",
    name: "untouched base model",
    async embed(texts) {
      const rows = texts.map((text) => tokenizer.encode(text));
      const vectors = rows.map(() => new Int8Array(embeddingSize));
      const lengths = rows.map((row) => row.length);
      for (const batch of planBatches(lengths, BATCHING.cpuTokenBudget)) {
        const { embedding } = await session.run(fillTensors(rows, batch, padId), ["embedding"]);
        if (!(embedding?.data instanceof Float32Array)) throw new Error(`${graph} has no output \`embedding\`.`);
        for (const [row, index] of batch.entries()) {
          const vector = embedding.data.subarray(row * embeddingSize, (row + 1) * embeddingSize);
          const target = vectors[index];
          if (target) quantiseVector(vector, target, 0);
        }
      }
      return vectors;
    },
    close: () => session.release(),
  };
}

/** Cosine of two vectors. */
export function cosine(a: Int8Array, b: Int8Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb || 1);
}
