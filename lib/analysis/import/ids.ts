/** External ids: kept as text to the last character, made from the post itself where a file has none. */
import { createHash } from "node:crypto";
import { openLabel } from "../text/text-door";

/** Longest stored id, in UTF-16 units. */
export const MAX_ID_CHARS = 256;
const SCIENTIFIC = /^\d(?:[.,]\d+)?e\+?\d{1,3}$/i;
const PLAIN = /^[\w-]{1,64}$/;

export interface IdResult {
  /** null: none given, or a problem. */
  id: string | null;
  problem: "R_ID_SCIENTIFIC" | "R_UNICODE" | null;
  isShortened: boolean;
}

const digest = (value: string): string => createHash("sha256").update(value, "utf8").digest("base64url");

/**
 * Reads an id. Text as it stands, trimmed; one of more than 256 characters keeps its beginning and gets a hash of the
 * whole as its end, so that two long ids stay two. `1.23457E+18` is what a spreadsheet leaves of a long number:
 * R_ID_SCIENTIFIC.
 */
export function readId(raw: string): IdResult {
  if (PLAIN.test(raw) && !SCIENTIFIC.test(raw)) return { id: raw, problem: null, isShortened: false };
  const id = openLabel(raw, Number.MAX_SAFE_INTEGER);
  if (id === null) return { id: null, problem: "R_UNICODE", isShortened: false };
  if (id === "") return { id: null, problem: null, isShortened: false };
  if (SCIENTIFIC.test(id)) return { id: null, problem: "R_ID_SCIENTIFIC", isShortened: false };
  if (id.length <= MAX_ID_CHARS) return { id, problem: null, isShortened: false };
  const head = openLabel(id, MAX_ID_CHARS - 45) ?? "";
  return { id: `${head}~${digest(id)}`, problem: null, isShortened: true };
}

/** The id of a post that has none: the same source, author, time and text give the same id. */
export const idFromContent = (platform: string, author: string, time: string, text: string): string =>
  `h-${digest(`${platform}\u0000${author}\u0000${time}\u0000${text}`).slice(0, 32)}`;
