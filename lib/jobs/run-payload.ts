/** Payload of every job that works on a row of `runs`. */
import { z } from "zod";
import { Uuid } from "@/lib/contracts/entities";

export const RunPayload = z.strictObject({
  workspaceId: Uuid,
  projectId: Uuid,
  runId: Uuid,
  generation: z.number().int().min(0),
});
export type RunPayload = z.infer<typeof RunPayload>;

/** `<job>-<run>-<generation>`: a new generation is a new wake-up, the same one is delivered once. */
export const runJobId =
  (job: string) =>
  (payload: RunPayload): string =>
    `${job.replace(".", "-")}-${payload.runId}-${payload.generation}`;
