/** What a failed request to our own API says, as the pages use it. */
import { z } from "zod";

/** problem+json as the API sends it; unknown members are kept out. */
const Problem = z.object({
  code: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  requestId: z.string().optional(),
  line: z.number().nullish(),
  column: z.union([z.string(), z.number()]).nullish(),
  field: z.string().nullish(),
  /** What is wrong with a query (E_QUERY): a code of lib/messages/query-problems.ts. */
  problem: z.object({ code: z.string() }).optional().catch(undefined),
});
/** The members of a problem that a page may show. */
export type Problem = z.infer<typeof Problem>;

/** Thrown by `api()`. `status` 0: the server was not reached. `problem.code` is a key of the message part `errors`. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

const BY_STATUS: Readonly<Record<number, string>> = {
  401: "E_SIGN_IN",
  403: "E_FORBIDDEN",
  404: "E_NOT_FOUND",
  408: "E_TIMEOUT",
  409: "E_CONFLICT",
  412: "E_STALE",
  413: "E_FILE_TOO_LARGE",
  422: "E_BODY",
  429: "E_RATE",
  503: "E_UNAVAILABLE",
  504: "E_TIMEOUT",
};

/** Makes an ApiError of whatever came back; a body that is no problem gets a code by its status. */
export function toApiError(status: number, body: unknown): ApiError {
  const parsed = Problem.safeParse(body);
  if (parsed.success) return new ApiError(status, parsed.data);
  return new ApiError(status, { code: BY_STATUS[status] ?? "E_INTERNAL" });
}

/** The code of any thrown value: an ApiError's own, else E_INTERNAL. */
export function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : "E_INTERNAL";
}
