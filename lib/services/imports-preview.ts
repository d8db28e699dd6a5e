/** How an uploaded file would be read: looks at its beginning, stores nothing. */
import { isAscii } from "node:buffer";
import { and, eq } from "drizzle-orm";
import { importMappings, imports } from "@/drizzle/schema/imports";
import { projects } from "@/drizzle/schema/workspaces";
import { checkMapping } from "@/lib/analysis/import/file-reader";
import { detectLayout, type FileSample, type Layout } from "@/lib/analysis/import/layout";
import { type PreviewDraft, PreviewScan } from "@/lib/analysis/import/preview";
import type { ImportMapping, ImportPreview } from "@/lib/contracts/imports";
import { sha256Hex } from "@/lib/crypto";
import { AppError, notFound } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { authorize, type Ctx, inProject, inWorkspace, type Scope, withCtx } from "./ctx";
import { rowMessage } from "./imports-messages";
import { requireTimeZone } from "./projects";
import { asAppError, openUpload } from "./upload-files";

type ImportRow = typeof imports.$inferSelect;

const HEAD_BYTES = 262_144;
/** How far a look for the first letter beyond ASCII goes. */
const ASCII_BYTES = 67_108_864;
/** How far a preview reads, whatever the rows are like. */
const SCAN_BYTES = 134_217_728;

/** The beginning of a stored file and, where that is all ASCII, the first piece that is not. */
export async function takeSample(row: Pick<ImportRow, "storageKey" | "fileName">): Promise<FileSample> {
  const pieces: Uint8Array[] = [];
  let taken = 0;
  let later: Uint8Array | null = null;
  let isWhole = true;
  let isPlain = true;
  for await (const chunk of (await openUpload(row.storageKey)).chunks) {
    if (taken >= HEAD_BYTES) {
      isWhole = false;
      if (!isPlain || taken > ASCII_BYTES) break;
      if (!isAscii(chunk)) {
        later = startOfText(chunk);
        break;
      }
    } else {
      pieces.push(chunk);
      isPlain &&= isAscii(chunk);
    }
    taken += chunk.byteLength;
  }
  return { head: Buffer.concat(pieces), later, isWhole, fileName: row.fileName };
}

/** A piece from the middle may begin inside a character: it is looked at from its first line end on. */
const startOfText = (chunk: Uint8Array): Uint8Array => chunk.subarray(Math.max(0, chunk.indexOf(10)));

/** Files with the same fingerprint are read with the same mapping. */
export const fingerprintOf = (mapping: ImportMapping, names: readonly string[]): string =>
  sha256Hex(JSON.stringify([mapping.format, mapping.hasHeader, ...[...names].sort()]));

async function loadRow(ctx: Ctx, importId: string): Promise<{ row: ImportRow; timeZone: string }> {
  authorize(ctx, "import:read");
  if (!isUuid(importId)) throw notFound("import");
  const [found] = await ctx.tx
    .select({ row: imports, timeZone: projects.timeZone })
    .from(imports)
    .innerJoin(projects, and(eq(projects.workspaceId, imports.workspaceId), eq(projects.id, imports.projectId)))
    .where(and(inProject(imports, ctx), eq(imports.id, importId)));
  if (!found) throw notFound("import");
  return found;
}

async function findRemembered(scope: Scope, layout: Layout): Promise<Partial<ImportMapping> | null> {
  const fingerprint = fingerprintOf(layout.mapping, layout.names);
  const [found] = await withCtx(scope, (ctx) =>
    ctx.tx
      .select({ mapping: importMappings.mapping })
      .from(importMappings)
      .where(
        and(
          inWorkspace(importMappings, ctx),
          eq(importMappings.projectId, ctx.projectId),
          eq(importMappings.headerFingerprint, fingerprint),
        ),
      ),
  );
  if (!found) return null;
  const { columns, defaultPlatform, timeZone, topicsFromColumn, dateOrder } = found.mapping;
  return { columns, defaultPlatform, timeZone, topicsFromColumn, ...(dateOrder === "iso" ? {} : { dateOrder }) };
}

