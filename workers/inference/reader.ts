/** The worker's one reader: the shipped model on the device and the number of processes that the environment says. */
import { availableParallelism } from "node:os";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { DEFAULTS as BATCHING } from "./batching";
import { ReaderPool } from "./pool";
import { Interpreter } from "./probabilities";
import type { Failpoint } from "./protocol";
import { loadReaderConfig, READER_DIR, type ReaderConfig } from "./reader-model";

export interface Reader {
  readonly config: ReaderConfig;
  readonly pool: ReaderPool;
  readonly interpreter: Interpreter;
}

let opened: Reader | undefined;

/** Opens the reader on first use; its processes start with the first text. @throws Error when models/reader is not usable */
export function getReader(): Reader {
  if (opened) return opened;
  const { INFERENCE_DEVICE: device, INFERENCE_PROCESSES } = env();
  const isCpu = device === "cpu";
  const pool = new ReaderPool({
    modelDir: READER_DIR,
    device,
    processes: INFERENCE_PROCESSES ?? (isCpu ? availableParallelism() : 1),
    tokenBudget: isCpu ? BATCHING.cpuTokenBudget : BATCHING.acceleratorTokenBudget,
    failpoint: readFailpoint(),
    onNotice: (notice) => log("reader").warn(notice),
  });
  const config = loadReaderConfig();
  opened = { config, pool, interpreter: new Interpreter(config) };
  return opened;
}

/** Ends the reader processes; for the end of the worker or of a test file. */
export async function stopReader(): Promise<void> {
  const closing = opened;
  opened = undefined;
  await closing?.pool.close();
}

/** `FAILPOINT=reader.<marker>:crash|hang|throw`, obeyed in tests alone. */
function readFailpoint(): Failpoint | null {
  const { NODE_ENV, FAILPOINT } = env();
  const match = NODE_ENV === "test" ? /^reader\.(.+):(crash|hang|throw)$/.exec(FAILPOINT ?? "") : null;
  const [, marker, action] = match ?? [];
  return marker && action ? { marker, action: action as Failpoint["action"] } : null;
}
