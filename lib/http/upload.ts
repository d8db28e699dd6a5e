/** What a raw upload says about itself in its headers. */
import { AppError } from "@/lib/errors";

export interface Upload {
  body: AsyncIterable<Uint8Array>;
  /** As given, percent-encoded; services/imports.ts makes it fit to be shown. */
  fileName: string | null;
  declaredBytes: number | null;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/**
 * The file of a request whose body is the file itself: never parsed, never held in memory.
 * @throws AppError E_MULTIPART for a form, E_BODY for a Content-Length that is no number
 */
export function readUpload(request: Request): Upload {
  if (/^multipart\//i.test(request.headers.get("content-type") ?? ""))
    throw new AppError("E_MULTIPART", "Forms are not taken here: the body must be the file itself.", {
      hint: "Send the file as the body, with its name in the x-file-name header.",
    });
  const length = request.headers.get("content-length");
  if (length !== null && !/^\d{1,15}$/.test(length))
    throw new AppError("E_BODY", "The Content-Length is not a number.", {
      hint: "Send the size of the file in bytes.",
    });
  return {
    body: request.body ?? nothing(),
    fileName: request.headers.get("x-file-name"),
    declaredBytes: length === null ? null : Number(length),
  };
}
