/** The `@huggingface/transformers` pipeline on the reader's own graph, in a process of its own. */
import { type ChildProcess, fork } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadReaderConfig, logitCount, READER_DIR, readerGraph } from "../../workers/inference/reader-model";

/** First message to the child. */
export interface PipelineStart {
  kind: "start";
  /** Folder whose node_modules holds the package. */
  packageDir: string;
  /** Folder of models, and the model's name in it. */
  modelsDir: string;
  model: string;
  threads: number;
}

/** Texts to classify, `batch` per call. */
export interface PipelineWork {
  kind: "work";
  texts: readonly string[];
  batch: number;
}

/** What the texts took, and how many of them got a label. */
export interface PipelineDone {
  ms: number;
  labelled: number;
}

const MODEL = "reader";

/** Lays the reader out as the package expects a model. */
function layOut(): string {
  const config = loadReaderConfig();
  const folder = mkdtempSync(path.join(tmpdir(), "earshot-pipeline-"));
  const target = path.join(folder, MODEL);
  mkdirSync(path.join(target, "onnx"), { recursive: true });
  symlinkSync(readerGraph(READER_DIR, "cpu"), path.join(target, "onnx", "model_quantized.onnx"));
  copyFileSync(path.join(READER_DIR, "tokenizer.json"), path.join(target, "tokenizer.json"));
  const labels = Array.from({ length: logitCount(config) }, (_, index) => [String(index), String(index)]);
  const write = (name: string, content: object): void =>
    writeFileSync(path.join(target, name), JSON.stringify(content));
  write("config.json", {
    model_type: "bert",
    architectures: ["BertForSequenceClassification"],
    pad_token_id: config.padId,
    id2label: Object.fromEntries(labels),
    label2id: Object.fromEntries(labels),
  });
  write("tokenizer_config.json", {
    tokenizer_class: "BertTokenizer",
    model_max_length: config.maxTokens,
    pad_token: "[PAD]",
    cls_token: "[CLS]",
    sep_token: "[SEP]",
    unk_token: "[UNK]",
    mask_token: "[MASK]",
  });
  return folder;
}

/** A text-classification pipeline that takes texts one at a time or some at a time, in the order they come. */
export class PipelineArm {
  readonly #child: ChildProcess;
  readonly #models = layOut();

  constructor(packageDir: string, threads: number) {
    const execArgv = ["--import", "tsx"];
    this.#child = fork(fileURLToPath(new URL("./pipeline-child.ts", import.meta.url)), [], {
      serialization: "advanced",
      execArgv,
    });
    const start: PipelineStart = {
      kind: "start",
      packageDir: path.resolve(packageDir),
      modelsDir: this.#models,
      model: MODEL,
      threads,
    };
    this.#child.send(start);
  }

  run(texts: readonly string[], batch: number): Promise<PipelineDone> {
    const work: PipelineWork = { kind: "work", texts, batch };
    this.#child.send(work);
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error("The pipeline's process ended."));
      this.#child.once("exit", ended);
      this.#child.once("message", (message) => {
        this.#child.off("exit", ended);
        resolve(message as PipelineDone);
      });
    });
  }

  stop(): void {
    this.#child.disconnect();
    rmSync(this.#models, { recursive: true, force: true });
  }
}
