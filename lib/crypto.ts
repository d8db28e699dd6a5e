/** Secrets: random, hashed at rest, compared by look-up of the hash. */
import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, base64url, 43 characters. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Hex SHA-256 of a text or bytes. */
export const sha256Hex = (value: string | Uint8Array): string => createHash("sha256").update(value).digest("hex");

/** First 16 bytes of SHA-256: a content hash for posts. */
export const hash16 = (value: string): Buffer => createHash("sha256").update(value, "utf8").digest().subarray(0, 16);
