/** Brings a database up to date: roles, tables, walls between tenants, queue tables. Safe to run again. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runMigrations } from "bullmq";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migrateTables } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const QUEUE_SCHEMA = "bullmq";

/**
 * @param ownerUrl Postgres as the owner of the database (may create roles unless earshot_app exists).
 * @param appPassword password that role earshot_app gets; undefined leaves the role's password alone.
 */
export async function migrate({ ownerUrl, appPassword }: { ownerUrl: string; appPassword?: string }): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "earshot-migrate" });
  await client.connect();
  try {
    await client.query("set lock_timeout = '10s'");
    await client.query("select pg_advisory_lock(hashtext('earshot.migrate'))");
    await ensureAppRole(client, appPassword);
    await migrateTables(drizzle(client), { migrationsFolder: here("./migrations") });
    await client.query(await readFile(here("./tenancy.sql"), "utf8"));
    await runMigrations(client, QUEUE_SCHEMA);
    await client.query(
      `grant usage on schema ${QUEUE_SCHEMA} to earshot_app;
       grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to earshot_app;
       grant usage, select, update on all sequences in schema ${QUEUE_SCHEMA} to earshot_app;
       grant execute on all functions in schema ${QUEUE_SCHEMA} to earshot_app`,
    );
  } finally {
    await client.end();
  }
}

async function ensureAppRole(client: pg.Client, password: string | undefined): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = 'earshot_app'");
  if (!rowCount) await client.query("create role earshot_app login nosuperuser nocreatedb nocreaterole nobypassrls");
  if (password !== undefined) {
    await client.query(`alter role earshot_app password ${client.escapeLiteral(password)}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ownerUrl = process.env.DATABASE_OWNER_URL;
  if (!ownerUrl)
    throw new Error("DATABASE_OWNER_URL is not set: give the address of Postgres as the owner of the database.");
  await migrate({ ownerUrl, appPassword: process.env.DATABASE_APP_PASSWORD });
}
