import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvParser } from "@/lib/analysis/import/csv-parser";
import { csvHeaders, csvRow } from "./csv";

describe("csvRow", () => {
  it.each([
    [["a", 1, null, -2.5], "a,1,,-2.5\r\n"],
    [["a,b", 'say "hi"', "two\nlines", " x"], '"a,b","say ""hi""","two\nlines"," x"\r\n'],
    [[Number.NaN, Number.POSITIVE_INFINITY], ",\r\n"],
  ])("%j", (cells, line) => expect(csvRow(cells)).toBe(line));

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=x",
    "\rx",
    "\nx",
    "\0x",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u200b=1",
    '"=1',
    "'=1",
    "=HYPERLINK(1)",
    "=cmd|' /C calc'!A0",
    "-2+3",
  ])("defuses %j", (text) => expect(csvRow([text]).replace(/^"/, "").startsWith("'")).toBe(true));

  it("comes back whole through the importer's parser, but for the sign in front", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 5 }), (cells) => {
        const rows: string[][] = [];
        const parser = new CsvParser(",", (fields) => rows.push(fields));
        parser.push(csvRow(cells));
        parser.end();
        const back = rows[0]?.map((value, i) => (value === `'${cells[i]}` ? cells[i] : value)) ?? [
          "",
          ...cells.slice(1),
        ];
        expect(back).toEqual(cells);
      }),
    );
  });
});

it("headers take any name", () => {
  const { "content-disposition": disposition } = csvHeaders('../é"\r\nx: y');
  expect(disposition).toBe(`attachment; filename=".._x_y.csv"; filename*=UTF-8''..%2F%C3%A9%22%0D%0Ax%3A%20y.csv`);
});
