/** Makes Postgres plan its foreign-key checks anew. */
import { sql } from "drizzle-orm";
import type { Ctx } from "./ctx";

/**
 * Call first in a transaction that writes many rows with foreign keys to posts. Postgres keeps the plan of each check
 * for the life of a connection. Made while `posts` was nearly empty, it uses whichever index begins with workspace_id
 * and then walks the whole workspace for every row, until the table is next analyzed. Costs a millisecond.
 */
export async function freshPlans(ctx: Pick<Ctx, "tx">): Promise<void> {
  await ctx.tx.execute(sql`discard plans`);
}
