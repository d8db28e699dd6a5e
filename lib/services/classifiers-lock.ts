/** Which version is published, against the posts that are being given a class: one lock per project. */
import { and, eq, sql } from "drizzle-orm";
import { postClasses } from "@/drizzle/schema/classifiers";
import { type Ctx, inWorkspace } from "./ctx";

/**
 * "save": take it before looking up which versions are published and writing classes by them; many may hold it.
 * "change": take it before publishing, taking back or deleting; waits for every "save", and they for it.
 * So a post is read either before a version was published, and the run that applies it finds the post; or after, and the
 * post gets its class with its reading.
 */
export async function lockClasses(ctx: Pick<Ctx, "tx" | "projectId">, purpose: "save" | "change"): Promise<void> {
  const lock = sql.raw(purpose === "save" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock");
  await ctx.tx.execute(sql`select ${lock}(hashtext('classes'), hashtext(${ctx.projectId}))`);
}

/** Takes the classes of all posts away. Call under `lockClasses(ctx, "change")`. */
export async function clearClasses(ctx: Ctx, classifierId: string): Promise<void> {
  await ctx.tx
    .delete(postClasses)
    .where(and(inWorkspace(postClasses, ctx), eq(postClasses.classifierId, classifierId)));
}
