/** What a job is, apart from who does it: web and worker both import this. */
import type { z } from "zod";

export const QUEUES = ["io", "cpu", "gpu"] as const;
export type QueueName = (typeof QUEUES)[number];

export interface JobDefinition<Name extends string = string, Payload extends z.ZodType = z.ZodType> {
  name: Name;
  queue: QueueName;
  /** Ids only. */
  payload: Payload;
  /** Unique per wake-up; no colon, not all digits. */
  jobId(payload: z.infer<Payload>): string;
  /** After this long a handler is told to stop and the work is queued again. */
  timeoutMs: number;
  /** Somebody is waiting: before everything else in the queue. */
  isUrgent?: boolean;
}

/** Keeps the literal types of a definition. */
export const defineJob = <const Name extends string, Payload extends z.ZodType>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> => definition;
