/** What one word or phrase of a query stands for: a term, or the value of a field in its stored form. */
import { PostType } from "@/lib/contracts/entities";
import type { QueryField, QueryNode } from "./ast";
import { handleKey, hashtagKey, langKey, platformKey, tagKey } from "./keys";
import type { Lexeme } from "./lexer";
import { refuse } from "./problems";
import { searchTokens } from "./search-text";

const HASHTAG_WORD = /^[#\uff03][\p{L}\p{N}\p{M}_]+[#\uff03]?$/u;

/** The form in which each field is stored, or a refusal. */
const STORED_FORM: Readonly<Record<QueryField, (text: string, lexeme: Lexeme) => string>> = {
  author: handleKey,
  platform: platformKey,
  hashtag: hashtagKey,
  tag: tagKey,
  lang: (text, { start, end }) => {
    if (text.trim().toLowerCase() === "und") return "und";
    return langKey(text) ?? refuse("bad_language", start, end);
  },
  type: (text, { start, end }) => {
    const known = PostType.safeParse(tagKey(text));
    return known.success ? known.data : refuse("bad_type", start, end);
  },
};

function fieldNode(field: QueryField, lexeme: Lexeme): QueryNode {
  const value = STORED_FORM[field](lexeme.text, lexeme);
  return value === "" ? refuse("value_missing", lexeme.start, lexeme.end) : { kind: "field", field, value };
}

function termNode(lexeme: Lexeme): QueryNode {
  const tokens = searchTokens(lexeme.text);
  return tokens.length === 0 ? refuse("no_words", lexeme.start, lexeme.end) : { kind: "term", tokens };
}

/** The node of a word or phrase; `field` is the field it is a value of. A bare `#word` means the hashtag. */
export function leafNode(lexeme: Lexeme, field: string | null): QueryNode {
  if (field === null && lexeme.kind === "word" && HASHTAG_WORD.test(lexeme.text)) return fieldNode("hashtag", lexeme);
  if (field === null || field === "text") return termNode(lexeme);
  return fieldNode(field as QueryField, lexeme);
}
