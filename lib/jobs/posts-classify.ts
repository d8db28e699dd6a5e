import { defineJob } from "./define";
import { RunPayload, runJobId } from "./run-payload";

/** Reads the posts of a project that no model has read. */
export const postsClassify = defineJob({
  name: "posts.classify",
  queue: "gpu",
  payload: RunPayload,
  jobId: runJobId("posts.classify"),
  timeoutMs: 600_000,
});
