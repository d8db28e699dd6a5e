/** Imports: uploaded files and their ledger. Reading them is imports-preview.ts, storing their rows imports-batch.ts. */
import { and, desc, eq } from "drizzle-orm";
import { importMappings, imports } from "@/drizzle/schema/imports";
import { runs } from "@/drizzle/schema/runs";
import { users } from "@/drizzle/schema/users";
import { openLabel } from "@/lib/analysis/text/text-door";
import type { Import, StartImport } from "@/lib/contracts/imports";
import { AppError, notFound } from "@/lib/errors";
import { isUuid, uuidv7 } from "@/lib/ids";
import { audit } from "./audit";
import { authorize, type Ctx, inProject, inWorkspace, type Scope, withCtx } from "./ctx";
import { checkStart, fingerprintOf } from "./imports-preview";
import { startRun } from "./runs";
import { checkDeclaredSize, removeUpload, type StoredUpload, staleUploads, writeUpload } from "./upload-files";

type ImportRow = typeof imports.$inferSelect;
type RunFacts = Pick<typeof runs.$inferSelect, "state" | "errorCode" | "errorMessage" | "finishedAt">;

const MAX_NAME_CHARS = 200;

function toImport({ row, run, createdBy }: { row: ImportRow; run: RunFacts | null; createdBy: string | null }): Import {
  return {
    id: row.id,
    fileName: row.fileName,
    byteCount: row.byteCount,
    sha256: row.sha256,
    state: run?.state ?? "uploaded",
    runId: row.runId,
    runState: run?.state ?? null,
    mapping: row.mapping,
    readCount: row.readCount,
    storedCount: row.storedCount,
    updatedCount: row.updatedCount,
    duplicateCount: row.duplicateCount,
    rejectedCount: row.rejectedCount,
    warnings: row.warnings,
    createdBy: createdBy ?? "",
    createdAt: row.createdAt.toISOString(),
    finishedAt: run?.finishedAt?.toISOString() ?? null,
    errorCode: run?.errorCode ?? null,
    errorMessage: run?.errorMessage ?? null,
  };
}

const selectImports = (ctx: Ctx) =>
  ctx.tx
    .select({
      row: imports,
      run: {
        state: runs.state,
        errorCode: runs.errorCode,
        errorMessage: runs.errorMessage,
        finishedAt: runs.finishedAt,
      },
      createdBy: users.name,
    })
    .from(imports)
    .leftJoin(runs, and(eq(runs.workspaceId, imports.workspaceId), eq(runs.id, imports.runId)))
    .leftJoin(users, eq(users.id, imports.createdBy))
    .$dynamic();

/** Newest first, at most `limit`. */
export async function listImports(ctx: Ctx, limit = 100): Promise<Import[]> {
  authorize(ctx, "import:read");
  const rows = await selectImports(ctx)
    .where(inProject(imports, ctx))
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(limit);
  return rows.map(toImport);
}

/** @throws AppError E_NOT_FOUND */
export async function getImport(ctx: Ctx, importId: string): Promise<Import> {
  authorize(ctx, "import:read");
  if (!isUuid(importId)) throw notFound("import");
  const [found] = await selectImports(ctx).where(and(inProject(imports, ctx), eq(imports.id, importId)));
  if (!found) throw notFound("import");
  return toImport(found);
}

/** A file's name as it may be shown: one line, nothing that changes the direction of text, at most 200 characters. */
export function shownFileName(given: string | null): string {
  let name = given ?? "";
  try {
    name = decodeURIComponent(name);
  } catch {
    name = given ?? "";
  }
  return openLabel(name.replace(/[\p{Cf}\p{Cs}]/gu, ""), MAX_NAME_CHARS) || "upload";
}

/** Removes files of the workspace that no import row knows, an hour after anyone wrote to them. */
async function removeOrphans(scope: Scope, nowMs: number): Promise<void> {
  const names = await staleUploads(scope.workspaceId, nowMs);
  if (names.length === 0) return;
  const known = await withCtx(scope, (ctx) =>
    ctx.tx.select({ id: imports.id }).from(imports).where(inWorkspace(imports, ctx)),
  );
  const ids = new Set(known.map((row) => row.id));
  for (const name of names) if (!ids.has(name)) await removeUpload(`${scope.workspaceId}/${name}`);
}

/**
 * Stores an uploaded file and its row; the file is on disk, whole, before the row is. Opens its own transactions.
 * @throws AppError E_FORBIDDEN, and the codes of writeUpload
 */
