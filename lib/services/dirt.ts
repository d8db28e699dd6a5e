/** Dirt: says, in the transaction of a change, which hours must be counted again. */
import { dirtyBuckets } from "@/drizzle/schema/rollups";
import type { Ctx } from "./ctx";

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
  const rows = [...hours].map((hour) => ({
    workspaceId: ctx.workspaceId,
    projectId: ctx.projectId,
    bucket: new Date(hour),
  }));
  for (let start = 0; start < rows.length; start += 5_000)
    await ctx.tx.insert(dirtyBuckets).values(rows.slice(start, start + 5_000));
}
