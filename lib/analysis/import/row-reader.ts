/** One row's cells to a RawPost, or to the reason why not. */
import type { ImportField, ImportMapping } from "@/lib/contracts/imports";
import type { RawPost } from "@/lib/contracts/raw-post";
import { cutAt, looksDoubleDecoded, openLabel, openText } from "../text/text-door";
import { type DateRules, parseDate } from "./dates";
import { inferType, readCountry, readLanguage, readPlatform, readType, readUrl } from "./fields";
import { idFromContent, readId } from "./ids";
import { parseCount } from "./numbers";
import { type RowProblem, warningBit } from "./problems";

/** A row's cells by field; "" where the row or the file has none. */
export type Cells = Record<Exclude<ImportField, "tag">, string> & { tags: string[] };

/** `warnings` is a mask of `warningBit`s. `excerpt`: the first 80 characters of the row. */
export type RowOutcome =
  | { line: number; post: RawPost; warnings: number }
  | { line: number; post: null; code: RowProblem; column: string | null; excerpt: string };

const MAX_HANDLE_CHARS = 256;
const MAX_TAG_CHARS = 80;
const MAX_TAGS = 20;
const EXCERPT_CHARS = 80;

/** The beginning of a row as it may be stored and shown: one line, 80 characters, whole characters only. */
export const excerptOf = (raw: string): string =>
  cutAt(
    raw
      .slice(0, 4 * EXCERPT_CHARS)
      .replace(/\p{Cs}/gu, "\ufffd")
      .replace(/[\p{Cc}]+/gu, " "),
    EXCERPT_CHARS,
  );

/** Thrown inside a row only; carries the field whose cell is at fault. */
class RowRefused extends Error {
  constructor(
    readonly code: RowProblem,
    readonly field: ImportField,
  ) {
    super(code);
  }
}

const BIT = {
  truncated: warningBit("W_TRUNCATED"),
  noId: warningBit("W_NO_ID"),
  idShortened: warningBit("W_ID_SHORTENED"),
  noAuthor: warningBit("W_NO_AUTHOR"),
  noDate: warningBit("W_NO_DATE"),
  future: warningBit("W_FUTURE"),
  dst: warningBit("W_DST"),
  mojibake: warningBit("W_MOJIBAKE"),
  decode: warningBit("W_DECODE"),
  language: warningBit("W_LANGUAGE"),
} satisfies Record<string, number>;

const NO_LANGUAGE = /^(?:und|zxx|mis|mul|art|q[a-t][a-z])?$/i;

function label(raw: string, field: ImportField, maxChars: number): string {
  if (raw === "") return "";
  const value = openLabel(raw, maxChars);
  if (value === null) throw new RowRefused("R_UNICODE", field);
  return value;
}

function count(raw: string, field: ImportField): number | null {
  if (raw === "") return null;
  const result = parseCount(raw);
  if (result.problem !== null) throw new RowRefused(result.problem, field);
  return result.count;
}

function id(raw: string, field: ImportField): { id: string | null; isShortened: boolean } {
  if (raw === "") return { id: null, isShortened: false };
  const result = readId(raw);
  if (result.problem !== null) throw new RowRefused(result.problem, field);
  return result;
}

function tagsOf(raw: readonly string[]): string[] {
  if (raw.length === 0) return [];
  const tags = new Set<string>();
  for (const value of raw) {
    const tag = label(value, "tag", MAX_TAG_CHARS);
    if (tag !== "" && tags.size < MAX_TAGS) tags.add(tag);
  }
  return [...tags];
}

/** Reads rows under one mapping. `nowMs` stands for the date of rows whose file has no date column. */
export class RowReader {
  private warnings = 0;
  private readonly dates: DateRules;
  private readonly hasDates: boolean;
  private readonly defaultPlatform: string;

  constructor(
    mapping: ImportMapping,
    private readonly nowMs: number,
  ) {
    this.dates = { order: mapping.dateOrder, timeZone: mapping.timeZone, nowMs };
    this.hasDates = Object.values(mapping.columns).includes("publishedAt");
    this.defaultPlatform = readPlatform(mapping.defaultPlatform) || "file";
  }

  /** The post of a row, or the code and field of its first problem. */
  read(cells: Cells): { post: RawPost; warnings: number } | { post: null; code: RowProblem; field: ImportField } {
    this.warnings = 0;
    try {
      return { post: this.post(cells), warnings: this.warnings };
    } catch (error) {
      if (error instanceof RowRefused) return { post: null, code: error.code, field: error.field };
      throw error;
    }
  }

  private post(cells: Cells): RawPost {
    const text = this.text(cells.text);
    const platform = (cells.platform === "" ? "" : readPlatform(cells.platform)) || this.defaultPlatform;
    const publishedAtMs = this.date(cells.publishedAt);
    const author = this.author(cells);
    const parent = id(cells.parentExternalId, "parentExternalId").id;
    return {
      platform,
      externalId: this.externalId(cells, platform, author.handle, publishedAtMs, text),
      type: (cells.type === "" ? null : readType(cells.type)) ?? inferType(text, parent !== null),
      text,
      url: cells.url === "" ? null : readUrl(cells.url),
      publishedAtMs,
      lang: this.language(cells.lang),
      country: cells.country === "" ? null : readCountry(cells.country),
      authorHandle: author.handle,
      authorName: author.name,
      authorFollowers: count(cells.authorFollowers, "authorFollowers"),
      parentExternalId: parent,
      likeCount: count(cells.likeCount, "likeCount"),
      repostCount: count(cells.repostCount, "repostCount"),
      replyCount: count(cells.replyCount, "replyCount"),
      tags: tagsOf(cells.tags),
    };
  }

  private text(raw: string): string {
    const door = openText(raw);
    if (door.problem !== null) throw new RowRefused(door.problem, "text");
    if (door.text.trim() === "") throw new RowRefused("R_TEXT_EMPTY", "text");
    if (door.isTruncated) this.warnings |= BIT.truncated;
    if (door.text.includes("\ufffd")) this.warnings |= BIT.decode;
    if (looksDoubleDecoded(door.text)) this.warnings |= BIT.mojibake;
    return door.text;
  }

  private date(raw: string): number {
    if (!this.hasDates) {
      this.warnings |= BIT.noDate;
      return this.nowMs;
    }
    const date = parseDate(raw, this.dates);
    if (date.utcMs === null) throw new RowRefused(date.problem ?? "R_DATE", "publishedAt");
    if (date.isFuture) this.warnings |= BIT.future;
    if (date.isDst) this.warnings |= BIT.dst;
    return date.utcMs;
  }

  private author(cells: Cells): { handle: string; name: string | null } {
    const name = label(cells.authorName, "authorName", MAX_HANDLE_CHARS);
    const handle = label(cells.authorHandle, "authorHandle", MAX_HANDLE_CHARS).replace(/^@+\s*/, "");
    if (handle === "" && name === "") this.warnings |= BIT.noAuthor;
    return { handle: handle || name || "unknown", name: name || null };
  }

  private externalId(cells: Cells, platform: string, author: string, dateMs: number, text: string): string {
    const given = id(cells.externalId, "externalId");
    if (given.isShortened) this.warnings |= BIT.idShortened;
    if (given.id !== null) return given.id;
    this.warnings |= BIT.noId;
    return idFromContent(platform, author, this.hasDates ? String(dateMs) : "", text);
  }

  private language(raw: string): string | null {
    if (raw === "") return null;
    const lang = readLanguage(raw);
    if (lang === null && !NO_LANGUAGE.test(raw.trim())) this.warnings |= BIT.language;
    return lang;
  }
}
