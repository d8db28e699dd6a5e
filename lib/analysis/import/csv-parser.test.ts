import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvParser, MAX_QUOTED_CHARS, MAX_ROW_CHARS } from "./csv-parser";
import { FileProblem } from "./problems";

type Row = [line: number, problem: string | null, ...fields: string[]];

function parse(
  pieces: readonly string[],
  delimiter = ",",
): { rows: Row[]; problem: [string, number | undefined] | null } {
  const rows: Row[] = [];
  const parser = new CsvParser(delimiter, (fields, line, problem) => rows.push([line, problem, ...fields]));
  try {
    for (const piece of pieces) parser.push(piece);
    parser.end();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { rows, problem: [error.code, error.place.line] };
  }
  return { rows, problem: null };
}

describe("CsvParser", () => {
  it.each<[string, Row[]]>([
    [
      "a,b\n1,2\n",
      [
        [1, null, "a", "b"],
        [2, null, "1", "2"],
      ],
    ],
    [
      "a,b\r\n1,2\r3,4\n5,6",
      [
        [1, null, "a", "b"],
        [2, null, "1", "2"],
        [3, null, "3", "4"],
        [4, null, "5", "6"],
      ],
    ],
    ['"a ""b""","x,y"\n', [[1, null, 'a "b"', "x,y"]]],
    [
      '"two\nlines",x\n"cr\r\nlf","a\rb"\nend,z',
      [
        [1, null, "two\nlines", "x"],
        [3, null, "cr\r\nlf", "a\rb"],
        [6, null, "end", "z"],
      ],
    ],
    [
      "\n\n a \n\r\n  \nb",
      [
        [3, null, " a "],
        [6, null, "b"],
      ],
    ],
    [
      "a,,\n,,",
      [
        [1, null, "a", "", ""],
        [2, null, "", "", ""],
      ],
    ],
    ["a,", [[1, null, "a", ""]]],
    ['""', [[1, null, ""]]],
    ['"",""\n', [[1, null, "", ""]]],
    [
      'a"b,c\nd,e',
      [
        [1, "R_QUOTE", 'a"b', "c"],
        [2, null, "d", "e"],
      ],
    ],
    [
      '"a"b,c\nd,e',
      [
        [1, "R_QUOTE", 'a"b', "c"],
        [2, null, "d", "e"],
      ],
    ],
    [
      'x,5" disk,"ok"\ny,z,w',
      [
        [1, "R_QUOTE", "x", '5" disk', "ok"],
        [2, null, "y", "z", "w"],
      ],
    ],
  ])("%j", (text, rows) => expect(parse([text])).toEqual({ rows, problem: null }));

  it("names the line of a quote that never closes", () => {
    const text = 'h1,h2\n1,2\n3,4\n5,6\n7,8\n9,10\n11,"open\nand more\nand more';
    expect(parse([text])).toMatchObject({ problem: ["E_QUOTE_UNCLOSED", 7], rows: { length: 6 } });
  });

  it("stops a megabyte after an open quote instead of swallowing the file", () => {
    let pushed = 0;
    const parser = new CsvParser(",", () => undefined);
    parser.push('a,"');
    const feed = () => {
      for (; pushed < 50_000_000; pushed += 65_536) parser.push("x".repeat(65_536));
    };
    expect(feed).toThrow(FileProblem);
    expect(pushed).toBeLessThanOrEqual(MAX_QUOTED_CHARS);
  });

  it("takes a quoted field of a megabyte", () => {
    const text = "x".repeat(MAX_QUOTED_CHARS);
    expect(parse([`"${text.slice(0, 700_000)}`, `${text.slice(700_000)}",b\n`]).rows).toEqual([[1, null, text, "b"]]);
  });

  it("skips a row without end and goes on after it", () => {
    const half = "x".repeat(MAX_ROW_CHARS / 2);
    const { rows } = parse(["a,b\n", half, half, half, `${half},c\nd,e\n`]);
    expect(rows).toEqual([
      [1, null, "a", "b"],
      [2, "R_ROW_TOO_LONG", "x".repeat(200)],
      [3, null, "d", "e"],
    ]);
  });

  it("gives back what was written, however it is cut into pieces", () => {
    const field = fc.string({
      unit: fc.constantFrom("a", "é", "\u{1F600}", ",", '"', "\n", "\r", " ", "x"),
      maxLength: 8,
    });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    const ends = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(table, ends, fc.array(fc.nat(200)), (rows, end, cuts) => {
        const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",") + end).join("");
        const pieces = cut(text, cuts);
        expect(parse(pieces).rows.map(([, problem, ...fields]) => [problem, ...fields])).toEqual(
          rows.map((row) => [null, ...row]),
        );
        expect(parse(pieces)).toEqual(parse([text]));
      }),
    );
  });

  it("finds the same rows, lines and problems in broken text, however it is cut", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", ",", '"', "\n", "\r", "\r\n", '""'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (broken, cuts) => {
        expect(parse(cut(broken, cuts))).toEqual(parse([broken]));
      }),
      { numRuns: 500 },
    );
  });
});

function cut(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts)].filter((at) => at < text.length).sort((a, b) => a - b);
  return [...places, text.length].map((at, i) => text.slice(places[i - 1] ?? 0, at));
}
