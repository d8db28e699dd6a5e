/** The files of a shipped reader: models/reader unless told otherwise. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createWordPieceTokenizer, type WordPieceTokenizer } from "@/lib/analysis/text/wordpiece-tokenizer";
import { SENTIMENTS } from "@/lib/contracts/entities";
import type { Device } from "./protocol";

const ReaderConfig = z.object({
  modelVersion: z.string().min(1).max(80),
  labels: z.array(z.string()).refine((labels) => labels.join() === SENTIMENTS.join(), `must be ${SENTIMENTS.join()}`),
  temperature: z.union([z.number().positive(), z.record(z.string(), z.number().positive())]),
  maxTokens: z.number().int().min(8),
  /** Primary subtags of the languages the model is trusted in. */
  languages: z.array(z.string()).min(1),
  padId: z.number().int(),
  clsId: z.number().int(),
  sepId: z.number().int(),
  unkId: z.number().int(),
});
export type ReaderConfig = z.infer<typeof ReaderConfig>;

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
