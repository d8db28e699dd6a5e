/** Streaming JSON Lines parser: one object a line, capped in size and depth, ids kept to the last digit. */
import { FileProblem, type RowProblem } from "./problems";

/** Longest line; what is longer is skipped to its end. */
export const MAX_LINE_CHARS = 4_194_304;
/** Deepest nesting of objects and lists. */
export const MAX_DEPTH = 32;
/** Most keys and list items in one line. */
export const MAX_ITEMS = 10_000;

export type JsonObject = Record<string, unknown>;
/** `column` is 1-based, where the JSON stops making sense. */
export type JsonlSink = (
  value: JsonObject | null,
  line: number,
  problem: RowProblem | null,
  column: number | null,
  raw: string,
) => void;

const QUOTE = 34;
const BACKSLASH = 92;

interface Scan {
  problem: RowProblem | null;
  /** Begin and end of each number outside strings that a double cannot hold exactly, flattened. */
  longNumbers: number[];
}

const isNumberUnit = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || unit === 45 || unit === 43 || unit === 46 || unit === 101 || unit === 69;

function endOfString(raw: string, open: number): number {
  let at = open + 1;
  for (; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    if (unit === BACKSLASH) at++;
    else if (unit === QUOTE) break;
  }
  return at;
}

/** One pass outside strings: depth, item count, numbers of 16 digits and more. */
function scanLine(raw: string): Scan {
  const longNumbers: number[] = [];
  let depth = 0;
  let items = 0;
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(raw, at);
    else if (unit === 123 || unit === 91) {
      if (++depth > MAX_DEPTH) return { problem: "R_JSON_DEPTH", longNumbers };
    } else if (unit === 125 || unit === 93) depth--;
    else if (unit === 44) {
      if (++items >= MAX_ITEMS) return { problem: "R_JSON_SIZE", longNumbers };
    } else if (unit >= 48 && unit <= 57) {
      const from = at;
      while (at + 1 < raw.length && isNumberUnit(raw.charCodeAt(at + 1))) at++;
      if (at - from >= 15 && /^\d+$/.test(raw.slice(from, at + 1))) longNumbers.push(from, at + 1);
    }
  }
  return { problem: null, longNumbers };
}

/** JSON.parse rounds 64-bit ids; quoting them first keeps every digit. */
function quoteNumbers(raw: string, spans: number[]): string {
  let out = "";
  let from = 0;
  for (let i = 0; i < spans.length; i += 2) {
    const begin = spans[i] ?? 0;
    const end = spans[i + 1] ?? 0;
    const isNegative = raw.charCodeAt(begin - 1) === 45;
    if (isNegative) continue;
    out += `${raw.slice(from, begin)}"${raw.slice(begin, end)}"`;
    from = end;
  }
  return out + raw.slice(from);
}

/** Whether the text could still go on to be JSON; `position` is where the parser stopped, if it says so. */
function isOpenJson(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = /position (\d+)/.exec(message)?.[1];
    return /end of JSON|[Uu]nterminated/.test(message) || (position !== undefined && Number(position) >= prefix.length);
  }
}

/** The parser names the place in some messages only; else the shortest beginning that can no longer be JSON tells. */
function errorColumn(error: unknown, raw: string): number {
  const message = error instanceof Error ? error.message : "";
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position) + 1;
  if (/end of JSON/.test(message)) return raw.length + 1;
  let [good, bad] = [0, Math.min(raw.length, 100_000)];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isOpenJson(raw.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return bad;
}

/**
 * Reads one line. Numbers of 16 digits and more become strings, so that ids survive.
 * Refused: R_JSON (with the column), R_JSON_DEPTH, R_JSON_SIZE, and R_TYPE for anything but an object.
 */
export function parseJsonLine(raw: string): {
  value: JsonObject | null;
  problem: RowProblem | null;
  column: number | null;
} {
  const scan = scanLine(raw);
  if (scan.problem !== null) return { value: null, problem: scan.problem, column: null };
  try {
    const value: unknown = JSON.parse(scan.longNumbers.length === 0 ? raw : quoteNumbers(raw, scan.longNumbers));
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return { value: null, problem: "R_TYPE", column: 1 };
    return { value: value as JsonObject, problem: null, column: null };
  } catch (error) {
    return { value: null, problem: "R_JSON", column: errorColumn(error, raw) };
  }
}

/** Push text in pieces of any size, then `end()`. Blank lines are skipped. Throws FileProblem E_JSON_ARRAY. */
export class JsonlParser {
  private buffer = "";
  private line = 1;
  private isSkipping = false;
  private isFirst = true;
  private lastWasCr = false;

  constructor(private readonly sink: JsonlSink) {}

  /** Takes the next piece of the file's text. */
  push(piece: string): void {
    let from = 0;
    for (let at = nextBreak(piece, 0); at !== -1; at = nextBreak(piece, from)) {
      const isSecondHalf = at === 0 && from === 0 && this.lastWasCr && piece.charCodeAt(0) === 10;
      this.lastWasCr = false;
      if (!isSecondHalf) this.endLine(this.buffer + piece.slice(from, at));
      from = at + 1;
      if (piece.charCodeAt(at) !== 13) continue;
      if (from === piece.length) this.lastWasCr = true;
      else if (piece.charCodeAt(from) === 10) from++;
    }
    if (from < piece.length) {
      this.lastWasCr = false;
      if (!this.isSkipping) this.buffer += piece.slice(from);
    }
    if (this.buffer.length > MAX_LINE_CHARS) {
      this.buffer = this.buffer.slice(0, 200);
      this.isSkipping = true;
    }
  }

  /** Ends the file: the last line needs no line end. */
  end(): void {
    if (this.buffer !== "") this.endLine(this.buffer);
  }

  private endLine(raw: string): void {
    const line = this.line++;
    const wasSkipping = this.isSkipping;
    this.buffer = "";
    this.isSkipping = false;
    const trimmed = raw.trim();
    if (trimmed === "") return;
    if (wasSkipping || raw.length > MAX_LINE_CHARS) {
      this.sink(null, line, "R_JSON_SIZE", null, raw.slice(0, 200));
      this.isFirst = false;
      return;
    }
    if (this.isFirst) this.refuseArray(trimmed, line);
    this.isFirst = false;
    const { value, problem, column } = parseJsonLine(raw);
    this.sink(value, line, problem, column, raw);
  }

  /** A list that is spread over lines, or that holds objects, is a JSON file and not JSON Lines. */
  private refuseArray(first: string, line: number): void {
    if (!/^\[\s*(\{|$|\[)/.test(first)) return;
    throw new FileProblem("E_JSON_ARRAY", "The file is one JSON list, not one object per line.", {
      line,
      hint: "Write each object on a line of its own, without the brackets around them.",
    });
  }
}

function nextBreak(piece: string, from: number): number {
  const lf = piece.indexOf("\n", from);
  const cr = piece.indexOf("\r", from);
  if (cr === -1) return lf;
  return lf === -1 ? cr : Math.min(lf, cr);
}
