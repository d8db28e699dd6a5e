/** The one door to the database. Nothing outside these functions can reach a row. */
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { env } from "@/lib/env";
import { isUuid } from "@/lib/ids";

/** A transaction; `$client` is the raw connection, for COPY alone. */
export type Tx = NodePgDatabase & { $client: pg.PoolClient };

let pool: pg.Pool | undefined;

function connections(): pg.Pool {
  pool ??= createPool(env().DATABASE_URL);
  return pool;
}

function createPool(connectionString: string): pg.Pool {
  const created = new pg.Pool({
    connectionString,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    application_name: "earshot",
  });
  // a connection that dies while idle must not end the process; the next query reconnects
  created.on("error", () => undefined);
  return created;
}

async function transaction<T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await connections().connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(drizzle(client) as Tx);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Runs `work` in a transaction that sees and writes one workspace only.
 * The tenant is set by a literal SET LOCAL (not set_config), the one form that also reaches the shards of Citus.
 * @throws Error when `workspaceId` is not a uuid.
 */
export async function withTenant<T>(scope: { workspaceId: string }, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!isUuid(scope.workspaceId)) throw new Error("withTenant needs the uuid of a workspace.");
  return transaction(`BEGIN; SET LOCAL app.workspace_id = '${scope.workspaceId}'`, work);
}

/** Same as withTenant, but every query of `work` sees one snapshot: for pages of numbers that must agree. */
export async function withTenantSnapshot<T>(scope: { workspaceId: string }, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!isUuid(scope.workspaceId)) throw new Error("withTenantSnapshot needs the uuid of a workspace.");
  return transaction(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL app.workspace_id = '${scope.workspaceId}'`,
    work,
  );
}

/** A transaction without a tenant: people, sessions, and the look-up functions. Tenant tables show no rows. */
export async function withoutTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction("BEGIN", work);
}

/** Closes all connections; for the end of a process or a test file. */
export async function closeDatabase(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
