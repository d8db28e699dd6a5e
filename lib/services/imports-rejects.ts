/** The rejects file: every row that an import left out, with the reason. */
import { and, asc, eq, gt } from "drizzle-orm";
import { importRejects } from "@/drizzle/schema/imports";
import { CSV_MARK, csvRow } from "@/lib/reports/csv";
import { type Ctx, inWorkspace, type Scope, withCtx } from "./ctx";
import { getImport } from "./imports";
import { rowMessage } from "./imports-messages";

const PAGE_ROWS = 5_000;

const page = (ctx: Ctx, importId: string, afterLine: number) =>
  ctx.tx
    .select()
    .from(importRejects)
    .where(
      and(inWorkspace(importRejects, ctx), eq(importRejects.importId, importId), gt(importRejects.line, afterLine)),
    )
    .orderBy(asc(importRejects.line))
    .limit(PAGE_ROWS);

/**
 * Name and content of the rejects file (CSV in pieces): line, column, code, reason, beginning of the row. Opens its own transactions, one a page.
 * @throws AppError E_NOT_FOUND, E_FORBIDDEN
 */
export async function openRejects(
  scope: Scope,
  importId: string,
): Promise<{ name: string; pieces: AsyncGenerator<string> }> {
  const { fileName } = await withCtx(scope, (ctx) => getImport(ctx, importId));
  return {
    name: `rejects-${fileName.replace(/\.(csv|tsv|txt|jsonl|ndjson|json)?(\.gz)?$/i, "")}`,
    pieces: pieces(scope, importId),
  };
}

async function* pieces(scope: Scope, importId: string): AsyncGenerator<string> {
  yield CSV_MARK + csvRow(["line", "column", "code", "reason", "row begins with"]);
  for (let afterLine = 0; ; ) {
    const rows = await withCtx(scope, (ctx) => page(ctx, importId, afterLine));
    if (rows.length > 0)
      yield rows.map((row) => csvRow([row.line, row.column, row.code, rowMessage(row.code), row.excerpt])).join("");
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    afterLine = last.line;
  }
}
