/** Identifiers made by the application: never by a database sequence, so that tables can be distributed. */
import { randomBytes, randomInt } from "node:crypto";

/** UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness; sorts by time. */
export function uuidv7(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const PROCESS_BITS = 10n;
const COUNTER_BITS = 12n;
const processTag = BigInt(randomInt(1 << Number(PROCESS_BITS)));
let lastMs = 0;
let counter = 0;

/** Time-ordered 63-bit id: 41 bits of milliseconds, 10 random bits of this process, a 12-bit counter. */
export function timeId(nowMs: number = Date.now()): bigint {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter >= 1 << Number(COUNTER_BITS)) {
    lastMs += 1;
    counter = 0;
  }
  return (BigInt(lastMs) << (PROCESS_BITS + COUNTER_BITS)) | (processTag << COUNTER_BITS) | BigInt(counter);
}

/** No id made at or after `ms` is below this one. */
export const timeIdFloor = (ms: number): bigint => BigInt(Math.floor(ms)) << (PROCESS_BITS + COUNTER_BITS);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case uuid and nothing else; what may stand in SET LOCAL. */
export const isUuid = (value: string): boolean => UUID.test(value);

/** Stands for "all posts of the project" where a topic id is asked for. */
export const NIL_UUID = "00000000-0000-0000-0000-000000000000";
