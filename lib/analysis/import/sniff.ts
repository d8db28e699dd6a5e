/** What a file is by its first bytes, whatever its name says. */
import { FileProblem } from "./problems";

export type Container = "plain" | "gzip";

const starts = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** PNG, PDF, ELF, JPEG, GIF, RAR, 7z, xz, zstd, wasm; Windows programs and bzip2 show by their control bytes. */
const BINARY: readonly number[][] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0x25, 0x50, 0x44, 0x46, 0x2d],
  [0x7f, 0x45, 0x4c, 0x46],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0xfd, 0x37, 0x7a, 0x58],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x00, 0x61, 0x73, 0x6d],
];
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
const TEXT_CONTROLS = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** A NUL is fine in UTF-16 only; more than one other control in a hundred bytes is no text. */
function looksBinary(bytes: Uint8Array): boolean {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) return false;
  const length = Math.min(bytes.length, 65_536);
  let controls = 0;
  let zeros = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) zeros++;
    else if (byte < 32 && !TEXT_CONTROLS.has(byte)) controls++;
  }
  const isWide = zeros > length * 0.2 && zeros < length * 0.6 && controls === 0;
  return controls > length / 100 || (zeros > length / 100 && !isWide);
}

/**
 * Looks at the first bytes of an upload. Throws FileProblem: E_EMPTY_FILE (nothing, or only a byte-order mark),
 * E_IS_XLSX (a zip or an old Excel file), E_NOT_TEXT (pictures, PDF, programs, other archives).
 */
export function sniffContainer(head: Uint8Array, totalBytes: number): Container {
  const isOnlyMark =
    (totalBytes === 3 && starts(head, 0xef, 0xbb, 0xbf)) ||
    (totalBytes === 2 && (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)));
  if (totalBytes === 0 || isOnlyMark)
    throw new FileProblem("E_EMPTY_FILE", "The file is empty.", { hint: "Choose a file with at least one row." });
  if (starts(head, 0x1f, 0x8b)) return "gzip";
  const isZip = starts(head, 0x50, 0x4b) && (head[2] ?? 99) < 10;
  if (isZip || OLD_OFFICE.every((byte, i) => head[i] === byte))
    throw new FileProblem("E_IS_XLSX", "This is an Excel workbook or a zip archive, not a text file.", {
      hint: "Save the sheet as CSV (UTF-8) and upload that.",
    });
  if (BINARY.some((magic) => starts(head, ...magic)) || looksBinary(head))
    throw new FileProblem("E_NOT_TEXT", "This is not a text file.", {
      hint: "Upload CSV or JSON Lines, plain or gzipped.",
    });
  return "plain";
}
