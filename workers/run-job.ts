/** The wrapper round every handler: parse, claim, renew the lease, time out, and end the run in the database. */
import { type Job, UnrecoverableError } from "bullmq";
import { AppError, LeaseLost } from "@/lib/errors";
import { JOBS, type JobName, type JobPayload } from "@/lib/jobs/registry";
import { RunPayload } from "@/lib/jobs/run-payload";
import { log } from "@/lib/log";
import {
  type Claim,
  claimRun,
  failRun,
  LEASE_SECONDS,
  MAX_ATTEMPTS,
  renewLease,
  requeueRun,
} from "@/lib/services/run-lease";

/** "more": a slice is done, there is more; the run goes to the end of the queue so that others get their turn. */
export type RunOutcome = "done" | "more";

/** A handler of a run ends it itself (`finishRun` in its last transaction) and returns "done", or returns "more". */
export type RunHandler = (claim: Claim, signal: AbortSignal) => Promise<RunOutcome>;
export type PlainHandler<Name extends JobName> = (payload: JobPayload<Name>, signal: AbortSignal) => Promise<void>;

/** Parses the payload of a delivered job. A payload that does not parse never will: no retry. */
export function parsePayload<Name extends JobName>(name: Name, job: Job): JobPayload<Name> {
  const parsed = JOBS[name].payload.safeParse(job.data);
  if (!parsed.success) throw new UnrecoverableError(`The payload of ${name} is not what it should be.`);
  return parsed.data as JobPayload<Name>;
}

/** Does one delivered job of a run: claims the row, works while the lease holds, stores how it ended. */
export async function doRun(name: JobName, job: Job, handler: RunHandler): Promise<void> {
  const payload = RunPayload.parse(parsePayload(name, job));
  const claim = await claimRun(payload);
  if (!claim) return;
  if (claim.run.attempt > MAX_ATTEMPTS) {
    await failRun(claim, {
      code: "E_CRASHED",
      message: `The worker stopped ${MAX_ATTEMPTS} times while doing this. Start it again, or look into the worker's log.`,
    });
    return;
  }
  await withLease(name, claim, async (signal) => {
    const outcome = await handler(claim, signal);
    if (outcome === "more") await requeueRun(claim);
  });
}

async function withLease(name: JobName, claim: Claim, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  const renewal = setInterval(
    () => {
      renewLease(claim).then(
        (held) => held || abort.abort(new LeaseLost()),
        (error: unknown) => log("worker").warn({ error, runId: claim.run.id }, "the lease could not be renewed"),
      );
    },
    (LEASE_SECONDS * 1_000) / 3,
  );
  const timeout = setTimeout(() => abort.abort(new Error(`${name} took longer than it may.`)), JOBS[name].timeoutMs);
  try {
    await work(abort.signal);
  } catch (error) {
    await endFailedTry(name, claim, error);
  } finally {
    clearInterval(renewal);
    clearTimeout(timeout);
  }
}

async function endFailedTry(name: JobName, claim: Claim, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return;
  log("worker").error({ error, job: name, runId: claim.run.id, attempt: claim.run.attempt }, "a run failed");
  if (error instanceof AppError && error.status < 500)
    return failRun(claim, { code: error.code, message: error.message });
  const reason = {
    code: "E_INTERNAL",
    message: "Something went wrong inside Earshot. The worker's log has the details under this run's id.",
  };
  if (claim.run.attempt >= MAX_ATTEMPTS) return failRun(claim, reason);
  await requeueRun(claim, reason);
}
