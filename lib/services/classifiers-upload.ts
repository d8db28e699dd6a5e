/** A CSV of labelled texts to examples: streamed to disk, read whole or refused, every bad row named. */
import { and, eq, sql } from "drizzle-orm";
import { classifierExamples, classifiers } from "@/drizzle/schema/classifiers";
import { LabelledFileReader, type LabelledRow } from "@/lib/analysis/import/labelled-file";
import { type ExampleUpload, MAX_EXAMPLES, MAX_LABELS } from "@/lib/contracts/classifiers";
import { sha256Hex } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { audit } from "./audit";
import { type ClassifierRow, getClassifier, loadClassifier } from "./classifiers";
import { authorize, type Ctx, inProject, inWorkspace, type Scope, withCtx } from "./ctx";
import { shownFileName } from "./imports";
import { rowMessage } from "./imports-messages";
import { takeSample } from "./imports-preview";
import { unnest } from "./posts-columns";
import { asAppError, openUpload, removeUpload, writeUpload } from "./upload-files";

/** Largest file, as it comes. */
export const MAX_EXAMPLE_BYTES = 30_000_000;
const BATCH_ROWS = 2_000;
const MAX_LISTED_PROBLEMS = 100;

const HINTS: Readonly<Record<string, string>> = {
  R_FIELD_COUNT: "Put a text that holds the delimiter into double quotes.",
  R_QUOTE: "Put the whole text into double quotes, and double the quotes inside it.",
  R_TEXT_EMPTY: "Write the text, or delete the row.",
  R_TEXT_TOO_LONG: "Shorten the text to 20,000 characters.",
  R_UNICODE: "Save the file as UTF-8 again.",
  R_ROW_TOO_LONG: "Look for a quote that is not closed.",
  R_LABEL_EMPTY: "Write one of the labels, or delete the row.",
  R_LABEL_TOO_LONG: "Choose a shorter name for the label.",
  R_LABELS_MANY: "Join labels that mean nearly the same.",
  R_EXAMPLES_MANY: "Upload fewer rows, or remove examples first.",
};

type Problem = ExampleUpload["problems"][number];
type Good = Extract<LabelledRow, { problem: null }> & { hash: string };

/** Sorts rows into good ones and bad ones by the labels of the classifier, and of this file where it has none yet. */
export class ExampleSorter {
  readonly good = new Map<string, Good>();
  readonly problems: Problem[] = [];
  rowCount = 0;
  rejected = 0;
  readonly labels: string[];
  private readonly isOpen: boolean;
  private readonly known: Map<string, string>;

  constructor(
    labels: readonly string[],
    private readonly room: number,
  ) {
    this.labels = [...labels];
    this.isOpen = labels.length === 0;
    this.known = new Map(labels.map((label) => [label.toLowerCase(), label]));
  }

  add(row: LabelledRow): void {
    this.rowCount += 1;
    if (row.problem !== null) this.refuse(row.line, row.problem, row.excerpt);
    else this.addGood(row);
  }

  private addGood(row: Extract<LabelledRow, { problem: null }>): void {
    const label = this.labelOf(row.label);
    const hash = sha256Hex(row.text).slice(0, 32);
    const before = this.good.get(hash);
    if (label === null) this.refuseLabel(row);
    else if (before?.label === label) return;
    else if (before)
      this.refuse(
        row.line,
        "R_LABEL_CONFLICT",
        row.text,
        `Line ${before.line} says ${before.label}. Keep one of the two.`,
      );
    else if (this.good.size >= this.room) this.refuse(row.line, "R_EXAMPLES_MANY", row.text);
    else this.good.set(hash, { ...row, label, hash });
  }

  private refuseLabel({ line, label }: { line: number; label: string }): void {
    if (this.isOpen) this.refuse(line, "R_LABELS_MANY", label);
    else {
      const hint = `Use one of: ${this.labels.join(", ")}. Or add “${label}” to the classifier's labels.`;
      this.refuse(line, "R_LABEL_UNKNOWN", label, hint);
    }
  }

  private labelOf(given: string): string | null {
    const known = this.known.get(given.toLowerCase());
    if (known !== undefined) return known;
    if (!this.isOpen || this.labels.length >= MAX_LABELS) return null;
    this.labels.push(given);
    this.known.set(given.toLowerCase(), given);
    return given;
  }

  private refuse(line: number, code: string, excerpt: string, hint?: string): void {
    this.rejected += 1;
    if (this.problems.length >= MAX_LISTED_PROBLEMS) return;
    this.problems.push({
      line,
      code,
      what: rowMessage(code),
      hint: hint ?? HINTS[code] ?? "Correct the row.",
      excerpt: excerpt.slice(0, 80),
    });
  }
}

const tooLarge = (): AppError =>
  new AppError("E_FILE_TOO_LARGE", `The file is larger than ${MAX_EXAMPLE_BYTES / 1_000_000} MB.`, {
    hint: `Split it; a classifier holds at most ${MAX_EXAMPLES.toLocaleString("en")} texts.`,
  });

