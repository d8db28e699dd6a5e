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

/** An assumption to tell energy by: a busy server core with its share of memory, power supply and cooling. */
export const WATTS_PER_CORE = 10;

/** What a classify run's `detail` says of its work so far. */
export const ClassifyDetail = z.object({ read: z.number(), cpuMs: z.number() });

/** Milliwatt hours per thousand posts read, from processor time; null where there is none (nothing read yet, an accelerator). */
export function milliwattHoursPerThousand(detail: unknown): number | null {
  const parsed = ClassifyDetail.safeParse(detail);
  if (!parsed.success || parsed.data.read === 0 || parsed.data.cpuMs === 0) return null;
  const hours = parsed.data.cpuMs / 3_600_000;
  return (hours * WATTS_PER_CORE * 1_000 * 1_000) / parsed.data.read;
}

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
