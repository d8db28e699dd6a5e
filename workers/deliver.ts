/** Which handler does which job; a job without one does not compile. */
import type { Job } from "bullmq";
import { JOBS, type JobName } from "@/lib/jobs/registry";
import { classifiersApply } from "./handlers/classifiers-apply";
import { classifiersTrain } from "./handlers/classifiers-train";
import { importRun } from "./handlers/import-run";
import { postExplain } from "./handlers/post-explain";
import { postsClassify } from "./handlers/posts-classify";
import { rollupsRefresh } from "./handlers/rollups-refresh";
import { topicsRematch } from "./handlers/topics-rematch";
import { doRun, parsePayload } from "./run-job";

const HANDLERS = {
  "import.run": (job) => doRun("import.run", job, importRun),
  "topics.rematch": (job) => doRun("topics.rematch", job, topicsRematch),
  "posts.classify": (job) => doRun("posts.classify", job, postsClassify),
  "post.explain": (job) => postExplain(parsePayload("post.explain", job)),
  "classifiers.train": (job) => doRun("classifiers.train", job, classifiersTrain),
  "classifiers.apply": (job) => doRun("classifiers.apply", job, classifiersApply),
  "rollups.refresh": (job) => rollupsRefresh(parsePayload("rollups.refresh", job)),
} as const satisfies Record<JobName, (job: Job) => Promise<void>>;

/** Processor of every queue: hands a delivered job to its handler. */
export async function deliver(job: Job): Promise<void> {
  if (job.name in JOBS) await HANDLERS[job.name as JobName](job);
}
