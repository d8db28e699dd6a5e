/** Imports: a file on its way to posts, and its ledger. */
import { z } from "zod";
import { ImportFormat, IsoInstant, RunState, Uuid } from "./entities";

/** What a column of a file can become. */
export const IMPORT_FIELDS = [
  "text",
  "externalId",
  "authorHandle",
  "authorName",
  "authorFollowers",
  "publishedAt",
  "platform",
  "type",
  "url",
  "lang",
  "country",
  "parentExternalId",
  "likeCount",
  "repostCount",
  "replyCount",
  "tag",
] as const;
export const ImportField = z.enum(IMPORT_FIELDS);
export type ImportField = z.infer<typeof ImportField>;

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252", "shift_jis", "koi8-r"] as const;
export const Encoding = z.enum(ENCODINGS);
export type Encoding = z.infer<typeof Encoding>;

export const DATE_ORDERS = ["iso", "mdy", "dmy"] as const;

/** How a file is read. Detected, shown in the preview, changed by a person, remembered by the header's fingerprint. */
export const ImportMapping = z.strictObject({
  format: ImportFormat,
  encoding: Encoding,
  /** CSV only; null for JSONL. */
  delimiter: z.enum([",", ";", "\t", "|"]).nullable(),
  hasHeader: z.boolean(),
  /** Column name (or JSON key) to field; columns left out are not imported. At most one column per field, except `tag`. */
  columns: z.record(z.string().max(200), ImportField),
  /** Platform for rows without one, e.g. "twitter" or "file". */
  defaultPlatform: z.string().min(1).max(40),
  /** How dates such as 03/04/2026 are read. */
  dateOrder: z.enum(DATE_ORDERS),
  /** IANA zone for times that name none. */
  timeZone: z.string().max(64),
  /** Make a topic of kind brand for each value of this tag column (at most 20 values); null makes none. */
  topicsFromColumn: z.string().max(200).nullable(),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

export const ImportWarning = z.strictObject({
  code: z.string(),
  count: z.number().int(),
  firstLine: z.number().int().nullable(),
});

export type ImportWarning = z.infer<typeof ImportWarning>;

export const ImportPreview = z.strictObject({
  mapping: ImportMapping,
  /** True when the mapping was remembered from an earlier file with the same columns. */
  isRemembered: z.boolean(),
  columns: z.array(z.strictObject({ name: z.string(), samples: z.array(z.string()), distinctCount: z.number().int() })),
  /** The first rows as they would be stored, or why not. */
  rows: z.array(
    z.strictObject({
      line: z.number().int(),
      values: z.record(z.string(), z.string().nullable()),
      problem: z.strictObject({ code: z.string(), message: z.string(), column: z.string().nullable() }).nullable(),
    }),
  ),
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  /** Two readings of the first ambiguous date, if the order cannot be told from the file. */
  ambiguousDate: z.strictObject({ value: z.string(), mdy: IsoInstant, dmy: IsoInstant }).nullable(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const IMPORT_STATES = ["uploaded", "queued", "running", "done", "failed", "cancelled"] as const;

/** The ledger: readCount = storedCount + updatedCount + duplicateCount + rejectedCount, at every commit. */
export const Import = z.strictObject({
  id: Uuid,
  fileName: z.string(),
  byteCount: z.number().int(),
  sha256: z.string(),
  state: z.enum(IMPORT_STATES),
  runId: Uuid.nullable(),
  runState: RunState.nullable(),
  mapping: ImportMapping.nullable(),
  readCount: z.number().int(),
  storedCount: z.number().int(),
  updatedCount: z.number().int(),
  duplicateCount: z.number().int(),
  rejectedCount: z.number().int(),
  warnings: z.array(ImportWarning),
  createdBy: z.string(),
  createdAt: IsoInstant,
  finishedAt: IsoInstant.nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
});
export type Import = z.infer<typeof Import>;

export const StartImport = z.strictObject({ mapping: ImportMapping });
export type StartImport = z.infer<typeof StartImport>;
