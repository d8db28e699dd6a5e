import { defineJob } from "./define";
import { RunPayload, runJobId } from "./run-payload";

/** Stores the rows of an uploaded file. */
export const importRun = defineJob({
  name: "import.run",
  queue: "io",
  payload: RunPayload,
  jobId: runJobId("import.run"),
  timeoutMs: 3_600_000,
});
