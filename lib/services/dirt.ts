/** Dirt: says, in the transaction of a change, which hours must be counted again. */
import { sql } from "drizzle-orm";
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import type { Ctx } from "./ctx";
import { unnest } from "./posts-columns";

export const HOUR_MS = 3_600_000;

/** Start of the UTC hour of an instant, epoch milliseconds. */
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/**
 * Marks the hours of `publishedAtMs` (epoch milliseconds, any number, repeats allowed) for a recount.
 * Append-only and without a unique key: writers never wait for each other.
 */
export async function markDirty(
  ctx: Pick<Ctx, "tx" | "workspaceId" | "projectId">,
  publishedAtMs: Iterable<number>,
): Promise<void> {
  const hours = new Set<number>();
  for (const ms of publishedAtMs) hours.add(hourOf(ms));
  if (hours.size === 0) return;
  await ctx.tx.execute(sql`
    insert into ${dirtyBuckets} (workspace_id, project_id, bucket)
    select ${ctx.workspaceId}::uuid, ${ctx.projectId}::uuid, to_timestamp(k.ms / 1000)
    from ${unnest(["float8", [...hours]])} as k(ms)`);
}