async function scan(
  row: ImportRow,
  sample: FileSample,
  layout: Layout,
  given: Partial<ImportMapping>,
): Promise<PreviewDraft> {
  const reader = new PreviewScan(sample, layout, given);
  let read = 0;
  let isWhole = true;
  for await (const chunk of (await openUpload(row.storageKey)).chunks) {
    reader.write(chunk);
    read += chunk.byteLength;
    if (reader.isFull || read > SCAN_BYTES) {
      isWhole = false;
      break;
    }
  }
  if (isWhole) reader.end();
  return reader.finish(Date.now());
}

function toPreview(draft: PreviewDraft, isRemembered: boolean): ImportPreview {
  return {
    mapping: draft.mapping,
    isRemembered,
    columns: draft.columns,
    rows: draft.rows.map(({ problem, ...row }) => ({
      ...row,
      problem: problem === null ? null : { ...problem, message: rowMessage(problem.code) },
    })),
    warnings: draft.warnings.map(({ code, detail }) => ({ code, message: detail ?? rowMessage(code) })),
    ambiguousDate: draft.ambiguousDate,
  };
}

/**
 * How the file would be read: as detected, as remembered from a file with the same columns, or as `given` says.
 * Opens its own transactions.
 * @throws AppError E_NOT_FOUND; for a file that cannot be read E_EMPTY_FILE, E_QUOTE_UNCLOSED, E_TOO_MANY_COLUMNS, E_JSON_ARRAY, E_GZIP
 */
export async function previewImport(
  scope: Scope,
  importId: string,
  given: Partial<ImportMapping> | null,
): Promise<ImportPreview> {
  const { row, timeZone } = await withCtx(scope, (ctx) => loadRow(ctx, importId));
  if (given?.timeZone !== undefined) requireTimeZone(given.timeZone);
  try {
    const sample = await takeSample(row);
    const settled = given ?? {};
    const layout = detectLayout(sample, timeZone, settled);
    const remembered = given === null ? await findRemembered(scope, layout) : null;
    if (remembered === null) return toPreview(await scan(row, sample, layout, settled), false);
    const again = detectLayout(sample, timeZone, remembered);
    return toPreview(await scan(row, sample, again, remembered), true);
  } catch (error) {
    throw asAppError(error);
  }
}

const badMapping = (message: string, field: string): AppError =>
  new AppError("E_BODY", message, { field, hint: "Correct the mapping and start again." });

/**
 * Checks a mapping against the file before it is started; returns the file's column names.
 * @throws AppError E_COLUMN_MISSING, E_NO_HEADER, E_TIME_ZONE, E_BODY (a field twice, topics of a column that is no tag), E_EMPTY_FILE …
 */
export async function checkStart(row: ImportRow, mapping: ImportMapping): Promise<string[]> {
  requireTimeZone(mapping.timeZone);
  const fields = Object.values(mapping.columns).filter((field) => field !== "tag");
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  if (twice !== undefined)
    throw badMapping(`Two columns are mapped to ${twice}; only tags may come from several.`, "mapping.columns");
  const source = mapping.topicsFromColumn;
  if (source !== null && mapping.columns[source] !== "tag")
    throw badMapping(
      `Topics can only be made of a column mapped to tag; ${source} is not.`,
      "mapping.topicsFromColumn",
    );
  if (mapping.format === "csv" && mapping.delimiter === null)
    throw badMapping("A CSV file needs a delimiter.", "mapping.delimiter");
  try {
    const layout = detectLayout(await takeSample(row), mapping.timeZone, mapping);
    checkMapping(mapping, layout.names, layout.firstLine);
    return layout.names;
  } catch (error) {
    throw asAppError(error);
  }
}
