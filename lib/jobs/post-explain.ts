import { z } from "zod";
import { BigId, Uuid } from "@/lib/contracts/entities";
import { WhyHead } from "@/lib/contracts/why";
import { defineJob } from "./define";

/** Explains why a post has its label. `slot`: which few seconds asked, so that asking again and again is one wake-up. */
export const postExplain = defineJob({
  name: "post.explain",
  queue: "gpu",
  payload: z.strictObject({
    workspaceId: Uuid,
    projectId: Uuid,
    postId: BigId,
    head: WhyHead,
    slot: z.number().int(),
  }),
  jobId: (payload) => `post-explain-${payload.workspaceId}-${payload.postId}-${payload.head}-${payload.slot}`,
  timeoutMs: 60_000,
  isUrgent: true,
});
