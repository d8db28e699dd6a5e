/** Topics of kind brand from the values of a tag column, made before the rows that carry them are stored. */
import { and, eq } from "drizzle-orm";
import { imports } from "@/drizzle/schema/imports";
import { topics } from "@/drizzle/schema/topics";
import { ColumnValues } from "@/lib/analysis/import/column-values";
import { MAX_COLUMN_TOPICS } from "@/lib/analysis/import/preview";
import { Name } from "@/lib/contracts/entities";
import { AppError } from "@/lib/errors";
import { type Ctx, inProject, withCtx } from "./ctx";
import { type ImportWork, mergeWarnings } from "./imports-batch";
import type { Claim } from "./run-lease";
import { createTopic } from "./topics";
import { asAppError, openUpload } from "./upload-files";

async function readValues(work: ImportWork, column: string): Promise<Set<string>> {
  const reader = new ColumnValues(work.mapping, column, MAX_COLUMN_TOPICS);
  try {
    let isWhole = true;
    for await (const chunk of (await openUpload(work.storageKey)).chunks) {
      reader.write(chunk);
      isWhole = !reader.isFull;
      if (!isWhole) break;
    }
    if (isWhole) reader.end();
  } catch (error) {
    throw asAppError(error);
  }
  return reader.values;
}

/** A value that cannot be a name or a query makes no topic; one whose topic or name is there already, neither. */
async function createOne(ctx: Ctx, value: string): Promise<void> {
  const name = Name.safeParse(value);
  if (!name.success) return;
  const query = `tag:"${value.replace(/["\u201c-\u201f]/g, "")}"`;
  const existing = await ctx.tx
    .select({ name: topics.name, query: topics.query })
    .from(topics)
    .where(inProject(topics, ctx));
  if (existing.some((topic) => topic.query === query || topic.name === name.data)) return;
  try {
    await createTopic(ctx, { name: name.data, kind: "brand", query });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "E_QUERY") throw error;
  }
}

async function warnTooMany(ctx: Ctx, work: ImportWork): Promise<void> {
  const row = and(inProject(imports, ctx), eq(imports.id, work.importId));
  const [found] = await ctx.tx.select({ warnings: imports.warnings }).from(imports).where(row).for("update");
  if (!found || found.warnings.some((warning) => warning.code === "W_TOPICS")) return;
  const warnings = mergeWarnings(found.warnings, [{ code: "W_TOPICS", count: 1, firstLine: null }]);
  await ctx.tx.update(imports).set({ warnings }).where(row);
}

/** Makes the topics that the mapping asks for; more than 20 values make none, with a remark. Running it again makes none twice. */
export async function createColumnTopics(claim: Claim, work: ImportWork): Promise<void> {
  const column = work.mapping.topicsFromColumn;
  if (column === null) return;
  const values = await readValues(work, column);
  await withCtx(claim.scope, async (ctx) => {
    if (values.size > MAX_COLUMN_TOPICS) return warnTooMany(ctx, work);
    for (const value of values) await createOne(ctx, value);
  });
}
