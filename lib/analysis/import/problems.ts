/** The vocabulary of what can be wrong with a file, a row or a value. Texts for people: lib/messages/errors.ts. */

/** A row that is left out, with its place in the rejects file. */
export const ROW_PROBLEMS = [
  "R_FIELD_COUNT",
  "R_QUOTE",
  "R_ROW_TOO_LONG",
  "R_UNICODE",
  "R_TEXT_TOO_LONG",
  "R_TEXT_EMPTY",
  "R_ID_SCIENTIFIC",
  "R_DATE",
  "R_DATE_AMBIGUOUS",
  "R_DATE_RANGE",
  "R_NUMBER",
  "R_NUMBER_RANGE",
  "R_JSON",
  "R_JSON_DEPTH",
  "R_JSON_SIZE",
  "R_TYPE",
] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

/** Accepted, with a remark. The order is the bit in a row's warning mask. */
export const ROW_WARNINGS = [
  "W_TRUNCATED",
  "W_NO_ID",
  "W_ID_SHORTENED",
  "W_NO_AUTHOR",
  "W_NO_DATE",
  "W_FUTURE",
  "W_DST",
  "W_MOJIBAKE",
  "W_DECODE",
  "W_LANGUAGE",
  "W_DUPLICATE_IN_FILE",
] as const;
export type RowWarning = (typeof ROW_WARNINGS)[number];

/** The bit of a warning in a row's mask. */
export const warningBit = (code: RowWarning): number => 1 << ROW_WARNINGS.indexOf(code);

/** Why a whole file cannot be read. */
export type FileProblemCode =
  | "E_EMPTY_FILE"
  | "E_NO_HEADER"
  | "E_COLUMN_MISSING"
  | "E_QUOTE_UNCLOSED"
  | "E_TOO_MANY_COLUMNS"
  | "E_JSON_ARRAY"
  | "E_NOT_TEXT"
  | "E_IS_XLSX"
  | "E_GZIP";

/** Thrown by the readers of this folder; the service turns it into the HTTP error of the same code. */
export class FileProblem extends Error {
  constructor(
    readonly code: FileProblemCode,
    message: string,
    readonly place: { line?: number; column?: number; hint?: string } = {},
  ) {
    super(message);
    this.name = "FileProblem";
  }
}
