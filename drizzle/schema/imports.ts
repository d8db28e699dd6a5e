/** Imported files, their ledger, what was rejected and how files with the same columns were read before. */
import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { IMPORT_STATES, type ImportMapping, type ImportWarning } from "@/lib/contracts/imports";
import { createdAt, instant, updatedAt, workspaceId } from "./columns";
import { projects } from "./workspaces";

const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

export const imports = pgTable(
  "imports",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    projectId: uuid("project_id").notNull(),
    fileName: text("file_name").notNull(),
    /** Generated key of the stored file; never made from the given name. */
    storageKey: text("storage_key").notNull(),
    byteCount: count("byte_count"),
    sha256: text("sha256").notNull(),
    state: text("state", { enum: IMPORT_STATES }).notNull().default("uploaded"),
    runId: uuid("run_id"),
    mapping: jsonb("mapping").$type<ImportMapping>(),
    readCount: count("read_count"),
    storedCount: count("stored_count"),
    updatedCount: count("updated_count"),
    duplicateCount: count("duplicate_count"),
    rejectedCount: count("rejected_count"),
    warnings: jsonb("warnings").$type<ImportWarning[]>().notNull().default([]),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
    check(
      "imports_ledger",
      sql`${t.readCount} = ${t.storedCount} + ${t.updatedCount} + ${t.duplicateCount} + ${t.rejectedCount}`,
    ),
  ],
);

export const importRejects = pgTable(
  "import_rejects",
  {
    workspaceId: workspaceId(),
    importId: uuid("import_id").notNull(),
    /** 1-based line of the file where the row starts. */
    line: bigint("line", { mode: "number" }).notNull(),
    column: text("column"),
    code: text("code").notNull(),
    /** First 80 characters of what was refused. */
    excerpt: text("excerpt").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.importId, t.line] }),
    foreignKey({ columns: [t.workspaceId, t.importId], foreignColumns: [imports.workspaceId, imports.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** The mapping a person confirmed for files with these columns. */
export const importMappings = pgTable(
  "import_mappings",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    /** Hex SHA-256 of the sorted column names. */
    headerFingerprint: text("header_fingerprint").notNull(),
    mapping: jsonb("mapping").$type<ImportMapping>().notNull(),
    useCount: integer("use_count").notNull().default(1),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId, t.headerFingerprint] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);
