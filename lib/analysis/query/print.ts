/** Writes a tree back as a query, and names the words to highlight. */
import type { FieldNode, QueryNode } from "./ast";
import { isSpacelessToken, searchTokens } from "./search-text";

const BARE_VALUE = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.@-]*$/u;

const sameTokens = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((token, index) => token === b[index]);

/** Tokens as a person writes them: no spaces between letters of scripts without spaces. */
function phraseText(tokens: readonly string[]): string {
  let text = "";
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const isJoined = before !== undefined && isSpacelessToken(before) && isSpacelessToken(token);
    text += index === 0 || isJoined ? token : ` ${token}`;
  }
  return sameTokens(searchTokens(text), tokens) ? text : tokens.join(" ");
}

function printField({ field, value }: FieldNode): string {
  return `${field}:${BARE_VALUE.test(value) ? value : `"${value}"`}`;
}

/** The query in its plain form; parsing it gives the same tree. */
export function printQuery(ast: QueryNode): string {
  switch (ast.kind) {
    case "term": {
      const text = phraseText(ast.tokens);
      return ast.tokens.length === 1 ? text : `"${text}"`;
    }
    case "field":
      return printField(ast);
    case "not": {
      const child = printQuery(ast.child);
      return ast.child.kind === "and" || ast.child.kind === "or" ? `NOT (${child})` : `NOT ${child}`;
    }
    case "and":
      return ast.children
        .map((node) => (node.kind === "or" ? `(${printQuery(node)})` : printQuery(node)))
        .join(" AND ");
    case "or":
      return ast.children.map(printQuery).join(" OR ");
  }
}

/** The distinct words and phrases a matching post is matched by, in reading order; nothing that is excluded. */
export function highlightTerms(ast: QueryNode): string[] {
  const terms = new Set<string>();
  const visit = (node: QueryNode) => {
    if (node.kind === "term") terms.add(phraseText(node.tokens));
    else if (node.kind === "field" && node.field === "hashtag") terms.add(`#${node.value}`);
    else if (node.kind === "and" || node.kind === "or") node.children.forEach(visit);
  };
  visit(ast);
  return [...terms];
}
