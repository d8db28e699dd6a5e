/** Uploaded files on disk: written whole or not at all, under keys of our own, read back as a stream of unpacked bytes. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { FileProblem } from "@/lib/analysis/import/problems";
import { type Container, sniffContainer } from "@/lib/analysis/import/sniff";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** How many times its packed size limit a file may unpack to. */
const MAX_UNPACK_FACTOR = 5;
const SNIFF_BYTES = 4_096;
/** Small, so that parsing a piece (a few milliseconds) never keeps the database's answers waiting. */
const READ_BYTES = 16_384;
const STALE_MS = 3_600_000;

const uploadsDir = (): string => resolve(env().DATA_DIR, "uploads");
const pathOf = (storageKey: string): string => join(uploadsDir(), storageKey);
const maxUnpackedBytes = (): number => env().MAX_UPLOAD_BYTES * MAX_UNPACK_FACTOR;

/** A FileProblem as the error of the same code; anything else as it is. */
export const asAppError = (error: unknown): unknown =>
  error instanceof FileProblem ? new AppError(error.code, error.message, error.place) : error;

const tooLarge = (): AppError =>
  new AppError("E_FILE_TOO_LARGE", `The file is larger than ${Math.floor(env().MAX_UPLOAD_BYTES / 1_000_000)} MB.`, {
    hint: "Split it and upload the parts, or have the limit raised.",
  });
const incomplete = (): AppError =>
  new AppError("E_UPLOAD_INCOMPLETE", "The upload stopped before the end of the file; nothing was imported.", {
    hint: "Upload it again.",
  });
const badGzip = (): AppError =>
  new AppError("E_GZIP", "The compressed file is damaged, or unpacks to more than is allowed.", {
    hint: "Compress it again, or upload it unpacked.",
  });

/** Refuses before a byte is read. `declaredBytes`: the Content-Length, null where there is none. @throws AppError */
export function checkDeclaredSize(declaredBytes: number | null): void {
  if (declaredBytes !== null && declaredBytes > env().MAX_UPLOAD_BYTES) throw tooLarge();
}

export interface StoredUpload {
  byteCount: number;
  /** Hex, over the bytes as they came. */
  sha256: string;
}

/** Checks what a file is by its first bytes as they come; packed ones are looked into. */
class Gate {
  private head = Buffer.alloc(0);
  private container: Container | null = null;

  add(chunk: Uint8Array): void {
    if (this.container !== null) return;
    this.head = Buffer.concat([this.head, chunk]);
    if (this.head.length >= SNIFF_BYTES) this.decide(this.head.length + 1);
  }

  end(byteCount: number): Container {
    this.decide(byteCount);
    return this.container ?? "plain";
  }

  private decide(byteCount: number): void {
    if (this.container === null) this.container = sniffContainer(this.head, byteCount);
  }
}

async function writeChunks(file: FileHandle, body: AsyncIterable<Uint8Array>, gate: Gate): Promise<StoredUpload> {
  const hash = createHash("sha256");
  let byteCount = 0;
  for await (const chunk of body) {
    byteCount += chunk.byteLength;
    if (byteCount > env().MAX_UPLOAD_BYTES) throw tooLarge();
    gate.add(chunk);
    hash.update(chunk);
    for (let at = 0; at < chunk.byteLength; ) at += (await file.write(chunk, at, chunk.byteLength - at)).bytesWritten;
  }
  await file.sync();
  return { byteCount, sha256: hash.digest("hex") };
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? (error as { code?: unknown }).code : undefined);

function uploadError(error: unknown): unknown {
  if (error instanceof AppError || error instanceof FileProblem) return asAppError(error);
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new AppError("E_STORAGE_FULL", "The server's disk is full; nothing was imported.", {
      hint: "Free space on the server, then upload the file again.",
    });
  return typeof code === "string" && /^E(ACCES|PERM|ROFS|IO|MFILE|NFILE|NOENT)$/.test(code) ? error : incomplete();
}

