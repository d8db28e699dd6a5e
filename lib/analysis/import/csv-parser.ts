/** Streaming RFC 4180 parser with exact line numbers and a diagnosis for each way in which a row can be broken. */
import { FileProblem, type RowProblem } from "./problems";

/** Longest quoted field; a quote still open after this many characters is never going to close. */
export const MAX_QUOTED_CHARS = 1_048_576;
/** Longest row; what is longer is skipped to its end of line. */
export const MAX_ROW_CHARS = 4_194_304;

export type CsvSink = (fields: string[], line: number, problem: RowProblem | null) => void;

const LF = 10;
const CR = 13;
const QUOTE = 34;
const SIGNS = Array.from({ length: 128 }, (_, unit) => String.fromCharCode(unit));

enum State {
  Start,
  Bare,
  Quoted,
  Closed,
  Skip,
}

/**
 * Push text in pieces of any size, then `end()`. Every non-blank row reaches the sink once, with the line (1-based) it
 * begins on. LF, CRLF and CR all end a row. Throws FileProblem E_QUOTE_UNCLOSED with the line of the open quote.
 */
export class CsvParser {
  private buffer = "";
  private at = 0;
  private fieldStart = 0;
  private state: State = State.Start;
  private fields: string[] = [];
  private isQuotedField = false;
  private hasDoubled = false;
  private problem: RowProblem | null = null;
  private line = 1;
  private rowLine = 1;
  private quoteLine = 1;
  private rowChars = 0;
  private lastWasCr = false;
  /** By unit: where it stands next in the buffer; see `seek`. */
  private readonly next = new Float64Array(128);
  private readonly delimiter: number;

