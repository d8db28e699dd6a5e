/** What a person sees before an import: the first rows as they would be stored, and every column with examples. */
import type { ImportMapping, ImportPreview } from "@/lib/contracts/imports";
import { cutAt } from "../text/text-door";
import { DateOrderVote } from "./columns";
import { CsvParser } from "./csv-parser";
import { parseDate } from "./dates";
import { createDecoder, type Decoder } from "./encoding";
import { ImportFileReader, valueAt } from "./file-reader";
import { JsonlParser } from "./jsonl-parser";
import type { FileSample, Layout } from "./layout";
import { FileProblem } from "./problems";
import { excerptOf, type RowOutcome } from "./row-reader";

/** How many rows a preview looks through for values of columns and the order of dates. */
export const PREVIEW_ROWS = 100_000;
/** Most values of a tag column that can become topics. */
export const MAX_COLUMN_TOPICS = 20;
const SHOWN_ROWS = 20;
const SAMPLES = 3;
const MAX_DISTINCT = 1_000;

interface DraftRow {
  line: number;
  values: Record<string, string | null>;
  problem: { code: string; column: string | null } | null;
}

/** A preview without the texts for its codes, which the catalogue of messages has. */
export interface PreviewDraft {
  mapping: ImportMapping;
  columns: ImportPreview["columns"];
  rows: DraftRow[];
  /** Codes, and what they are about where that is not the same for every file. */
  warnings: { code: string; detail: string | null }[];
  ambiguousDate: ImportPreview["ambiguousDate"];
}

function draftRow(outcome: RowOutcome): DraftRow {
  if (outcome.post === null)
    return { line: outcome.line, values: {}, problem: { code: outcome.code, column: outcome.column } };
  const { publishedAtMs, tags, ...post } = outcome.post;
  const values: Record<string, string | null> = {
    publishedAt: new Date(publishedAtMs).toISOString(),
    tag: tags.length === 0 ? null : tags.join(", "),
  };
  for (const [field, value] of Object.entries(post)) values[field] = value === null ? null : cutAt(String(value), 500);
  return { line: outcome.line, values, problem: null };
}

/** Thrown to leave a reader as soon as there are rows enough. */
class Enough extends Error {}

/** The first rows under a mapping; why it cannot work, where it cannot. */
function firstRows(sample: FileSample, mapping: ImportMapping, nowMs: number) {
  const rows: DraftRow[] = [];
  let problem: FileProblem | null = null;
  try {
    const onRow = (outcome: RowOutcome): void => {
      rows.push(draftRow(outcome));
      if (rows.length === SHOWN_ROWS) throw new Enough();
    };
    const reader = new ImportFileReader(mapping, onRow, { nowMs });
    reader.write(sample.head);
    if (sample.isWhole) reader.end();
  } catch (error) {
    if (error instanceof FileProblem) problem = error;
    else if (!(error instanceof Enough)) throw error;
  }
  return { rows, problem };
}

interface ColumnStats {
  name: string;
  isDate: boolean;
  distinct: Set<string>;
  samples: string[];
}

/** Looks through the beginning of a file: feed it bytes while `isFull` is false, then `finish()`. */
export class PreviewScan {
  private rowCount = 0;
  private readonly stats: ColumnStats[];
  private readonly vote = new DateOrderVote();
  private readonly decoder: Decoder;
  private readonly parser: CsvParser | JsonlParser;

  constructor(
    private readonly sample: FileSample,
    private readonly layout: Layout,
    private readonly given: Partial<ImportMapping>,
  ) {
    const { mapping, names } = layout;
    this.stats = names.map((name) => ({
      name,
      isDate: mapping.columns[name] === "publishedAt",
      distinct: new Set(),
      samples: [],
    }));
    this.decoder = createDecoder(mapping.encoding);
    this.parser =
      mapping.format === "csv"
        ? new CsvParser(mapping.delimiter ?? ",", (fields, _line, problem) => this.csvRow(fields, problem === null))
        : new JsonlParser((value) => {
            if (value !== null) this.count((name) => valueAt(value, name));
          });
  }

  get isFull(): boolean {
    return this.rowCount > PREVIEW_ROWS;
  }

  /** Throws FileProblem for a quote that never closes and for a JSON list. */
  write(bytes: Uint8Array): void {
    this.parser.push(this.decoder.write(bytes));
  }

  /** Call after the last bytes of the file, not after stopping early. */
  end(): void {
    this.parser.push(this.decoder.end());
    this.parser.end();
  }

  /** `nowMs`: what "the future" is measured from. */
  finish(nowMs: number): PreviewDraft {
    const mapping = { ...this.layout.mapping, dateOrder: this.given.dateOrder ?? this.vote.order };
    if (this.given.topicsFromColumn === undefined) mapping.topicsFromColumn = this.topicColumn();
    const { rows, problem } = firstRows(this.sample, mapping, nowMs);
    const isHeaderless = mapping.format === "csv" && !mapping.hasHeader;
    const warnings: PreviewDraft["warnings"] = this.layout.warnings.map((code) => ({ code, detail: null }));
    if (isHeaderless) warnings.push({ code: "E_NO_HEADER", detail: excerptOf(this.layout.firstLine) });
    if (problem !== null && problem.code !== "E_NO_HEADER")
      warnings.push({ code: problem.code, detail: problem.message });
    return {
      mapping,
      columns: this.stats.map(({ name, samples, distinct }) => ({ name, samples, distinctCount: distinct.size })),
      rows,
      warnings,
      ambiguousDate: this.given.dateOrder === undefined ? this.ambiguous(mapping, nowMs) : null,
    };
  }

  private csvRow(fields: readonly string[], isWhole: boolean): void {
    const isHeader = this.rowCount === 0 && this.layout.mapping.hasHeader;
    if (isHeader || !isWhole || fields.length !== this.stats.length) this.rowCount++;
    else this.count((_name, i) => fields[i]);
  }

  private count(cellOf: (name: string, place: number) => unknown): void {
    if (this.rowCount++ > PREVIEW_ROWS) return;
    for (const [place, column] of this.stats.entries()) {
      const raw = cellOf(column.name, place);
      if (typeof raw !== "string" && typeof raw !== "number") continue;
      const value = String(raw);
      if (value === "") continue;
      if (column.isDate) this.vote.add(value);
      if (column.distinct.size >= MAX_DISTINCT) continue;
      const size = column.distinct.size;
      column.distinct.add(value.length > 200 ? value.slice(0, 200) : value);
      if (column.distinct.size > size && column.samples.length < SAMPLES) column.samples.push(excerptOf(value));
    }
  }

  /** The first tag column with few enough values to compare as brands. */
  private topicColumn(): string | null {
    const isTag = (name: string): boolean => this.layout.mapping.columns[name] === "tag";
    const fits = ({ name, distinct }: ColumnStats): boolean =>
      isTag(name) && distinct.size > 0 && distinct.size <= MAX_COLUMN_TOPICS;
    return this.stats.find(fits)?.name ?? null;
  }

  private ambiguous(mapping: ImportMapping, nowMs: number): PreviewDraft["ambiguousDate"] {
    const value = this.vote.ambiguous;
    if (value === null) return null;
    const [mdy, dmy] = (["mdy", "dmy"] as const).map(
      (order) =>
        parseDate(value, { order, timeZone: mapping.timeZone, nowMs: Math.max(nowMs, Date.UTC(2100, 0)) }).utcMs,
    );
    if (mdy === undefined || dmy === undefined || mdy === null || dmy === null) return null;
    return { value, mdy: new Date(mdy).toISOString(), dmy: new Date(dmy).toISOString() };
  }
}
