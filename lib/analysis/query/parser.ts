/** Reads a query into a tree: NOT before AND before OR, a space means AND. */
import type { QueryProblem } from "@/lib/contracts/topics";
import { type ParsedQuery, QUERY_LIMITS, type QueryNode } from "./ast";
import { leafNode } from "./leaf";
import { type Lexeme, lexQuery } from "./lexer";
import { QueryProblemError, queryProblem, refuse } from "./problems";

const MAX_WARNINGS = 20;
const OPERANDS: readonly string[] = ["word", "phrase", "open", "not", "field"];
const LOWER_CASE_OPERATOR = /^(?:and|or|not)$/i;

const startsOperand = (lexeme: Lexeme | undefined): boolean => lexeme !== undefined && OPERANDS.includes(lexeme.kind);

/** One node of its kind: children of the same kind are taken in, a single child stands for itself. */
function group(kind: "and" | "or", nodes: readonly QueryNode[]): QueryNode {
  const [first] = nodes;
  if (first && nodes.length === 1) return first;
  return { kind, children: nodes.flatMap((node) => (node.kind === kind ? node.children : [node])) };
}

class Parser {
  private at = 0;
  private nesting = 0;
  private terms = 0;
  readonly warnings: QueryProblem[] = [];

  constructor(
    private readonly lexemes: readonly Lexeme[],
    private readonly length: number,
  ) {}

  run(): QueryNode {
    if (this.lexemes.length === 0) refuse("empty", 0, this.length);
    const node = this.readOr(null);
    const rest = this.peek();
    if (rest) refuse("unopened_bracket", rest.start, rest.end);
    return node;
  }

  private peek(): Lexeme | undefined {
    return this.lexemes[this.at];
  }

  /** Skips the operator just met and makes sure that something follows it. */
  private passOperator(operator: Lexeme): void {
    this.at += 1;
    if (!startsOperand(this.peek())) refuse("operand_after", operator.start, operator.end);
  }

  private readOr(field: string | null): QueryNode {
    const nodes = [this.readAnd(field)];
    for (let next = this.peek(); next?.kind === "or"; next = this.peek()) {
      this.passOperator(next);
      nodes.push(this.readAnd(field));
    }
    return group("or", nodes);
  }

  private readAnd(field: string | null): QueryNode {
    const nodes = [this.readOperand(field)];
    for (let next = this.peek(); next?.kind === "and" || startsOperand(next); next = this.peek()) {
      if (next?.kind === "and") this.passOperator(next);
      nodes.push(this.readOperand(field));
    }
    return group("and", nodes);
  }

  private readOperand(field: string | null): QueryNode {
    const lexeme = this.peek();
    if (!lexeme) return refuse("empty", 0, this.length);
    switch (lexeme.kind) {
      case "and":
      case "or":
        return refuse("operand_before", lexeme.start, lexeme.end);
      case "close":
        return refuse("unopened_bracket", lexeme.start, lexeme.end);
      case "not":
        return this.readNot(lexeme, field);
      case "open":
        return this.readBrackets(lexeme, field);
      case "field":
        return this.readField(lexeme, field);
      case "word":
      case "phrase":
        return this.readLeaf(lexeme, field);
    }
  }

  private nest<T>(lexeme: Lexeme, read: () => T): T {
    this.nesting += 1;
    if (this.nesting > QUERY_LIMITS.nesting) refuse("too_deep", lexeme.start, lexeme.end);
    const result = read();
    this.nesting -= 1;
    return result;
  }

  private readNot(not: Lexeme, field: string | null): QueryNode {
    this.passOperator(not);
    const child = this.nest(not, () => this.readOperand(field));
    return child.kind === "not" ? child.child : { kind: "not", child };
  }

  private readBrackets(open: Lexeme, field: string | null): QueryNode {
    this.at += 1;
    const first = this.peek();
    if (first?.kind === "close") refuse("empty_brackets", open.start, first.end);
    if (!first) refuse("unclosed_bracket", open.start, open.end);
    const node = this.nest(open, () => this.readOr(field));
    if (this.peek()?.kind !== "close") refuse("unclosed_bracket", open.start, open.end);
    this.at += 1;
    return node;
  }

  private readField(lexeme: Lexeme, outer: string | null): QueryNode {
    if (outer !== null) refuse("nested_field", lexeme.start, lexeme.end);
    this.at += 1;
    const value = this.peek();
    if (value?.kind === "open") return this.readBrackets(value, lexeme.text);
    if (value?.kind === "word" || value?.kind === "phrase") return this.readLeaf(value, lexeme.text);
    return refuse("value_missing", lexeme.start, lexeme.end);
  }

  private readLeaf(lexeme: Lexeme, field: string | null): QueryNode {
    this.at += 1;
    this.terms += 1;
    if (this.terms > QUERY_LIMITS.terms) refuse("too_many_terms", lexeme.start, lexeme.end);
    if (lexeme.kind === "word" && LOWER_CASE_OPERATOR.test(lexeme.text) && this.warnings.length < MAX_WARNINGS) {
      this.warnings.push(queryProblem("lower_case_operator", lexeme.start, lexeme.end));
    }
    return leafNode(lexeme, field);
  }
}

/** Parses a query. Never throws for a bad query: the first problem comes back with its place and what to do. */
export function parseQuery(query: string): ParsedQuery {
  try {
    if (query.length > QUERY_LIMITS.characters) refuse("too_long", QUERY_LIMITS.characters, query.length);
    const parser = new Parser(lexQuery(query), query.length);
    return { ast: parser.run(), problem: null, warnings: parser.warnings };
  } catch (error) {
    if (error instanceof QueryProblemError) return { ast: null, problem: error.problem, warnings: [] };
    throw error;
  }
}

/** Parses a query that was checked when it was saved. Throws QueryProblemError when it is not readable after all. */
export function parseSavedQuery(query: string): QueryNode {
  const parsed = parseQuery(query);
  if (parsed.problem) throw new QueryProblemError(parsed.problem);
  return parsed.ast;
}
