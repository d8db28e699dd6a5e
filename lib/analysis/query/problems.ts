/** What can be wrong with a query, each with its code, its sentence and what to do. */
import type { QueryProblem } from "@/lib/contracts/topics";
import { QUERY_LIMITS } from "./ast";

const PROBLEMS = {
  empty: ["The query is empty.", "Write the words you are looking for, for example: apple OR 苹果"],
  too_long: [
    `The query is longer than ${QUERY_LIMITS.characters.toLocaleString("en")} characters.`,
    "Split it into several topics, or shorten it.",
  ],
  too_many_terms: [`The query has more than ${QUERY_LIMITS.terms} terms.`, "Split it into several topics."],
  too_deep: [`Brackets are nested more than ${QUERY_LIMITS.nesting} deep.`, "Remove brackets that are not needed."],
  unclosed_quote: ["A quotation mark is opened here and never closed.", 'Close it with ", or remove it.'],
  unclosed_bracket: ["A bracket is opened here and never closed.", "Close it with ), or remove it."],
  unopened_bracket: ["A bracket is closed here that was never opened.", "Remove it, or open one before it with (."],
  unclosed_comment: ["A comment is opened here and never closed.", "Close it with >>>."],
  empty_brackets: ["There is nothing between these brackets.", "Write a word between them, or remove them."],
  operand_before: ["This operator has nothing before it.", "Write a word before it, or remove the operator."],
  operand_after: ["This operator has nothing after it.", "Write a word after it, or remove the operator."],
  value_missing: ["This field has no value.", "Write the value right after the colon, for example: lang:en"],
  no_words: [
    "There is nothing to search for in this: it has no letter, digit or emoji.",
    "Remove it. To join words write AND, OR or NOT in capitals.",
  ],
  unknown_field: [
    "This is not a field Earshot knows.",
    "The fields are author: lang: platform: hashtag: type: tag: text:. To search for a text with a colon, put it in quotes.",
  ],
  nested_field: ["A field cannot stand inside another field.", "Close the bracket first, then write this field."],
  not_available: [
    "This part of the query language is not available yet.",
    "Leave it out for now. To search for the text itself, put it in quotes.",
  ],
  bad_language: ["This is not a language code.", "Write two or three letters, for example: lang:en or lang:zh"],
  bad_type: ["This is not a type of post.", "The types are post, reply, repost and quote."],
  lower_case_operator: [
    "This is read as an ordinary word.",
    "If an operator is meant, write it in capitals: AND, OR, NOT.",
  ],
} as const satisfies Record<string, readonly [string, string]>;

/** The code of a query problem; the interface keeps a sentence for each. */
export type QueryProblemCode = keyof typeof PROBLEMS;

/** Every code, for the check that the message catalogue is complete. */
export const QUERY_PROBLEM_CODES = Object.keys(PROBLEMS) as QueryProblemCode[];

/** Builds a problem. `start` and `end` are 0-based UTF-16 offsets into the query, end exclusive. */
export function queryProblem(code: QueryProblemCode, start: number, end: number): QueryProblem {
  const [message, hint] = PROBLEMS[code];
  return { code, message, hint, start, end };
}

/** Carries the first problem out of the parser; caught in `parseQuery`. */
export class QueryProblemError extends Error {
  constructor(readonly problem: QueryProblem) {
    super(problem.message);
    this.name = "QueryProblemError";
  }
}

/** Stops the parser with a problem. */
export function refuse(code: QueryProblemCode, start: number, end: number): never {
  throw new QueryProblemError(queryProblem(code, start, end));
}
