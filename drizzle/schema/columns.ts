/** Column helpers shared by every table, so that keys and times look the same everywhere. */
import { sql } from "drizzle-orm";
import { bigint, customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** First column of every tenant table's primary, unique and foreign keys. */
export const workspaceId = () => uuid("workspace_id").notNull();

/** Time-ordered 64-bit id of posts and authors (lib/ids.ts); a bigint in TypeScript, a decimal string on the wire. */
export const bigId = (name: string) => bigint(name, { mode: "bigint" });

/** Instants are timestamptz in UTC, Date objects in TypeScript. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const createdAt = () => instant("created_at").notNull().default(sql`now()`);
export const updatedAt = () => instant("updated_at").notNull().default(sql`now()`);

export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
