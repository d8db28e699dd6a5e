/** Errors people may see: a stable code, what is wrong, where, and what to do. Everything else is an internal error. */

export const ERROR_STATUS = {
  E_BODY: 422,
  E_PARAM: 422,
  E_UNKNOWN_FIELD: 422,
  E_QUERY: 422,
  E_TIME_ZONE: 422,
  E_PASSWORD_COMMON: 422,
  E_CONFLICT: 409,
  E_TOO_FEW_LABELS: 422,
  E_LABEL_IN_USE: 409,
  E_STALE: 412,
  E_SIGN_IN: 401,
  E_SIGN_IN_DELAY: 429,
  E_RATE: 429,
  E_FORBIDDEN: 403,
  E_ORIGIN: 403,
  E_NOT_FOUND: 404,
  E_METHOD: 405,
  E_LAST_OWNER: 409,
  E_EMPTY_FILE: 422,
  E_NO_HEADER: 422,
  E_COLUMN_MISSING: 422,
  E_QUOTE_UNCLOSED: 422,
  E_TOO_MANY_COLUMNS: 422,
  E_JSON_ARRAY: 422,
  E_GZIP: 422,
  E_IMPORT_STATE: 409,
  E_FILE_TOO_LARGE: 413,
  E_UPLOAD_INCOMPLETE: 400,
  E_MULTIPART: 400,
  E_NOT_TEXT: 415,
  E_IS_XLSX: 415,
  E_STORAGE_FULL: 507,
  E_TENANT_MISMATCH: 409,
  E_UNAVAILABLE: 503,
  E_INTERNAL: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ErrorDetail {
  /** Which field or parameter. */
  field?: string;
  line?: number;
  column?: number;
  /** What to do about it. */
  hint?: string;
  /** Seconds until a retry makes sense. */
  retryAfterSeconds?: number;
  [key: string]: unknown;
}

/** An error with a stable code; `message` is a full sentence that may be shown. */
export class AppError extends Error {
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: ErrorDetail = {},
  ) {
    super(message);
    this.name = "AppError";
    this.status = ERROR_STATUS[code];
  }
}

/** The same answer for what does not exist and for what belongs to another workspace. */
export const notFound = (what: string): AppError =>
  new AppError("E_NOT_FOUND", `There is no such ${what} here.`, {
    hint: "Check the address, or go back to the overview.",
  });

/** This worker's lease on a run ran out and another worker took over: stop, write nothing. */
export class LeaseLost extends Error {
  constructor() {
    super("Another worker has taken over this run.");
    this.name = "LeaseLost";
  }
}
