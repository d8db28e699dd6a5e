/** Explains one post: load -> ask a reader process -> find posts like it -> save. Doing it twice leaves the same row. */
import type { JobPayload } from "@/lib/jobs/registry";
import { log } from "@/lib/log";
import { type Scope, withCtx, workerActor } from "@/lib/services/ctx";
import { findToExplain, saveExplanation } from "@/lib/services/explain-post";
import { findNearest } from "@/lib/services/nearest-posts";
import { ReaderClosed } from "../inference/pool";
import { getReader } from "../inference/reader";

/** What could not be explained is kept as such, so that nobody waits for it; a stop of the worker is not kept. */
export async function postExplain({ workspaceId, projectId, postId, head }: JobPayload<"post.explain">): Promise<void> {
  const scope: Scope = { workspaceId, projectId, actor: workerActor };
  const { pool, config } = getReader();
  const { modelVersion } = config;
  const post = await withCtx(scope, (ctx) => findToExplain(ctx, { postId, head, modelVersion }));
  if (!post) return;
  const outcome = await pool.explain(post.text, head).catch((error: unknown) => {
    if (error instanceof ReaderClosed) return null;
    return { state: "crashed" as const, reason: error instanceof Error ? error.message : String(error) };
  });
  if (!outcome) return;
  await withCtx(scope, async (ctx) => {
    if (outcome.state === "crashed") {
      log("reader").warn({ postId, reason: outcome.reason }, "a post cannot be explained");
      return saveExplanation(ctx, post, { head, modelVersion, result: { failure: outcome.reason } });
    }
    const { explanation, embedding } = outcome;
    const nearest = await findNearest(ctx, { text: post.text, embedding, modelVersion });
    return saveExplanation(ctx, post, { head, modelVersion, result: { explanation, nearest } });
  });
}
