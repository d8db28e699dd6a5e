import { z } from "zod";
import { Uuid } from "@/lib/contracts/entities";
import { defineJob } from "./define";

/** Counts the dirty hours of a project again. `slot`: which second asked, so that a burst of changes is one wake-up. */
export const rollupsRefresh = defineJob({
  name: "rollups.refresh",
  queue: "cpu",
  payload: z.strictObject({ workspaceId: Uuid, projectId: Uuid, slot: z.number().int() }),
  jobId: (payload) => `rollups-refresh-${payload.projectId}-${payload.slot}`,
  timeoutMs: 300_000,
});
