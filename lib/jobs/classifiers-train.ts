import { defineJob } from "./define";
import { RunPayload, runJobId } from "./run-payload";

/** Learns a classifier from its examples, and measures it. */
export const classifiersTrain = defineJob({
  name: "classifiers.train",
  queue: "cpu",
  payload: RunPayload,
  jobId: runJobId("classifiers.train"),
  timeoutMs: 3_600_000,
});
