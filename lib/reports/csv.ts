/** The one CSV writer: every file that leaves Earshot as CSV is written here. */

/** A number stays a number; text is made harmless to spreadsheets; null is an empty cell. */
export type CsvCell = string | number | null;

/** What a spreadsheet takes for a formula: these signs, also in full width, also behind spaces and invisible signs. */
const FORMULA = /^[\s\p{Cf}\p{Cc}'"]*[=+\-@＝＋－＠]|^[\t\r\n\0]/u;

function cell(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row with its line end (RFC 4180: commas, CRLF, doubled quotes). Text that a spreadsheet would run gets a `'` in front. */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(cell).join(",")}\r\n`;

/** Reply headers of a CSV download; `name` without its extension. Any characters may stand in the name (RFC 6266). */
export function csvHeaders(name: string): Record<string, string> {
  const plain = name.replace(/[^\w.-]+/g, "_").slice(0, 100) || "export";
  const full = encodeURIComponent(`${name.slice(0, 100)}.csv`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${plain}.csv"; filename*=UTF-8''${full}`,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  };
}

/** Byte-order mark: without it Excel takes UTF-8 for Windows-1252. First thing in the file. */
export const CSV_MARK = "\ufeff";
