/** Cuts a query into words, phrases, brackets, operators and fields, each with where it stands. */
import { QUERY_FIELDS } from "./ast";
import { refuse } from "./problems";

/** `text:` narrows to the text, which is what a bare word does too. */
const KNOWN_FIELDS: readonly string[] = [...QUERY_FIELDS, "text"];
const LATER_FIELDS: readonly string[] = [
  "title",
  "site",
  "url",
  "country",
  "mention",
  "followers",
  "engagement",
  "sentiment",
  "emotion",
  "has",
  "raw",
];

export type LexemeKind = "word" | "phrase" | "field" | "open" | "close" | "and" | "or" | "not";

/** `text`: the word, the inside of a phrase, the lower-case name of a field; otherwise as written. */
export type Lexeme = { kind: LexemeKind; text: string; start: number; end: number };

const GAP = /[\s\u200b\u200e\u200f\u2060]+/y;
const WORD = /(?:(?!<<<)[^\s()（）"＂“”„‟])+/y;
const QUOTE = /["＂“”„‟]/;
const PHRASE = /["＂“”„‟]([^"＂“”„‟]*)["＂“”„‟]/y;
/** A minus right before what it excludes; also the dashes that word processors make of it. */
const MINUS = /[-－−–](?=[^\s)）])/y;
const FIELD = /^([A-Za-z][A-Za-z_]*)[:：]/;
const PROXIMITY = /^O?NEAR(?:\/\w*)?$/;
const OPEN: readonly string[] = ["(", "（"];
const CLOSE: readonly string[] = [")", "）"];
const OPERATORS: ReadonlyMap<string, LexemeKind> = new Map([
  ["AND", "and"],
  ["OR", "or"],
  ["NOT", "not"],
]);
const WORD_BESIDE_STAR = /[\p{L}\p{N}]\*|\*[\p{L}\p{N}]/u;

class Lexer {
  private at = 0;
  private readonly lexemes: Lexeme[] = [];

  constructor(private readonly query: string) {}

  run(): Lexeme[] {
    while (this.at < this.query.length) this.step();
    return this.lexemes;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.query);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private push(kind: LexemeKind, text: string, start: number): void {
    this.lexemes.push({ kind, text, start, end: this.at });
  }

  private step(): void {
    if (this.take(GAP)) return;
    const start = this.at;
    const character = this.query.charAt(start);
    if (this.query.startsWith("<<<", start)) {
      this.skipComment(start);
    } else if (OPEN.includes(character) || CLOSE.includes(character)) {
      this.at += 1;
      this.push(OPEN.includes(character) ? "open" : "close", character, start);
    } else if (QUOTE.test(character)) {
      this.readPhrase(start);
    } else if (this.take(MINUS)) {
      this.push("not", character, start);
    } else {
      this.readWord(this.take(WORD)?.[0] ?? "", start);
    }
  }

  private skipComment(start: number): void {
    const close = this.query.indexOf(">>>", start + 3);
    if (close < 0) refuse("unclosed_comment", start, this.query.length);
    this.at = close + 3;
  }

  private readPhrase(start: number): void {
    const inside = this.take(PHRASE)?.[1] ?? refuse("unclosed_quote", start, this.query.length);
    const isProximity = this.query.charAt(this.at) === "~";
    if (isProximity || WORD_BESIDE_STAR.test(inside)) refuse("not_available", start, this.at + (isProximity ? 1 : 0));
    this.push("phrase", inside, start);
  }

  private readWord(word: string, start: number): void {
    const field = FIELD.exec(word);
    const operator = OPERATORS.get(word);
    if (field) this.readField(field, word, start);
    else if (operator) this.push(operator, word, start);
    else if (PROXIMITY.test(word)) refuse("not_available", start, this.at);
    else this.pushWord(word, start);
  }

  /** The value right after the colon is taken as it stands, so that `tag:a:b` has the value `a:b`. */
  private readField([prefix, written]: RegExpExecArray, word: string, start: number): void {
    const name = (written ?? "").toLowerCase();
    if (LATER_FIELDS.includes(name)) refuse("not_available", start, start + prefix.length);
    if (!KNOWN_FIELDS.includes(name)) refuse("unknown_field", start, start + prefix.length);
    const end = this.at;
    this.at = start + prefix.length;
    this.push("field", name, start);
    this.at = end;
    if (word.length > prefix.length) this.pushWord(word.slice(prefix.length), start + prefix.length);
  }

  private pushWord(word: string, start: number): void {
    if (/[*?]/.test(word)) refuse("not_available", start, this.at);
    this.push("word", word, start);
  }
}

/** The lexemes of a query, in order. Time is linear. Throws QueryProblemError. */
export function lexQuery(query: string): Lexeme[] {
  return new Lexer(query).run();
}
