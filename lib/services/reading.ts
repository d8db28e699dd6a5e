/** Reading: which posts the reader has not read, and the run that reads them. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema/runs";
import { type Ctx, inProject } from "./ctx";
import { startRun } from "./runs";

/** Sees to it that one run reads the project's unread posts; call in the transaction that stores posts, or from the sweeper. */
export async function ensureClassifyRun(ctx: Ctx): Promise<void> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtext('classify'), hashtext(${ctx.projectId}))`);
  const [active] = await ctx.tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.kind, "classify"), inArray(runs.state, ["queued", "running"])))
    .limit(1);
  if (!active) await startRun(ctx, { kind: "classify", subject: "", unit: "posts" });
}
