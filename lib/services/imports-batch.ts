/** One batch of an import in one transaction: posts, rejects, ledger, dirt, cursor and fence together. */
import { and, asc, eq, sql } from "drizzle-orm";
import { importRejects, imports } from "@/drizzle/schema/imports";
import { topics } from "@/drizzle/schema/topics";
import type { RowProblem } from "@/lib/analysis/import/problems";
import { compileMatcher, type MatchedTopic } from "@/lib/analysis/query/evaluate";
import type { ImportMapping, ImportWarning } from "@/lib/contracts/imports";
import { notFound } from "@/lib/errors";
import { enqueueRollups } from "@/lib/jobs/queue";
import { type Ctx, inProject, withCtx } from "./ctx";
import type { KnownAuthor } from "./posts-authors";
import type { PreparedPost } from "./posts-prepare";
import { storePosts } from "./posts-store";
import { ensureClassifyRun } from "./reading";
import { type Claim, finishRun, saveProgress } from "./run-lease";
import { lockTopics } from "./topics-lock";

/** Most authors that are remembered from batch to batch; about 20 MB. */
const MAX_REMEMBERED = 100_000;

/** What a worker needs to go on with an import. */
export interface ImportWork {
  importId: string;
  storageKey: string;
  byteCount: number;
  mapping: ImportMapping;
  /** Epoch milliseconds that stand for "now" in all of its rules, the same on every attempt. */
  startedMs: number;
  /** Rows of the file that are committed. */
  doneRows: number;
  /** Authors of the batches that this attempt has committed. */
  authors: Map<string, KnownAuthor>;
}

export interface RejectedRow {
  line: number;
  column: string | null;
  code: RowProblem;
  excerpt: string;
}

export interface ImportBatch {
  /** Sorted by `byNaturalKey`, each key once. */
  posts: PreparedPost[];
  /** Line of each post. */
  lines: number[];
  rejects: RejectedRow[];
  /** Rows of the file in this batch: posts, rejects, and those that a later row of the batch replaced. */
  readCount: number;
  replacedCount: number;
  warnings: ImportWarning[];
  /** Rows of the file up to the end of this batch. */
  rowsEnd: number;
}

/** Reads the import that a claimed run works on. @throws AppError E_NOT_FOUND */
export async function loadImportWork(claim: Claim): Promise<ImportWork> {
  return withCtx(claim.scope, async (ctx) => {
    const [row] = await ctx.tx
      .select()
      .from(imports)
      .where(and(inProject(imports, ctx), eq(imports.id, String(claim.run.params.importId))));
    if (!row?.mapping) throw notFound("import");
    return {
      importId: row.id,
      storageKey: row.storageKey,
      byteCount: row.byteCount,
      mapping: row.mapping,
      startedMs: (claim.run.startedAt ?? new Date()).getTime(),
      doneRows: Number(claim.run.cursor.rows ?? 0),
      authors: new Map(),
    };
  });
}

let matcher: { signature: string; match: ReturnType<typeof compileMatcher> } | undefined;

/** Compiled queries of the project's topics; kept while they stay the same. */
export async function loadMatcher(ctx: Ctx): Promise<(post: PreparedPost) => string[]> {
  const list: MatchedTopic[] = await ctx.tx
    .select({ id: topics.id, query: topics.query })
    .from(topics)
    .where(inProject(topics, ctx))
    .orderBy(asc(topics.id));
  const signature = JSON.stringify(list);
  if (matcher?.signature !== signature) matcher = { signature, match: compileMatcher(list) };
  const { match } = matcher;
  return (post) => match(post.fields);
}

/** Adds up remarks by code; the first line is the smallest. */
export function mergeWarnings(...lists: readonly (readonly ImportWarning[])[]): ImportWarning[] {
  const merged = new Map<string, ImportWarning>();
  for (const { code, count, firstLine } of lists.flat()) {
    const before = merged.get(code);
    const lines = [before?.firstLine, firstLine].filter((line) => typeof line === "number");
    merged.set(code, {
      code,
      count: (before?.count ?? 0) + count,
      firstLine: lines.length > 0 ? Math.min(...lines) : null,
    });
  }
  return [...merged.values()];
}

