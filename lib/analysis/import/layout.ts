/** How a file is laid out: format, encoding, delimiter, header and columns, guessed from its beginning. */
import type { ImportMapping } from "@/lib/contracts/imports";
import { platformOfNames } from "./column-names";
import { type ColumnSample, columnNames, DateOrderVote, detectColumns, MAX_COLUMNS } from "./columns";
import { detectDelimiter, detectHeader, sampleRows } from "./delimiter";
import { createDecoder, detectEncoding } from "./encoding";
import { valueAt } from "./file-reader";
import { type JsonObject, parseJsonLine } from "./jsonl-parser";
import { FileProblem } from "./problems";

/** The unpacked beginning of a file. */
export interface FileSample {
  head: Uint8Array;
  /** A piece further on that is not ASCII, where the head is nothing but ASCII. */
  later: Uint8Array | null;
  /** The head is the whole file. */
  isWhole: boolean;
  fileName: string;
}

export interface Layout {
  mapping: ImportMapping;
  /** Column names, or JSON keys (nested ones with dots). */
  names: string[];
  /** The first line, where it is data and not names. */
  firstLine: string;
  warnings: ("W_ENCODING" | "W_SEPARATOR")[];
}

const MAX_KEY_DEPTH = 3;

/** Keys of an object, those inside objects as dotted paths. */
function keyPaths(object: JsonObject, prefix = "", depth = 1): string[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const path = prefix + key;
    const isNested = typeof value === "object" && value !== null && !Array.isArray(value) && depth < MAX_KEY_DEPTH;
    return isNested ? keyPaths(value as JsonObject, `${path}.`, depth + 1) : path.length <= 200 ? [path] : [];
  });
}

function isJsonLines(text: string, fileName: string): boolean {
  const start = text.trimStart();
  if (start.startsWith("{")) return true;
  return start.startsWith("[") && (/\.(jsonl|ndjson|json)(\.gz)?$/i.test(fileName) || /^\[\s*[{[]/.test(start));
}

function jsonColumns(text: string, isWhole: boolean): ColumnSample[] {
  const lines = text.split(/\r\n?|\n/);
  if (!isWhole) lines.pop();
  const first = lines.find((line) => line.trim() !== "")?.trim() ?? text.trim();
  if (/^\[\s*($|[{[])/.test(first))
    throw new FileProblem("E_JSON_ARRAY", "The file is one JSON list, not one object per line.", {
      line: 1,
      hint: "Write each object on a line of its own, without the brackets around them.",
    });
  const objects = lines.slice(0, 200).flatMap((line) => {
    const { value } = line.trim() === "" ? { value: null } : parseJsonLine(line);
    return value === null ? [] : [value];
  });
  const names = [...new Set(objects.flatMap((object) => keyPaths(object)))].slice(0, MAX_COLUMNS);
  const cellOf = (object: JsonObject, name: string): string => {
    const value = valueAt(object, name);
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  return names.map((name) => ({ name, values: objects.map((object) => cellOf(object, name)) }));
}

function csvColumns(rows: readonly string[][], hasHeader: boolean): ColumnSample[] {
  const names = columnNames(rows[0] ?? [], hasHeader);
  const data = hasHeader ? rows.slice(1) : rows;
  const width = names.length;
  const whole = data.filter((row) => row.length === width);
  return names.map((name, i) => ({ name, values: whole.map((row) => row[i] ?? "") }));
}

/**
 * Guesses the layout of a file; `given` settles what a person (or an earlier file with the same columns) has decided.
 * Throws FileProblem: E_EMPTY_FILE, E_TOO_MANY_COLUMNS, E_JSON_ARRAY.
 */
export function detectLayout(sample: FileSample, timeZone: string, given: Partial<ImportMapping> = {}): Layout {
  const guess = detectEncoding(sample.head, sample.later);
  const encoding = given.encoding ?? guess.encoding;
  const decoder = createDecoder(encoding);
  const text = decoder.write(sample.head) + (sample.isWhole ? decoder.end() : "");
  if (text.trim() === "" && sample.isWhole)
    throw new FileProblem("E_EMPTY_FILE", "The file is empty.", { hint: "Choose a file with at least one row." });
  const format = given.format ?? (isJsonLines(text, sample.fileName) ? "jsonl" : "csv");
  const separator = detectDelimiter(text, sample.isWhole);
  const delimiter = format === "jsonl" ? null : (given.delimiter ?? separator.delimiter);
  const rows = delimiter === null ? [] : sampleRows(text, delimiter, sample.isWhole);
  const hasHeader = format === "jsonl" || (given.hasHeader ?? detectHeader(rows));
  const columns = format === "jsonl" ? jsonColumns(text, sample.isWhole) : csvColumns(rows, hasHeader);
  const names = columns.map((column) => column.name);
  const found = given.columns ?? detectColumns(columns, hasHeader);
  const vote = new DateOrderVote();
  for (const column of columns)
    if (found[column.name] === "publishedAt") for (const value of column.values) vote.add(value);
  const isSeparatorSure = format === "jsonl" || given.delimiter !== undefined || separator.isSure;
  return {
    names,
    firstLine: hasHeader ? "" : (rows[0] ?? []).join(delimiter ?? ","),
    warnings: [
      ...(guess.isSure || given.encoding !== undefined ? [] : (["W_ENCODING"] as const)),
      ...(isSeparatorSure ? [] : (["W_SEPARATOR"] as const)),
    ],
    mapping: {
      format,
      encoding,
      delimiter,
      hasHeader,
      columns: found,
      defaultPlatform: given.defaultPlatform ?? platformOfNames(names) ?? "file",
      dateOrder: given.dateOrder ?? vote.order,
      timeZone: given.timeZone ?? timeZone,
      topicsFromColumn: given.topicsFromColumn === undefined ? null : given.topicsFromColumn,
    },
  };
}
