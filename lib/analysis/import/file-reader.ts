/** A file's bytes to row outcomes: decode, split, map, read. Feed it pieces of any size. */
import { IMPORT_FIELDS, type ImportField, type ImportMapping } from "@/lib/contracts/imports";
import { columnNames } from "./columns";
import { CsvParser } from "./csv-parser";
import { createDecoder, type Decoder } from "./encoding";
import { JsonlParser, type JsonObject } from "./jsonl-parser";
import { FileProblem, type RowProblem } from "./problems";
import { type Cells, excerptOf, type RowOutcome, RowReader } from "./row-reader";

export interface FileReaderOptions {
  /** Stands for "now" in every rule about dates. */
  nowMs: number;
  /** Rows to count without reading them: those that an earlier attempt has committed. */
  skipRows?: number;
}

/** Fields with one cell a row. */
const SINGLE = IMPORT_FIELDS.filter((field): field is Exclude<ImportField, "tag"> => field !== "tag");
const TEXT_MISSING = "No column is mapped to the text of the posts.";

function emptyCells(): Cells {
  return {
    text: "",
    externalId: "",
    authorHandle: "",
    authorName: "",
    authorFollowers: "",
    publishedAt: "",
    platform: "",
    type: "",
    url: "",
    lang: "",
    country: "",
    parentExternalId: "",
    likeCount: "",
    repostCount: "",
    replyCount: "",
    tags: [],
  };
}

/**
 * Checks that a mapping can work with the columns a file has. Throws FileProblem E_COLUMN_MISSING (a mapped column is
 * not there, or none is the text; lists those found) or E_NO_HEADER (no header, and nothing mapped to the text).
 */
export function checkMapping(mapping: ImportMapping, names: readonly string[], firstLine: string): void {
  const found = `Columns found: ${names.slice(0, 30).join(", ")}.`;
  const wanted = [
    ...Object.keys(mapping.columns),
    ...(mapping.topicsFromColumn === null ? [] : [mapping.topicsFromColumn]),
  ];
  const absent = mapping.format === "csv" ? wanted.find((name) => !names.includes(name)) : undefined;
  if (absent !== undefined)
    throw new FileProblem("E_COLUMN_MISSING", `The file has no column "${absent}". ${found}`, {
      hint: "Change the mapping.",
    });
  if (Object.values(mapping.columns).includes("text")) return;
  if (mapping.format === "csv" && !mapping.hasHeader)
    throw new FileProblem("E_NO_HEADER", `The first line holds data, not column names: ${excerptOf(firstLine)}`, {
      line: 1,
      hint: "Say in the mapping which column holds the text.",
    });
  throw new FileProblem("E_COLUMN_MISSING", `${TEXT_MISSING} ${found}`, { hint: "Map one column to the text." });
}

/** A value inside an object, by its key or by a dotted path. Own properties only. */
export function valueAt(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  let value: unknown = object;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as JsonObject)[part];
  }
  return value;
}

/** A JSON value as a cell; null where its type cannot be one. */
function cellOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return value === null || value === undefined ? "" : null;
}

/** Reads one file under one mapping; every row that is not blank reaches `onRow` once, in order. */
export class ImportFileReader {
  /** Rows met so far, skipped ones included. */
  rowCount = 0;
  private readonly decoder: Decoder;
  private readonly parser: CsvParser | JsonlParser;
  private readonly reader: RowReader;
  private readonly skipRows: number;
  private readonly columns: [string, ImportField][];
  private width = -1;
  /** Place of each SINGLE field's column; -1 where it has none. */
  private places: number[] = [];
  private tagPlaces: number[] = [];

