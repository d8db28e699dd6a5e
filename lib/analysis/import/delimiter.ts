/** Which sign parts the columns of a file, and whether its first row names them. */
import { fieldOfName } from "./column-names";
import { CsvParser } from "./csv-parser";
import { parseDate } from "./dates";

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SAMPLE_ROWS = 200;

/** The first rows of a text under one delimiter; the last, cut one is left out unless `isWhole`. */
export function sampleRows(text: string, delimiter: string, isWhole: boolean, limit = SAMPLE_ROWS): string[][] {
  const rows: string[][] = [];
  const parser = new CsvParser(delimiter, (fields) => {
    if (rows.length < limit) rows.push(fields);
  });
  try {
    for (let at = 0; at < text.length && rows.length < limit; at += 16_384) parser.push(text.slice(at, at + 16_384));
    if (isWhole && rows.length < limit) parser.end();
  } catch {
    return rows;
  }
  return rows;
}

/** How evenly a delimiter cuts the rows: share of rows with the usual number of fields, times how many there are. */
function evenness(rows: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of counts)
    if (width > 1) best = Math.max(best, (count / rows.length) ** 2 * Math.min(1 + width / 100, 1.5));
  const headerWidth = rows[0]?.length ?? 1;
  return headerWidth > 1 && counts.get(headerWidth) === rows.length ? best + 0.1 : best;
}

/** The delimiter that cuts the sample most evenly; a comma where none does (a file of one column). */
export function detectDelimiter(text: string, isWhole: boolean): { delimiter: Delimiter; isSure: boolean } {
  let delimiter: Delimiter = ",";
  let best = 0;
  for (const candidate of DELIMITERS) {
    const rows = sampleRows(text, candidate, isWhole);
    const score = rows.length === 0 ? 0 : evenness(rows);
    if (score > best) {
      delimiter = candidate;
      best = score;
    }
  }
  return { delimiter, isSure: best === 0 || best > 0.8 };
}

const looksLikeData = (cell: string): boolean => {
  const text = cell.trim();
  if (/^[+-]?[\d.,]+$/.test(text) || /^https?:\/\//i.test(text) || text.length > 80) return true;
  const rules = { order: "mdy", timeZone: "UTC", nowMs: Number.MAX_SAFE_INTEGER / 2 } as const;
  return text.length >= 8 && parseDate(text, rules).utcMs !== null;
};

/** Whether the first row names the columns: known names, or at least nothing that can only be a value. */
export function detectHeader(rows: readonly string[][]): boolean {
  const first = rows[0] ?? [];
  const names = first.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (names.length === 0 || names.some(looksLikeData)) return false;
  if (names.some((name) => fieldOfName(name) !== null)) return true;
  return new Set(names).size === names.length && names.every((name) => name.length <= 40 && !/[.!?。！？]$/.test(name));
}
