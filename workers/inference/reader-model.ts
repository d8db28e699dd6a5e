/** The files of a shipped reader: models/reader unless told otherwise. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createWordPieceTokenizer, type WordPieceTokenizer } from "@/lib/analysis/text/wordpiece-tokenizer";
import { EMOTIONS, POST_FLAGS, SENTIMENTS } from "@/lib/contracts/entities";
import type { Device } from "./protocol";

const Head = z.object({
  name: z.string(),
  /** one_of: softmax; any_of: a sigmoid per label; yes_no: one logit. */
  kind: z.enum(["one_of", "any_of", "yes_no"]),
  labels: z.array(z.string()).min(2),
  /** By language; a language that is not named is one the head is not trusted in. */
  temperature: z.record(z.string(), z.number().positive()),
  /** From which probability on a label is given (yes_no, any_of). */
  threshold: z.number().min(0).max(1).default(0.5),
  /** From which probability on a post is flagged: surer than `threshold`, which divides the labelled sets best. */
  flagAt: z.number().min(0).max(1).optional(),
  /** Of heads whose logits are also told token by token. */
  bias: z.array(z.number()).optional(),
});

const ReaderConfig = z
  .object({
    modelVersion: z.string().min(1).max(80),
    /** In the order of the columns of the output `logits`. */
    heads: z.array(Head),
    /** In the order of the columns of the output `terms`. */
    explained: z.array(z.string()),
    embeddingSize: z.number().int().positive(),
    maxTokens: z.number().int().min(8),
    /** Primary subtags of the languages the model is trusted in; the first is taken when nobody knows. */
    languages: z.array(z.string()).min(1),
    padId: z.number().int(),
    clsId: z.number().int(),
    sepId: z.number().int(),
    unkId: z.number().int(),
    maskId: z.number().int(),
  })
  .refine(({ heads }) => labelsOf(heads, "sentiment") === SENTIMENTS.join(), `sentiment must be ${SENTIMENTS.join()}`)
  .refine(({ heads }) => labelsOf(heads, "emotion") === EMOTIONS.join(), `emotion must be ${EMOTIONS.join()}`)
  .refine(({ heads }) => POST_FLAGS.every((flag) => labelsOf(heads, flag) === "no,yes"), "every flag needs a head");

const labelsOf = (heads: readonly z.infer<typeof Head>[], name: string) =>
  heads.find((head) => head.name === name)?.labels.join();

export type ReaderHead = z.infer<typeof Head>;
export type ReaderConfig = z.infer<typeof ReaderConfig>;

/** A head and where its logits stand in a row of the output `logits`. */
export interface HeadColumns {
  head: ReaderHead;
  start: number;
  size: number;
}

const sizeOf = (head: ReaderHead): number => (head.kind === "yes_no" ? 1 : head.labels.length);

/** Every head by name, with its columns. */
export function headColumns(heads: readonly ReaderHead[]): ReadonlyMap<string, HeadColumns> {
  let start = 0;
  return new Map(
    heads.map((head) => {
      const columns = { head, start, size: sizeOf(head) };
      start += columns.size;
      return [head.name, columns];
    }),
  );
}

/** Numbers in a row of the output `logits`. */
export const logitCount = (config: ReaderConfig): number => config.heads.reduce((sum, head) => sum + sizeOf(head), 0);

/** The model that ships with Earshot. */
export const READER_DIR = fileURLToPath(new URL("../../models/reader", import.meta.url));

/** The parsed config.json of a model folder. @throws Error in one sentence when it is missing or wrong. */
export function loadReaderConfig(dir: string = READER_DIR): ReaderConfig {
  const file = path.join(dir, "config.json");
  if (!existsSync(file)) throw new Error(`There is no reader in ${dir}: config.json is missing.`);
  const parsed = ReaderConfig.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new Error(`${file} does not describe a reader. ${problems}`);
}

/** The tokenizer of a model folder. */
export function loadReaderTokenizer(dir: string, config: ReaderConfig): WordPieceTokenizer {
  const pieces = readFileSync(path.join(dir, "vocab.txt"), "utf8").replace(/\n$/, "").split("\n");
  return createWordPieceTokenizer(pieces, config);
}

/** The graph for a device: accelerators take the float graph where the folder has one, because int8 products run on the CPU. */
export function readerGraph(dir: string, device: Device): string {
  const float = path.join(dir, "model.float.onnx");
  return device !== "cpu" && existsSync(float) ? float : path.join(dir, "model.int8.onnx");
}
