/** Errors on the wire: problem+json (RFC 9457) with a stable code; what is not meant for people stays in the log. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

const PRIVATE = { "cache-control": "private, no-store" };

/** A JSON reply that no cache may keep. */
export const json = (body: unknown, status = 200): Response => Response.json(body, { status, headers: PRIVATE });

/** Turns anything thrown into a problem+json response. */
export function problem(error: unknown, requestId: string): Response {
  const known = toAppError(error);
  if (known.code === "E_INTERNAL" || known.code === "E_UNAVAILABLE")
    log("http").error({ error, requestId }, "request failed");
  const { retryAfterSeconds, ...detail } = known.detail;
  return Response.json(
    {
      type: "about:blank",
      title: known.message,
      status: known.status,
      code: known.code,
      ...detail,
      retryAfterSeconds,
      requestId,
    },
    {
      status: known.status,
      headers: {
        ...PRIVATE,
        "content-type": "application/problem+json",
        ...(retryAfterSeconds ? { "retry-after": String(retryAfterSeconds) } : {}),
      },
    },
  );
}

const UNREACHABLE = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "57P01", "57P02", "57P03", "53300"]);

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code =
    error instanceof Error
      ? ((error as { code?: unknown }).code ?? (error.cause as { code?: unknown } | undefined)?.code)
      : undefined;
  if (typeof code === "string" && UNREACHABLE.has(code)) {
    return new AppError("E_UNAVAILABLE", "Earshot cannot reach its database just now.", {
      hint: "Try again in a few seconds.",
      retryAfterSeconds: 5,
    });
  }
  return new AppError("E_INTERNAL", "Something went wrong inside Earshot.", {
    hint: "Try again; if it stays, give the request id to whoever runs Earshot.",
  });
}

/** The first mistake of a failed parse, as an error that names the field. */
export function validationError(error: z.ZodError, where: "body" | "query"): AppError {
  const issue = error.issues[0];
  if (issue?.code === "unrecognized_keys") {
    return new AppError(
      where === "body" ? "E_UNKNOWN_FIELD" : "E_PARAM",
      `Unknown field: ${issue.keys.map((key) => key.slice(0, 60)).join(", ")}.`,
      {
        field: issue.keys[0]?.slice(0, 60),
        hint: "Remove it, or check its spelling.",
      },
    );
  }
  const field = issue?.path.join(".") ?? "";
  return new AppError(
    where === "body" ? "E_BODY" : "E_PARAM",
    `${field || (where === "body" ? "The request" : "The address")}: ${issue?.message ?? "not valid"}`,
    {
      field,
      hint: "Correct the value and send it again.",
    },
  );
}
