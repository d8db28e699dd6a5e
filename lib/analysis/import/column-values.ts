/** The different values of one column, looked up before the rows are stored. */
import type { ImportMapping } from "@/lib/contracts/imports";
import { openLabel } from "../text/text-door";
import { columnNames } from "./columns";
import { CsvParser } from "./csv-parser";
import { createDecoder, type Decoder } from "./encoding";
import { valueAt } from "./file-reader";
import { JsonlParser } from "./jsonl-parser";

const MAX_TAG_CHARS = 80;

/** Feed it the file while `isFull` is false, then `end()`; `values` are tags as they are stored, in order of appearance. */
export class ColumnValues {
  readonly values = new Set<string>();
  private place = -1;
  private readonly decoder: Decoder;
  private readonly parser: CsvParser | JsonlParser;

  /** `limit`: how many values are enough. */
  constructor(
    private readonly mapping: ImportMapping,
    private readonly column: string,
    private readonly limit: number,
  ) {
    this.decoder = createDecoder(mapping.encoding);
    this.parser =
      mapping.format === "csv"
        ? new CsvParser(mapping.delimiter ?? ",", (fields, _line, problem) => this.csvRow(fields, problem !== null))
        : new JsonlParser((value) => {
            const given = value === null ? null : valueAt(value, this.column);
            for (const one of Array.isArray(given) ? given : [given]) this.add(one);
          });
  }

  get isFull(): boolean {
    return this.values.size > this.limit;
  }

  write(bytes: Uint8Array): void {
    this.parser.push(this.decoder.write(bytes));
  }

  end(): void {
    this.parser.push(this.decoder.end());
    this.parser.end();
  }

  private csvRow(fields: readonly string[], isBroken: boolean): void {
    if (this.place === -1) {
      this.place = columnNames(fields, this.mapping.hasHeader).indexOf(this.column);
      if (this.mapping.hasHeader) return;
    }
    if (!isBroken) this.add(fields[this.place]);
  }

  private add(value: unknown): void {
    if (typeof value !== "string" || this.isFull) return;
    const tag = openLabel(value, MAX_TAG_CHARS);
    if (tag) this.values.add(tag);
  }
}
