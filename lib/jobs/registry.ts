/** Every job there is. `enqueue` and the worker's handler map are typed by this list. */
import type { z } from "zod";
import { classifiersApply } from "./classifiers-apply";
import { classifiersTrain } from "./classifiers-train";
import { importRun } from "./import-run";
import { postExplain } from "./post-explain";
import { postsClassify } from "./posts-classify";
import { rollupsRefresh } from "./rollups-refresh";
import { topicsRematch } from "./topics-rematch";

export const JOBS = {
  "import.run": importRun,
  "topics.rematch": topicsRematch,
  "posts.classify": postsClassify,
  "post.explain": postExplain,
  "rollups.refresh": rollupsRefresh,
  "classifiers.train": classifiersTrain,
  "classifiers.apply": classifiersApply,
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]["payload"]>;

/** Which job does a run of a kind; `demo` runs are done by the process that seeds. */
export const JOB_OF_RUN = {
  import: "import.run",
  rematch: "topics.rematch",
  classify: "posts.classify",
  demo: null,
  train: "classifiers.train",
  apply: "classifiers.apply",
} as const;
