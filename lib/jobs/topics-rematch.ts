import { defineJob } from "./define";
import { RunPayload, runJobId } from "./run-payload";

/** Finds again which posts match a topic. */
export const topicsRematch = defineJob({
  name: "topics.rematch",
  queue: "cpu",
  payload: RunPayload,
  jobId: runJobId("topics.rematch"),
  timeoutMs: 3_600_000,
});
