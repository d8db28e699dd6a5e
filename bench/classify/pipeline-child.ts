/** Runs the pipeline as its documentation says: a local model, `dtype: "q8"`, a text or a list of texts per call. */
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { PipelineDone, PipelineStart, PipelineWork } from "./pipeline";

interface Scored {
  label: string;
  score: number;
}
type Classify = (texts: string | string[]) => Promise<Scored[]>;

/** What is used of the package. */
interface Package {
  env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline(task: string, model: string, options: object): Promise<Classify>;
}

async function open({ packageDir, modelsDir, model, threads }: PipelineStart): Promise<Classify> {
  const require = createRequire(path.join(packageDir, "package.json"));
  const found = (await import(pathToFileURL(require.resolve("@huggingface/transformers")).href)) as Package;
  found.env.allowRemoteModels = false;
  found.env.localModelPath = modelsDir;
  const session = { intraOpNumThreads: threads };
  return found.pipeline("text-classification", model, { dtype: "q8", device: "cpu", session_options: session });
}

async function work(classify: Classify, { texts, batch }: PipelineWork): Promise<PipelineDone> {
  let labelled = 0;
  const startedMs = performance.now();
  for (let at = 0; at < texts.length; at += batch) {
    const part = texts.slice(at, at + batch);
    labelled += (await classify(batch === 1 ? (part[0] ?? "") : part)).length;
  }
  return { ms: performance.now() - startedMs, labelled };
}

let opened: Promise<Classify> | null = null;

process.on("message", async (message: PipelineStart | PipelineWork) => {
  if (message.kind === "start") {
    opened = open(message);
    return;
  }
  if (opened) process.send?.(await work(await opened, message));
});
process.on("disconnect", () => process.exit(0));
