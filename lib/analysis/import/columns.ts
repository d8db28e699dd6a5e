/** From column names and values to a mapping that a person only has to confirm. */
import type { ImportField } from "@/lib/contracts/imports";
import { openLabel } from "../text/text-door";
import { fieldOfName } from "./column-names";
import { type DateOrder, parseDate } from "./dates";
import { readCountry, readLanguage, readType } from "./fields";
import { parseCount } from "./numbers";
import { FileProblem } from "./problems";

export const MAX_COLUMNS = 200;
const MAX_NAME_CHARS = 200;
/** Names with a meaning in the language this is written in: never mapped, whatever they hold. */
const RESERVED = new Set(["__proto__", "constructor", "prototype", "tostring", "hasownproperty", "valueof"]);

/** One column's name and its first values. */
export interface ColumnSample {
  name: string;
  values: readonly string[];
}

/**
 * The names that columns go by: the header's, trimmed, made unique (`text (2)`), `Column 3` where there is none.
 * Throws FileProblem E_TOO_MANY_COLUMNS.
 */
export function columnNames(first: readonly string[], hasHeader: boolean): string[] {
  if (first.length > MAX_COLUMNS)
    throw new FileProblem("E_TOO_MANY_COLUMNS", `The file has ${first.length} columns; ${MAX_COLUMNS} are allowed.`, {
      line: 1,
      hint: "Remove the columns you do not need and upload again.",
    });
  const taken = new Set<string>();
  return first.map((cell, i) => {
    const base = (hasHeader && openLabel(cell, MAX_NAME_CHARS - 10)) || `Column ${i + 1}`;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base} (${n})`;
    taken.add(name);
    return name;
  });
}

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 1 : values.filter(test).length / values.length;
const meanLength = (values: readonly string[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value.length, 0) / values.length;

const isDate = (value: string): boolean =>
  parseDate(value, { order: "mdy", timeZone: "UTC", nowMs: Date.UTC(9000, 0) }).utcMs !== null ||
  parseDate(value, { order: "dmy", timeZone: "UTC", nowMs: Date.UTC(9000, 0) }).utcMs !== null;
const isCount = (value: string): boolean => parseCount(value).problem === null;
const isUrl = (value: string): boolean => /^https?:\/\//i.test(value);

/** Whether a column's values can be what its name says. */
function fits(field: ImportField, values: readonly string[]): boolean {
  const filled = values.filter((value) => value.trim() !== "");
  switch (field) {
    case "text":
      return share(filled, (value) => isCount(value) || isDate(value)) < 0.8 || filled.length === 0;
    case "publishedAt":
      return share(filled, isDate) >= 0.5;
    case "authorFollowers":
    case "likeCount":
    case "repostCount":
    case "replyCount":
      return share(filled, isCount) >= 0.5;
    case "url":
      return share(filled, isUrl) >= 0.5;
    case "lang":
      return share(filled, (value) => readLanguage(value) !== null || value === "und") >= 0.5;
    case "country":
      return share(filled, (value) => readCountry(value) !== null) >= 0.5;
    case "type":
      return share(filled, (value) => readType(value) !== null) >= 0.5;
    case "platform":
      return meanLength(filled) <= 24 && share(filled, (value) => isUrl(value) || value.startsWith("<")) < 0.1;
    case "tag":
    case "authorHandle":
    case "authorName":
      return meanLength(filled) <= 80;
    case "externalId":
    case "parentExternalId":
      return (
        (meanLength(filled) <= 120 && share(filled, isDate) < 0.9) ||
        share(filled, (value) => /^\d+$/.test(value)) > 0.9
      );
  }
}

type Columns = Record<string, ImportField>;

function byNames(columns: readonly ColumnSample[], found: Columns): void {
  const named = columns.flatMap((column) => {
    const match = RESERVED.has(column.name.toLowerCase()) ? null : fieldOfName(column.name);
    return match === null ? [] : [{ column, ...match }];
  });
  const taken = new Set<ImportField>();
  for (const { column, field } of named.sort((a, b) => a.rank - b.rank)) {
    if ((field !== "tag" && taken.has(field)) || !fits(field, column.values)) continue;
    taken.add(field);
    found[column.name] = field;
  }
  if (taken.has("authorHandle") || !taken.has("authorName")) return;
  for (const [name, field] of Object.entries(found)) if (field === "authorName") found[name] = "authorHandle";
}

/** Longest prose wins: words with spaces between, or Chinese, of at least a short sentence on average. */
function proseScore({ name, values }: ColumnSample): number {
  if (RESERVED.has(name.toLowerCase())) return 0;
  const filled = values.filter((value) => value.trim() !== "");
  const isProse = (value: string): boolean => /\S\s+\S+\s+\S/.test(value) || /\p{Script=Han}{4}/u.test(value);
  return filled.length > 0 && share(filled, isProse) >= 0.5 && share(filled, isDate) < 0.2 ? meanLength(filled) : 0;
}

function byValues(columns: readonly ColumnSample[], found: Columns, hasHeader: boolean): void {
  const free = () => columns.filter(({ name }) => !Object.hasOwn(found, name) && !RESERVED.has(name.toLowerCase()));
  const has = (field: ImportField) => Object.values(found).includes(field);
  if (!has("text")) {
    const best = free().reduce<{ name: string; score: number }>(
      (top, column) => (proseScore(column) > top.score ? { name: column.name, score: proseScore(column) } : top),
      { name: "", score: 12 },
    );
    if (best.name !== "") found[best.name] = "text";
  }
  const claim = (field: ImportField, test: (value: string) => boolean, least: number) => {
    if (has(field)) return;
    const column = free().find(({ values }) => {
      const filled = values.filter((value) => value.trim() !== "");
      return filled.length > 0 && share(filled, test) >= least;
    });
    if (column !== undefined) found[column.name] = field;
  };
  claim("publishedAt", (value) => /[-/:年]|[a-z]{3}/i.test(value) && isDate(value), 0.8);
  claim("url", isUrl, 0.8);
  if (hasHeader) return;
  claim("externalId", (value) => /^\d{8,20}$/.test(value) || /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value), 0.9);
  claim("authorHandle", (value) => /^@\w{1,40}$/.test(value), 0.8);
}

/** Columns to fields, by name where the values agree, else by values. Never more than one column a field, but tags. */
export function detectColumns(columns: readonly ColumnSample[], hasHeader: boolean): Columns {
  const found: Columns = {};
  if (hasHeader) byNames(columns, found);
  byValues(columns, found, hasHeader);
  return found;
}

const DAY_MONTH = /^\s*(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/;

/** Which way round `03/04/2026` is meant, as far as the values tell: `order` is `iso` while they do not. */
export class DateOrderVote {
  private firsts = 0;
  private seconds = 0;
  private example: string | null = null;

  add(value: string): void {
    const match = DAY_MONTH.exec(value);
    if (match === null) return;
    const [first, second] = [Number(match[1]), Number(match[3])];
    if (first > 12 && second <= 12) this.firsts++;
    else if (second > 12 && first <= 12) this.seconds++;
    else if (first !== second) this.example ??= value.trim();
  }

  /** Day first where only first numbers went above 12, month first where only second ones did. */
  get order(): DateOrder {
    if (this.firsts > 0 && this.seconds === 0) return "dmy";
    return this.seconds > 0 && this.firsts === 0 ? "mdy" : "iso";
  }

  /** A date with two readings, if the order is still open. */
  get ambiguous(): string | null {
    return this.order === "iso" ? this.example : null;
  }
}
