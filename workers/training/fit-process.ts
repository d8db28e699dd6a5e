/** Runs one training in a process of its own. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AppError } from "@/lib/errors";
import type { FitReply } from "./child";
import type { FitInput, FitOutput } from "./fit";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** 50,000 texts of 384 numbers, their copies and the solver's. */
const HEAP_MEGABYTES = 1_500;

/**
 * Trains; the process is killed when `signal` says so.
 * @throws AppError E_TOO_FEW_LABELS; the signal's reason; Error when the process fails or dies
 */
export function fitInProcess(input: FitInput, signal: AbortSignal): Promise<FitOutput> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = fork(CHILD, [], {
      cwd: ROOT,
      serialization: "advanced",
      execArgv: ["--import", import.meta.resolve("tsx"), `--max-old-space-size=${HEAP_MEGABYTES}`],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const stop = (): void => {
      child.kill("SIGKILL");
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
    child.once("message", (reply: FitReply) => {
      if (reply.kind === "done") resolve(reply.output);
      else if (reply.kind === "tooFew")
        reject(new AppError("E_TOO_FEW_LABELS", reply.message, { hint: "Label more texts, then train again." }));
      else reject(new Error(reply.reason));
    });
    child.once("error", reject);
    child.once("exit", (code, killed) => {
      signal.removeEventListener("abort", stop);
      reject(new Error(`The training process ended with ${killed ?? `code ${code}`}.`));
    });
    child.send(input, () => undefined);
  });
}
