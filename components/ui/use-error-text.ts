"use client";

import { useMessages, useTranslations } from "use-intl/react";
import { ApiError, codeOf } from "@/lib/client/api-error";
import type { Messages } from "@/lib/messages";

/** Turns any error into a sentence of the person's language: by code, else the server's own words. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("errors");
  const queries = useTranslations("queryProblems");
  const messages = useMessages() as unknown as Messages;
  return (error) => {
    const code = codeOf(error);
    const problem = error instanceof ApiError ? error.problem : null;
    const queryCode = problem?.problem?.code ?? "";
    if (isQueryCode(queryCode, messages)) return `${queries(`message.${queryCode}`)} ${queries(`hint.${queryCode}`)}`;
    const place = [
      problem?.line ? t("line", { line: String(problem.line) }) : "",
      problem?.column ? t("column", { column: String(problem.column) }) : "",
    ].filter(Boolean);
    const text = isCode(code, messages.errors) ? t(code) : (problem?.detail ?? t("other", { code }));
    return place.length > 0 ? `${text} (${place.join(", ")})` : text;
  };
}

type PlainCode = Exclude<keyof Messages["errors"], "other" | "line" | "column">;
function isCode(code: string, known: Messages["errors"]): code is PlainCode {
  return /^[ERW]_/.test(code) && Object.hasOwn(known, code);
}

type QueryCode = keyof Messages["queryProblems"]["message"] & keyof Messages["queryProblems"]["hint"];
function isQueryCode(code: string, { queryProblems }: Messages): code is QueryCode {
  return Object.hasOwn(queryProblems.message, code) && Object.hasOwn(queryProblems.hint, code);
}