  constructor(
    delimiter: string,
    private readonly sink: CsvSink,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** Takes the next piece of the file's text. */
  push(piece: string): void {
    if (piece === "") return;
    const carried = this.buffer.length;
    this.buffer = carried === 0 ? piece : this.buffer + piece;
    this.at = carried;
    this.next.fill(-1);
    this.scan();
    this.rowChars += this.buffer.length - carried;
    const keepFrom = Math.min(this.fieldStart, this.buffer.length);
    this.buffer = this.state === State.Start || this.state === State.Skip ? "" : this.buffer.slice(keepFrom);
    this.fieldStart = 0;
    if (this.rowChars > MAX_ROW_CHARS && this.state !== State.Skip) this.skipRow();
  }

  /** Ends the file: the last row needs no line end. */
  end(): void {
    if (this.state === State.Quoted) this.failUnclosed();
    this.at = this.buffer.length;
    if (this.state === State.Closed || this.state === State.Bare) this.endField();
    else if (this.state === State.Start && this.fields.length > 0) this.fields.push("");
    if (this.fields.length > 0) this.endRow();
    this.buffer = "";
  }

  private scan(): void {
    const end = this.buffer.length;
    while (this.at < end) {
      if (this.state === State.Start) this.start();
      else if (this.state === State.Bare) this.bare();
      else if (this.state === State.Quoted) this.quoted();
      else if (this.state === State.Closed) this.closed();
      else this.skip();
    }
  }

  private start(): void {
    const unit = this.buffer.charCodeAt(this.at);
    if (this.fields.length === 0) {
      if (unit === LF && this.lastWasCr) {
        this.lastWasCr = false;
        this.at++;
        return;
      }
      this.rowLine = this.line;
      this.rowChars = -this.at;
    }
    this.lastWasCr = false;
    this.isQuotedField = unit === QUOTE;
    this.hasDoubled = false;
    if (this.isQuotedField) {
      this.quoteLine = this.line;
      this.at++;
    }
    this.fieldStart = this.at;
    this.state = this.isQuotedField ? State.Quoted : State.Bare;
  }

  /** Goes through unquoted fields without leaving the loop until the row, the piece or the run of them ends. */
  private bare(): void {
    const { buffer, fields } = this;
    const end = buffer.length;
    let from = this.fieldStart;
    let at = this.at;
    while (true) {
      const rowEnd = Math.min(this.seek(LF, at), this.seek(CR, at));
      const fieldEnd = Math.min(this.seek(this.delimiter, at), rowEnd);
      if (this.seek(QUOTE, at) < fieldEnd) this.problem ??= "R_QUOTE";
      if (fieldEnd >= end) break;
      fields.push(buffer.slice(from, fieldEnd));
      this.at = fieldEnd;
      if (fieldEnd === rowEnd) {
        this.endLine();
        return;
      }
      at = fieldEnd + 1;
      from = at;
      this.isQuotedField = false;
      if (at < end && this.seek(QUOTE, at) !== at) continue;
      this.state = State.Start;
      this.at = at;
      return;
    }
    this.fieldStart = from;
    this.at = end;
  }

  private quoted(): void {
    const { buffer, fieldStart } = this;
    const quote = this.seek(QUOTE, this.at);
    const end = Math.min(quote, buffer.length);
    for (let at = this.seek(CR, this.at); at < end; at = this.seek(CR, at + 1)) this.line++;
    for (let at = this.seek(LF, this.at); at < end; at = this.seek(LF, at + 1))
      if (at === fieldStart || buffer.charCodeAt(at - 1) !== CR) this.line++;
    if (end - fieldStart > MAX_QUOTED_CHARS) this.failUnclosed();
    this.at = end;
    if (quote >= buffer.length) return;
    this.at++;
    this.state = State.Closed;
  }

  /** Place of the next such unit from `from` on, or beyond the end; found once and remembered until passed. */
  private seek(unit: number, from: number): number {
    const known = this.next[unit] ?? -1;
    if (known >= from) return known;
    const found = this.buffer.indexOf(SIGNS[unit] ?? String.fromCharCode(unit), from);
    const place = found === -1 ? Number.MAX_SAFE_INTEGER : found;
    this.next[unit] = place;
    return place;
  }

  private closed(): void {
    const unit = this.buffer.charCodeAt(this.at);
    if (unit === QUOTE) {
      this.hasDoubled = true;
      this.at++;
      this.state = State.Quoted;
    } else if (unit === this.delimiter || unit === LF || unit === CR) this.finishField(unit);
    else {
      this.problem ??= "R_QUOTE";
      this.state = State.Bare;
    }
  }

  private skip(): void {
    this.at = Math.min(this.seek(LF, this.at), this.seek(CR, this.at), this.buffer.length);
    if (this.at < this.buffer.length) this.endLine();
  }

  /** A quoted field has ended, on the delimiter or the line end that stands at `at`. */
  private finishField(unit: number): void {
    this.endField();
    if (unit === this.delimiter) {
      this.at++;
      this.state = State.Start;
    } else this.endLine();
  }

  private endField(): void {
    const to = this.state === State.Closed ? this.at - 1 : this.at;
    const value = this.buffer.slice(this.fieldStart, to);
    this.fields.push(this.hasDoubled ? value.replaceAll('""', '"') : value);
  }

  /** The row ends at `at`, on its line end. */
  private endLine(): void {
    this.line++;
    this.lastWasCr = this.buffer.charCodeAt(this.at) === CR;
    this.at++;
    this.endRow();
  }

  private endRow(): void {
    const { fields, problem } = this;
    this.fields = [];
    this.problem = null;
    const isBlank = fields.length === 1 && !this.isQuotedField && fields[0]?.trim() === "" && problem === null;
    this.state = State.Start;
    this.isQuotedField = false;
    if (!isBlank) this.sink(fields, this.rowLine, problem);
  }

  private skipRow(): void {
    const begun = this.fields[0] ?? this.buffer;
    this.fields = [begun.slice(0, 200)];
    this.problem = "R_ROW_TOO_LONG";
    this.buffer = "";
    this.state = State.Skip;
  }

  private failUnclosed(): never {
    const message = `A quote that opens on line ${this.quoteLine} is never closed.`;
    throw new FileProblem("E_QUOTE_UNCLOSED", message, { line: this.quoteLine, hint: "Close or double it." });
  }
}