async function insertRejects(ctx: Ctx, importId: string, rejects: readonly RejectedRow[]): Promise<void> {
  const values = rejects.map((reject) => ({ workspaceId: ctx.workspaceId, importId, ...reject }));
  for (let from = 0; from < values.length; from += 5_000)
    await ctx.tx.insert(importRejects).values(values.slice(from, from + 5_000));
}

async function addToLedger(
  ctx: Ctx,
  importId: string,
  batch: ImportBatch,
  result: Awaited<ReturnType<typeof storePosts>>,
): Promise<void> {
  const count = (outcome: string): number => result.outcomes.filter((one) => one === outcome).length;
  const repeated = new Set(result.repeated);
  const isRepeatedUpdate = (outcome: string, index: number): boolean => outcome === "updated" && repeated.has(index);
  const repeatedUpdates = result.outcomes.filter(isRepeatedUpdate).length;
  const lines = result.repeated.flatMap((index) => batch.lines[index] ?? []);
  const again: ImportWarning[] =
    lines.length === 0
      ? []
      : [{ code: "W_DUPLICATE_IN_FILE", count: lines.length, firstLine: lines.reduce((a, b) => Math.min(a, b)) }];
  const [row] = await ctx.tx
    .select({ warnings: imports.warnings })
    .from(imports)
    .where(and(inProject(imports, ctx), eq(imports.id, importId)))
    .for("update");
  if (!row) throw notFound("import");
  await ctx.tx
    .update(imports)
    .set({
      readCount: sql`${imports.readCount} + ${batch.readCount}`,
      storedCount: sql`${imports.storedCount} + ${count("stored")}`,
      updatedCount: sql`${imports.updatedCount} + ${count("updated") - repeatedUpdates}`,
      duplicateCount: sql`${imports.duplicateCount} + ${count("duplicate") + repeatedUpdates + batch.replacedCount}`,
      rejectedCount: sql`${imports.rejectedCount} + ${batch.rejects.length}`,
      warnings: mergeWarnings(row.warnings, batch.warnings, again),
    })
    .where(and(inProject(imports, ctx), eq(imports.id, importId)));
}

export interface BatchProgress {
  /** Guess of how many rows the file has. */
  total: number;
  ratePerSecond: number | null;
}

/**
 * Commits a batch: what it stored, its ledger and the cursor that covers it, or nothing.
 * A row whose key this import has stored before counts as a duplicate; the last one wins.
 * @throws LeaseLost when another worker has the run
 */
export async function storeImportBatch(
  claim: Claim,
  work: ImportWork,
  batch: ImportBatch,
  progress: BatchProgress,
): Promise<void> {
  const authors = await withCtx(claim.scope, async (ctx) => {
    await lockTopics(ctx, "read");
    const result = await storePosts(ctx, batch.posts, {
      match: await loadMatcher(ctx),
      isDated: isDated(work.mapping),
      sinceMs: work.startedMs,
      remembered: work.authors,
    });
    await insertRejects(ctx, work.importId, batch.rejects);
    await addToLedger(ctx, work.importId, batch, result);
    if (result.hasUnread) await ensureClassifyRun(ctx);
    await saveProgress(ctx, claim, {
      done: batch.rowsEnd,
      total: Math.max(progress.total, batch.rowsEnd),
      ratePerSecond: progress.ratePerSecond,
      cursor: { rows: batch.rowsEnd },
    });
    if (batch.posts.length > 0) ctx.afterCommit(() => enqueueRollups(ctx));
    return result.authors;
  });
  if (work.authors.size > MAX_REMEMBERED) work.authors.clear();
  for (const [key, author] of authors) work.authors.set(key, author);
}

/** Whether the file gives dates. */
export const isDated = (mapping: ImportMapping): boolean => Object.values(mapping.columns).includes("publishedAt");

/** Ends the run after the last row. @throws LeaseLost */
export async function finishImport(claim: Claim, rowCount: number): Promise<void> {
  await withCtx(claim.scope, async (ctx) => {
    await saveProgress(ctx, claim, {
      done: rowCount,
      total: rowCount,
      ratePerSecond: null,
      cursor: { rows: rowCount },
    });
    await finishRun(ctx, claim);
  });
}