export async function createImport(
  scope: Scope,
  upload: { body: AsyncIterable<Uint8Array>; fileName: string | null; declaredBytes: number | null },
): Promise<Import> {
  authorize(scope, "import:write");
  checkDeclaredSize(upload.declaredBytes);
  const nowMs = Date.now();
  await removeOrphans(scope, nowMs);
  const id = uuidv7(nowMs);
  const storageKey = `${scope.workspaceId}/${id}`;
  const stored = await writeUpload(storageKey, upload.body, upload.declaredBytes);
  try {
    return await withCtx(scope, (ctx) => insertImport(ctx, id, storageKey, shownFileName(upload.fileName), stored));
  } catch (error) {
    await removeUpload(storageKey);
    throw error;
  }
}

async function insertImport(
  ctx: Ctx,
  id: string,
  storageKey: string,
  fileName: string,
  stored: StoredUpload,
): Promise<Import> {
  if (ctx.actor.userId === null) throw new Error("An upload needs a person.");
  await ctx.tx.insert(imports).values({
    workspaceId: ctx.workspaceId,
    id,
    projectId: ctx.projectId,
    fileName,
    storageKey,
    byteCount: stored.byteCount,
    sha256: stored.sha256,
    createdBy: ctx.actor.userId,
  });
  await audit(ctx, { action: "import.upload", targetKind: "import", targetId: id, detail: { fileName, ...stored } });
  return getImport(ctx, id);
}

/** The row, locked. @throws AppError E_NOT_FOUND */
async function lockImport(ctx: Ctx, importId: string): Promise<ImportRow> {
  if (!isUuid(importId)) throw notFound("import");
  const [row] = await ctx.tx
    .select()
    .from(imports)
    .where(and(inProject(imports, ctx), eq(imports.id, importId)))
    .for("update");
  if (!row) throw notFound("import");
  return row;
}

const alreadyStarted = (): AppError =>
  new AppError("E_IMPORT_STATE", "This import has already started.", { hint: "Open its run to follow it." });

/**
 * Queues the import under a mapping, and remembers the mapping for files with the same columns.
 * @throws AppError E_NOT_FOUND, E_IMPORT_STATE, E_COLUMN_MISSING, E_NO_HEADER, E_BODY, E_TIME_ZONE, E_FORBIDDEN
 */
export async function startImport(ctx: Ctx, importId: string, { mapping }: StartImport): Promise<Import> {
  authorize(ctx, "import:write");
  const row = await lockImport(ctx, importId);
  if (row.runId !== null) throw alreadyStarted();
  const names = await checkStart(row, mapping);
  const run = await startRun(ctx, {
    kind: "import",
    subject: row.fileName,
    params: { importId },
    unit: "rows",
  });
  await ctx.tx
    .update(imports)
    .set({ mapping, runId: run.id })
    .where(and(inProject(imports, ctx), eq(imports.id, importId)));
  await remember(ctx, fingerprintOf(mapping, names), mapping);
  await audit(ctx, { action: "import.start", targetKind: "import", targetId: importId, detail: { runId: run.id } });
  return getImport(ctx, importId);
}

async function remember(ctx: Ctx, headerFingerprint: string, mapping: StartImport["mapping"]): Promise<void> {
  await ctx.tx
    .insert(importMappings)
    .values({ workspaceId: ctx.workspaceId, projectId: ctx.projectId, headerFingerprint, mapping })
    .onConflictDoUpdate({
      target: [importMappings.workspaceId, importMappings.projectId, importMappings.headerFingerprint],
      set: { mapping, updatedAt: new Date(ctx.nowMs) },
    });
}

/**
 * Deletes an import that is not running, with its file and rejects; the posts it stored stay.
 * @throws AppError E_NOT_FOUND, E_IMPORT_STATE, E_FORBIDDEN
 */
export async function deleteImport(ctx: Ctx, importId: string): Promise<void> {
  authorize(ctx, "import:write");
  const row = await lockImport(ctx, importId);
  const { state } = await getImport(ctx, importId);
  if (state === "queued" || state === "running")
    throw new AppError("E_IMPORT_STATE", "This import is still running.", { hint: "Cancel its run first." });
  await ctx.tx.delete(imports).where(and(inProject(imports, ctx), eq(imports.id, importId)));
  await audit(ctx, {
    action: "import.delete",
    targetKind: "import",
    targetId: importId,
    detail: { fileName: row.fileName },
  });
  ctx.afterCommit(() => removeUpload(row.storageKey));
}
