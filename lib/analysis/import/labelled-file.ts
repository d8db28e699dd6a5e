/** A file of labelled texts (`text,label`) to rows: decode, split, find the two columns, say what is wrong with each bad row. */
import { openLabel, openText } from "../text/text-door";
import { columnNames } from "./columns";
import { CsvParser } from "./csv-parser";
import { detectDelimiter } from "./delimiter";
import { createDecoder, type Decoder, detectEncoding } from "./encoding";
import type { FileSample } from "./layout";
import { FileProblem, type RowProblem } from "./problems";
import { excerptOf } from "./row-reader";

export const TEXT_NAMES = ["text", "content", "message", "post", "tweet", "文本", "正文", "内容", "微博"] as const;
export const LABEL_NAMES = ["label", "class", "category", "标签", "类别", "分类", "标注"] as const;

/** Longest label before it is taken for a mistake. */
export const MAX_LABEL_CHARS = 60;

export type LabelledProblem = RowProblem | "R_LABEL_EMPTY" | "R_LABEL_TOO_LONG";

export type LabelledRow =
  | { line: number; text: string; label: string; problem: null }
  | { line: number; problem: LabelledProblem; excerpt: string };

const hint = "Name one column text and one label in the first line, like the example file does.";

/** The columns of text and label. @throws FileProblem E_NO_HEADER, E_COLUMN_MISSING */
function placesOf(first: readonly string[]): { text: number; label: number } {
  const names = columnNames(first, true).map((name) => name.trim().toLowerCase());
  const place = (known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const [text, label] = [place(TEXT_NAMES), place(LABEL_NAMES)];
  if (text === -1 && label === -1)
    throw new FileProblem(
      "E_NO_HEADER",
      `The first line names no column text or label: ${excerptOf(first.join(","))}`,
      {
        line: 1,
        hint,
      },
    );
  if (text === -1 || label === -1) {
    const missing = text === -1 ? "text" : "label";
    throw new FileProblem(
      "E_COLUMN_MISSING",
      `The file has no column ${missing}. Columns found: ${names.slice(0, 30).join(", ")}.`,
      { line: 1, hint },
    );
  }
  return { text, label };
}

/** Reads one file; every row that is not blank reaches `onRow` once, in order. Feed it pieces of any size. */
export class LabelledFileReader {
  private readonly decoder: Decoder;
  private readonly parser: CsvParser;
  private places: { text: number; label: number } | null = null;
  private width = 0;

  constructor(
    sample: Pick<FileSample, "head" | "later" | "isWhole">,
    private readonly onRow: (row: LabelledRow) => void,
  ) {
    const { encoding } = detectEncoding(sample.head, sample.later);
    const decoder = createDecoder(encoding);
    const text = decoder.write(sample.head) + (sample.isWhole ? decoder.end() : "");
    if (text.trim() === "" && sample.isWhole)
      throw new FileProblem("E_EMPTY_FILE", "The file is empty.", { hint: "Choose a file with at least one row." });
    this.decoder = createDecoder(encoding);
    const { delimiter } = detectDelimiter(text, sample.isWhole);
    this.parser = new CsvParser(delimiter, (fields, line, problem) => this.row(fields, line, problem));
  }

  /** @throws FileProblem where the file cannot be read on: E_NO_HEADER, E_COLUMN_MISSING, E_QUOTE_UNCLOSED */
  write(bytes: Uint8Array): void {
    this.parser.push(this.decoder.write(bytes));
  }

  /** Ends the file. @throws FileProblem as `write` */
  end(): void {
    this.parser.push(this.decoder.end());
    this.parser.end();
  }

  private row(fields: string[], line: number, problem: RowProblem | null): void {
    if (this.places === null) {
      this.places = placesOf(fields);
      this.width = fields.length;
      return;
    }
    const excerpt = excerptOf(fields.join(","));
    const read = problem ?? (fields.length === this.width ? this.cells(fields, this.places) : "R_FIELD_COUNT");
    this.onRow(typeof read === "string" ? { line, problem: read, excerpt } : { line, ...read, problem: null });
  }

  private cells(
    fields: readonly string[],
    places: { text: number; label: number },
  ): { text: string; label: string } | LabelledProblem {
    const label = openLabel(fields[places.label] ?? "", MAX_LABEL_CHARS + 1);
    const opened = openText(fields[places.text] ?? "");
    if (opened.problem) return opened.problem;
    if (opened.text.trim() === "") return "R_TEXT_EMPTY";
    if (label === null) return "R_UNICODE";
    if (label === "") return "R_LABEL_EMPTY";
    return label.length > MAX_LABEL_CHARS ? "R_LABEL_TOO_LONG" : { text: opened.text, label };
  }
}
