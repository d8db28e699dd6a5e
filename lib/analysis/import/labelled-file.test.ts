import { describe, expect, it } from "vitest";
import { LabelledFileReader, type LabelledRow } from "./labelled-file";

function read(file: string | Uint8Array, pieceBytes = 7): LabelledRow[] {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const rows: LabelledRow[] = [];
  const reader = new LabelledFileReader({ head: bytes, later: null, isWhole: true }, (row) => rows.push(row));
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.write(bytes.subarray(at, at + pieceBytes));
  reader.end();
  return rows;
}
const good = (file: string | Uint8Array) =>
  read(file).map((row) => (row.problem === null ? [row.line, row.text, row.label] : [row.line, row.problem]));

describe("LabelledFileReader", () => {
  it("reads quoting, any delimiter, other columns and names in capitals", () => {
    expect(good('id;LABEL;Text\n1;praise;"so; good ""really"""\n2;noise;fine\n')).toEqual([
      [2, 'so; good "really"', "praise"],
      [3, "fine", "noise"],
    ]);
    expect(good("text\tlabel\r\na  b\t x \r\n")).toEqual([[2, "a  b", "x"]]);
  });

  it("reads Chinese in GB 18030 and names its columns in Chinese", () => {
    // 文本,标签 / 很好喝,好评
    const bytes = Uint8Array.from([
      0xce, 0xc4, 0xb1, 0xbe, 0x2c, 0xb1, 0xea, 0xc7, 0xa9, 0x0a, 0xba, 0xdc, 0xba, 0xc3, 0xba, 0xc8, 0x2c, 0xba, 0xc3,
      0xc6, 0xc0, 0x0a,
    ]);
    expect(good(bytes)).toEqual([[2, "很好喝", "好评"]]);
  });

  it("names every bad row by line and reason, and goes on", () => {
    const file = `text,label\n,praise\nfine,\none,two,three\n"bad" quote,praise\nok,praise\nlong,${"x".repeat(61)}\n`;
    expect(good(file)).toEqual([
      [2, "R_TEXT_EMPTY"],
      [3, "R_LABEL_EMPTY"],
      [4, "R_FIELD_COUNT"],
      [5, "R_QUOTE"],
      [6, "ok", "praise"],
      [7, "R_LABEL_TOO_LONG"],
    ]);
  });

  it.each([
    ["", "E_EMPTY_FILE"],
    ["I like it,praise\nI do not,complaint\n", "E_NO_HEADER"],
    ["text,topic\na,b\n", "E_COLUMN_MISSING"],
    ["label,body\na,b\n", "E_COLUMN_MISSING"],
    ['text,label\n"never closed,praise\n', "E_QUOTE_UNCLOSED"],
  ])("refuses %j with %s", (file, code) => {
    expect(() => read(file)).toThrow(expect.objectContaining({ code }));
  });
});