async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_EXAMPLE_BYTES) throw tooLarge();
    yield chunk;
  }
}

async function readFile(storageKey: string, fileName: string, sorter: ExampleSorter): Promise<void> {
  try {
    const reader = new LabelledFileReader(await takeSample({ storageKey, fileName }), (row) => sorter.add(row));
    let size = 0;
    for await (const chunk of (await openUpload(storageKey)).chunks) {
      size += chunk.byteLength;
      if (size > 5 * MAX_EXAMPLE_BYTES) throw tooLarge();
      reader.write(chunk);
    }
    reader.end();
  } catch (error) {
    throw asAppError(error);
  }
  if (sorter.rowCount === 0)
    throw new AppError("E_EMPTY_FILE", "The file has a header and no rows.", {
      hint: "Write one text and its label on each line below the header.",
    });
}

/** Stores the good rows as this person's labels; returns how many are new and how many have another label now. */
async function storeRows(ctx: Ctx, classifierId: string, rows: readonly Good[]) {
  const counts = { added: 0, changed: 0 };
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    const part = rows.slice(start, start + BATCH_ROWS);
    const columns = unnest(
      ["text", part.map(({ hash }) => hash)],
      ["text", part.map(({ text }) => text)],
      ["text", part.map(({ label }) => label)],
    );
    const { rows: stored } = await ctx.tx.execute<{ is_new: boolean }>(sql`
      insert into ${classifierExamples} as e (workspace_id, classifier_id, text_hash, user_id, text, label, source, created_at)
      select ${ctx.workspaceId}::uuid, ${classifierId}::uuid, decode(k.hash, 'hex'), ${ctx.actor.userId}::uuid, k.body, k.label,
        'upload', ${new Date(ctx.nowMs).toISOString()}::timestamptz
      from ${columns} as k(hash, body, label)
      on conflict (workspace_id, classifier_id, text_hash, user_id)
        do update set label = excluded.label, source = excluded.source, created_at = excluded.created_at
        where e.label <> excluded.label
      returning (xmax = 0) as is_new`);
    for (const row of stored) counts[row.is_new ? "added" : "changed"] += 1;
  }
  return counts;
}

async function storeExamples(
  ctx: Ctx,
  before: ClassifierRow,
  storageKey: string,
  fileName: string,
): Promise<ExampleUpload> {
  const row = await loadClassifier(ctx, before.id, true);
  const held = await ctx.tx.$count(
    classifierExamples,
    and(inWorkspace(classifierExamples, ctx), eq(classifierExamples.classifierId, row.id)),
  );
  const sorter = new ExampleSorter(row.labels, Math.max(0, MAX_EXAMPLES - held));
  await readFile(storageKey, fileName, sorter);
  if (sorter.labels.length > row.labels.length)
    await ctx.tx
      .update(classifiers)
      .set({ labels: sorter.labels, updatedAt: new Date(ctx.nowMs) })
      .where(and(inProject(classifiers, ctx), eq(classifiers.id, row.id)));
  const rows = [...sorter.good.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const { added, changed } = await storeRows(ctx, row.id, rows);
  const { rowCount, rejected, problems } = sorter;
  const unchanged = rowCount - added - changed - rejected;
  await audit(ctx, {
    action: "classifier.examples",
    targetKind: "classifier",
    targetId: row.id,
    detail: { fileName, rowCount, added, changed, unchanged, rejected },
  });
  return { rowCount, added, changed, unchanged, rejected, problems, classifier: await getClassifier(ctx, row.id) };
}

/**
 * Reads an uploaded file of labelled texts as labels of the acting person. A classifier without labels takes them from the
 * file. Opens its own transactions; nothing is stored when it throws.
 * @throws AppError E_NOT_FOUND, E_FORBIDDEN; of the file E_FILE_TOO_LARGE, E_EMPTY_FILE, E_NO_HEADER, E_COLUMN_MISSING,
 * E_QUOTE_UNCLOSED, E_NOT_TEXT, E_IS_XLSX, E_GZIP, E_UPLOAD_INCOMPLETE
 */
export async function addExamples(
  scope: Scope,
  classifierId: string,
  upload: { body: AsyncIterable<Uint8Array>; fileName: string | null; declaredBytes: number | null },
): Promise<ExampleUpload> {
  authorize(scope, "classifier:write");
  if ((upload.declaredBytes ?? 0) > MAX_EXAMPLE_BYTES) throw tooLarge();
  const row = await withCtx(scope, (ctx) => loadClassifier(ctx, classifierId));
  const storageKey = `${scope.workspaceId}/${uuidv7(Date.now())}`;
  try {
    await writeUpload(storageKey, limited(upload.body), upload.declaredBytes);
    return await withCtx(scope, (ctx) => storeExamples(ctx, row, storageKey, shownFileName(upload.fileName)));
  } finally {
    await removeUpload(storageKey);
  }
}