/**
 * Streams a body to disk; the file is durable under its key when this returns, and not there at all when it throws.
 * @throws AppError E_FILE_TOO_LARGE, E_UPLOAD_INCOMPLETE, E_EMPTY_FILE, E_NOT_TEXT, E_IS_XLSX, E_GZIP, E_STORAGE_FULL
 */
export async function writeUpload(
  storageKey: string,
  body: AsyncIterable<Uint8Array>,
  declaredBytes: number | null,
): Promise<StoredUpload> {
  const path = pathOf(storageKey);
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(part, "w");
    let stored: StoredUpload;
    const gate = new Gate();
    try {
      stored = await writeChunks(file, body, gate);
    } finally {
      await file.close();
    }
    if (declaredBytes !== null && stored.byteCount !== declaredBytes) throw incomplete();
    if (gate.end(stored.byteCount) === "gzip") await checkUnpacked(part);
    await rename(part, path);
    await syncDir(dirname(path));
    return stored;
  } catch (error) {
    await rm(part, { force: true });
    throw uploadError(error);
  }
}

async function syncDir(path: string): Promise<void> {
  const dir = await open(path, "r");
  try {
    await dir.sync();
  } finally {
    await dir.close();
  }
}

/** Reads a packed file once through: it must unpack, to text, within the limit. */
async function checkUnpacked(path: string): Promise<void> {
  const gate = new Gate();
  let byteCount = 0;
  for await (const chunk of unpacked(path, "gzip").chunks) {
    byteCount += chunk.byteLength;
    gate.add(chunk);
  }
  if (gate.end(byteCount) === "gzip")
    throw new FileProblem("E_NOT_TEXT", "The file is packed twice.", { hint: "Unpack it once." });
}

export interface OpenUpload {
  /** Unpacked bytes in pieces of up to 32 KB. */
  chunks: AsyncIterable<Uint8Array>;
  /** How many of the stored bytes have been read so far. */
  bytesRead(): number;
}

function unpacked(path: string, container: Container): OpenUpload {
  const file = createReadStream(path, { highWaterMark: READ_BYTES });
  const bytesRead = () => file.bytesRead;
  if (container === "plain") return { chunks: file, bytesRead };
  return { chunks: gunzipped(file), bytesRead };
}

async function* gunzipped(file: Readable): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: READ_BYTES });
  file.on("error", (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  let byteCount = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      byteCount += chunk.byteLength;
      if (byteCount > maxUnpackedBytes()) throw badGzip();
      yield chunk;
    }
  } catch (error) {
    throw typeof codeOf(error) === "string" && String(codeOf(error)).startsWith("Z_") ? badGzip() : error;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}

/** Opens a stored file. @throws AppError E_EMPTY_FILE and the other codes of sniffContainer */
export async function openUpload(storageKey: string): Promise<OpenUpload> {
  const path = pathOf(storageKey);
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(SNIFF_BYTES, size));
    await file.read(head, 0, head.length, 0);
    return unpacked(path, sniffContainer(head, size));
  } catch (error) {
    throw asAppError(error);
  } finally {
    await file.close();
  }
}

/** Removes a stored file; nothing happens where there is none. */
export async function removeUpload(storageKey: string): Promise<void> {
  await rm(pathOf(storageKey), { force: true });
}

/** Names of a folder's files that nobody has written to for an hour: what a killed upload may have left. */
export async function staleUploads(folder: string, nowMs: number): Promise<string[]> {
  const dir = join(uploadsDir(), folder);
  const names = await readdir(dir).catch(() => [] as string[]);
  const stale: string[] = [];
  for (const name of names) {
    const facts = await stat(join(dir, name)).catch(() => null);
    if (facts !== null && nowMs - facts.mtimeMs > STALE_MS) stale.push(name);
  }
  return stale;
}
