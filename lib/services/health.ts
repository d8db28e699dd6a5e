/** Readiness: the database answers and has the tables. */
import { sql } from "drizzle-orm";
import { withoutTenant } from "@/drizzle/client";

/** Resolves when a query on the schema works. @throws the driver's error otherwise */
export async function checkHealth(): Promise<void> {
  await withoutTenant((tx) => tx.execute(sql`select from workspaces limit 1`));
}
