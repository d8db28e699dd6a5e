import { defineJob } from "./define";
import { RunPayload, runJobId } from "./run-payload";

/** Gives every read post its class by the version that was published. */
export const classifiersApply = defineJob({
  name: "classifiers.apply",
  queue: "cpu",
  payload: RunPayload,
  jobId: runJobId("classifiers.apply"),
  timeoutMs: 3_600_000,
});