  constructor(
    private readonly mapping: ImportMapping,
    private readonly onRow: (outcome: RowOutcome) => void,
    options: FileReaderOptions,
  ) {
    this.decoder = createDecoder(mapping.encoding);
    this.reader = new RowReader(mapping, options.nowMs);
    this.skipRows = options.skipRows ?? 0;
    this.columns = Object.entries(mapping.columns);
    this.parser =
      mapping.format === "csv"
        ? new CsvParser(mapping.delimiter ?? ",", (fields, line, problem) => this.csvRow(fields, line, problem))
        : new JsonlParser((...row) => this.jsonRow(...row));
    if (mapping.format === "jsonl") checkMapping(mapping, Object.keys(mapping.columns), "");
  }

  /** Throws FileProblem where the file cannot be read on. */
  write(bytes: Uint8Array): void {
    this.parser.push(this.decoder.write(bytes));
  }

  /** Ends the file. */
  end(): void {
    this.parser.push(this.decoder.end());
    this.parser.end();
  }

  private begin(first: readonly string[]): void {
    const names = columnNames(first, this.mapping.hasHeader);
    checkMapping(this.mapping, names, first.join(this.mapping.delimiter ?? ","));
    this.width = first.length;
    this.places = SINGLE.map((field) => {
      const name = this.columns.find((column) => column[1] === field)?.[0];
      return name === undefined ? -1 : names.indexOf(name);
    });
    this.tagPlaces = this.columns.filter((column) => column[1] === "tag").map((column) => names.indexOf(column[0]));
  }

  private csvRow(fields: string[], line: number, problem: RowProblem | null): void {
    if (this.width === -1) {
      this.begin(fields);
      if (this.mapping.hasHeader) return;
    }
    if (++this.rowCount <= this.skipRows) return;
    const broken = problem ?? (fields.length === this.width ? null : "R_FIELD_COUNT");
    if (broken !== null) {
      const column = broken === "R_FIELD_COUNT" ? `${fields.length} of ${this.width} fields` : null;
      this.refuse(line, broken, column, this.rawRow(fields));
      return;
    }
    const cells = emptyCells();
    for (let i = 0; i < SINGLE.length; i++) {
      const place = this.places[i] ?? -1;
      const field = SINGLE[i];
      if (place >= 0 && field !== undefined) cells[field] = fields[place] ?? "";
    }
    for (const place of this.tagPlaces) cells.tags.push(fields[place] ?? "");
    this.finish(cells, line, () => this.rawRow(fields));
  }

  private jsonRow(
    value: JsonObject | null,
    line: number,
    problem: RowProblem | null,
    column: number | null,
    raw: string,
  ): void {
    if (++this.rowCount <= this.skipRows) return;
    if (value === null) {
      this.refuse(line, problem ?? "R_JSON", column === null ? null : String(column), raw);
      return;
    }
    const cells = emptyCells();
    for (const [name, field] of this.columns) {
      const given = valueAt(value, name);
      if (field === "tag" && Array.isArray(given)) {
        for (const item of given) if (typeof item === "string") cells.tags.push(item);
        continue;
      }
      const cell = field === "text" && typeof given !== "string" && given !== undefined ? null : cellOf(given);
      if (cell === null) {
        this.refuse(line, "R_TYPE", name, raw);
        return;
      }
      if (field === "tag") cells.tags.push(cell);
      else cells[field] = cell;
    }
    this.finish(cells, line, () => raw);
  }

  private finish(cells: Cells, line: number, raw: () => string): void {
    const result = this.reader.read(cells);
    if (result.post !== null) this.onRow({ line, post: result.post, warnings: result.warnings });
    else this.refuse(line, result.code, this.columnOf(result.field), raw());
  }

  private columnOf(field: ImportField): string | null {
    return this.columns.find((column) => column[1] === field)?.[0] ?? null;
  }

  private rawRow(fields: readonly string[]): string {
    let raw = "";
    for (const field of fields) {
      raw += raw === "" ? field.slice(0, 200) : (this.mapping.delimiter ?? ",") + field.slice(0, 200);
      if (raw.length > 200) break;
    }
    return raw;
  }

  private refuse(line: number, code: RowProblem, column: string | null, raw: string): void {
    this.onRow({ line, post: null, code, column, excerpt: excerptOf(raw) });
  }
}
