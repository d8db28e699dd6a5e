/** Stores the generated posts of the demo through the same door as an import, as a run with progress. */
import { and, eq } from "drizzle-orm";
import { runs } from "@/drizzle/schema/runs";
import { generateDemo } from "@/lib/analysis/demo/generate-demo";
import { FINAL_RUN_STATES } from "@/lib/contracts/entities";
import type { RawPost } from "@/lib/contracts/raw-post";
import { enqueueRollups } from "@/lib/jobs/queue";
import { type Ctx, inWorkspace, type Scope, withCtx, workerActor } from "./ctx";
import { loadMatcher } from "./imports-batch";
import type { KnownAuthor } from "./posts-authors";
import { byNaturalKey, preparePost } from "./posts-prepare";
import { storePosts } from "./posts-store";
import { ensureClassifyRun } from "./reading";
import { type Claim, claimRun, finishRun, LEASE_SECONDS, saveProgress } from "./run-lease";
import { lockTopics } from "./topics-lock";

const BATCH_POSTS = 1_000;
const CLAIM_EVERY_MS = 500;

interface RunPlace {
  workspaceId: string;
  projectId: string;
  runId: string;
}

async function isFinal(place: RunPlace): Promise<boolean> {
  const scope: Scope = { workspaceId: place.workspaceId, projectId: place.projectId, actor: workerActor };
  const [run] = await withCtx(scope, (ctx) =>
    ctx.tx
      .select({ state: runs.state })
      .from(runs)
      .where(and(inWorkspace(runs, ctx), eq(runs.id, place.runId))),
  );
  return run === undefined || FINAL_RUN_STATES.some((state) => state === run.state);
}

/** Takes the run; waits until the lease of a process that was killed is over. null when the run has ended. */
async function takeRun(place: RunPlace): Promise<Claim | null> {
  const untilMs = Date.now() + (LEASE_SECONDS + 5) * 1_000;
  while (!(await isFinal(place))) {
    const claim = await claimRun(place);
    if (claim) return claim;
    if (Date.now() > untilMs) throw new Error("The demo is being filled by another process.");
    await new Promise((resolve) => setTimeout(resolve, CLAIM_EVERY_MS));
  }
  return null;
}

interface Filling {
  claim: Claim;
  authors: Map<string, KnownAuthor>;
  total: number;
  startedMs: number;
  /** Posts stored before this attempt. */
  firstDone: number;
}

async function storeBatch(ctx: Ctx, filling: Filling, batch: readonly RawPost[], done: number): Promise<void> {
  await lockTopics(ctx, "read");
  const posts = batch.map((raw) => preparePost(raw, true)).sort(byNaturalKey);
  const result = await storePosts(ctx, posts, {
    match: await loadMatcher(ctx),
    isDated: true,
    sinceMs: filling.claim.run.startedAt?.getTime() ?? ctx.nowMs,
    remembered: filling.authors,
  });
  if (result.hasUnread) await ensureClassifyRun(ctx);
  await saveProgress(ctx, filling.claim, {
    done,
    total: filling.total,
    ratePerSecond: ((done - filling.firstDone) * 1_000) / Math.max(1, Date.now() - filling.startedMs),
    cursor: { posts: done },
  });
  if (done === filling.total) await finishRun(ctx, filling.claim);
  ctx.afterCommit(async () => {
    for (const [key, author] of result.authors) filling.authors.set(key, author);
    await enqueueRollups(ctx);
  });
}

/**
 * Does a run of kind demo from where it stands; false when it has ended already.
 * The posts follow from the run's own seed and end, so a second attempt makes the same ones.
 * @throws LeaseLost when the run was cancelled meanwhile
 */
export async function fillDemo(place: RunPlace): Promise<boolean> {
  const claim = await takeRun(place);
  if (!claim) return false;
  const { seed, nowMs, postCount } = claim.run.params;
  const { posts } = generateDemo({ seed: Number(seed), nowMs: Number(nowMs), postCount: Number(postCount) });
  const firstDone = Number(claim.run.cursor.posts ?? 0);
  const filling: Filling = { claim, authors: new Map(), total: posts.length, startedMs: Date.now(), firstDone };
  for (let from = firstDone; from < posts.length; from += BATCH_POSTS) {
    const batch = posts.slice(from, from + BATCH_POSTS);
    await withCtx(claim.scope, (ctx) => storeBatch(ctx, filling, batch, from + batch.length));
  }
  return true;
}
