/** Where a page of posts ends: the sort, the last post's value of it, and its id. Readable, checked, never trusted. */
import { BigId } from "@/lib/contracts/entities";
import type { PostSort } from "@/lib/contracts/posts";
import { AppError } from "@/lib/errors";

/** `value`: epoch milliseconds for the time sorts, a count for the others. */
export interface PostCursor {
  value: number;
  id: bigint;
}

const CURSOR = /^([a-z]+)~(\d{1,16})~(\d{1,19})$/;
const MAX_BIGINT = 2n ** 63n - 1n;
/** Last millisecond of the year 9999: beyond it Postgres and JavaScript write instants differently. */
const MAX_INSTANT_MS = 253_402_300_799_999;

/** A 64-bit id from the outside; null when it is none. */
export function parseBigId(value: string): bigint | null {
  if (!BigId.safeParse(value).success) return null;
  const id = BigInt(value);
  return id <= MAX_BIGINT ? id : null;
}

/** The text of a cursor: `newest~1764000000000~123`. */
export const printCursor = (sort: PostSort, { value, id }: PostCursor): string => `${sort}~${value}~${id}`;

/** Reads a cursor made for the same sort. @throws AppError E_PARAM */
export function parseCursor(sort: PostSort, cursor: string): PostCursor {
  const [, madeFor, value, id] = CURSOR.exec(cursor) ?? [];
  const limit = sort === "newest" || sort === "oldest" ? MAX_INSTANT_MS : Number.MAX_SAFE_INTEGER;
  const postId = id === undefined ? null : parseBigId(id);
  if (madeFor === sort && postId !== null && Number(value) <= limit) return { value: Number(value), id: postId };
  throw new AppError("E_PARAM", "cursor: this is not where a page of this list ended.", {
    field: "cursor",
    hint: "Leave the cursor out to begin with the first page.",
  });
}
