/** Runs: visible pieces of background work. */
import { z } from "zod";
import { IsoInstant, RunKind, RunState, Uuid } from "./entities";

export const Run = z.strictObject({
  id: Uuid,
  kind: RunKind,
  state: RunState,
  /** What it works on, in words the page can show (a file name, a topic name). */
  subject: z.string(),
  progressDone: z.number(),
  /** null: not known. */
  progressTotal: z.number().nullable(),
  /** What progress counts: "rows" or "posts". */
  unit: z.string(),
  /** Units per second over the recent past; null before there is one. */
  ratePerSecond: z.number().nullable(),
  attempt: z.number().int(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  createdAt: IsoInstant,
  startedAt: IsoInstant.nullable(),
  finishedAt: IsoInstant.nullable(),
});
export type Run = z.infer<typeof Run>;

/** Unread posts are counted up to here by the pulse; at this number there may be more. */
export const MOST_PENDING = 5_000;

/** What a page polls to learn that something changed, without asking for the numbers themselves. */
export const Pulse = z.strictObject({
  /** Rises whenever a rollup of the project was recounted. */
  revision: z.number().int(),
  postCount: z.number().int(),
  /** Posts that wait to be read, MOST_PENDING at most. */
  pendingCount: z.number().int().max(MOST_PENDING),
  activeRuns: z.array(Run),
});
export type Pulse = z.infer<typeof Pulse>;
