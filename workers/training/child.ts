/** The training process: seconds of computing that must not keep the worker's leases waiting. */
import { constants, setPriority } from "node:os";
import { TooFewLabels } from "@/lib/analysis/classify/split";
import { type FitInput, type FitOutput, fitAndJudge } from "./fit";

export type FitReply =
  | { kind: "done"; output: FitOutput }
  | { kind: "tooFew"; message: string }
  | { kind: "error"; reason: string };

function answer(input: FitInput): FitReply {
  try {
    return { kind: "done", output: fitAndJudge(input) };
  } catch (error) {
    if (error instanceof TooFewLabels) return { kind: "tooFew", message: error.message };
    return { kind: "error", reason: error instanceof Error ? error.message : String(error) };
  }
}

setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
process.once("message", (input: FitInput) => {
  process.send?.(answer(input), undefined, undefined, () => process.exit(0));
});
process.once("disconnect", () => process.exit(0));
