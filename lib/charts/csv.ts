/** The table behind a chart as CSV. */

/** A cell: numbers stay numbers, null is an empty cell. */
export type Cell = string | number | null;

/**
 * One cell by RFC 4180. A text that a spreadsheet would take for a formula gets a leading apostrophe.
 * Source: OWASP CSV injection, https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = /^[=+\-@\t\r\0]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Header and rows with CRLF and a byte order mark, so that spreadsheets read the characters right. */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${[header, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
