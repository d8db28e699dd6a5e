import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonlParser, MAX_LINE_CHARS, parseJsonLine } from "./jsonl-parser";
import { FileProblem } from "./problems";

type Row = { line: number; value: unknown; problem: string | null; column: number | null };

function parse(pieces: readonly string[]): Row[] {
  const rows: Row[] = [];
  const parser = new JsonlParser((value, line, problem, column) => rows.push({ line, value, problem, column }));
  for (const piece of pieces) parser.push(piece);
  parser.end();
  return rows;
}

describe("parseJsonLine", () => {
  it("keeps every digit of a long id, and leaves text alone", () => {
    const { value } = parseJsonLine(
      '{"id":570306133677760513,"n":12,"t":"x 570306133677760513","l":[1234567890123456]}',
    );
    expect(value).toEqual({
      id: "570306133677760513",
      n: 12,
      t: "x 570306133677760513",
      l: ["1234567890123456"],
    });
  });

  it.each([
    ['{"a":1,}', 8],
    ['{"a":1},', 8],
    ["{'a':1}", 2],
    ['{"a":NaN}', 6],
    ['// {"a":1}', 1],
    ['{"a":1', 7],
  ])("refuses %j at column %i", (raw, column) =>
    expect(parseJsonLine(raw)).toEqual({ value: null, problem: "R_JSON", column }),
  );

  it.each(["[1]", "null", '"text"', "3"])("refuses %s, which is no object", (raw) =>
    expect(parseJsonLine(raw).problem).toBe("R_TYPE"),
  );

  it("refuses depth and size without falling over", () => {
    expect(parseJsonLine(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`).problem).toBe("R_JSON_DEPTH");
    const keys = Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join(",");
    expect(parseJsonLine(`{${keys}}`).problem).toBe("R_JSON_SIZE");
    expect(parseJsonLine(`{"a":${"[".repeat(31)}${"]".repeat(31)}}`).problem).toBeNull();
  });

  it("reads what JSON.stringify wrote", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: "binary" }), number, fc.boolean())),
        (object) => {
          const parsed = parseJsonLine(JSON.stringify(object)).value;
          for (const [key, value] of Object.entries(object))
            if (!(typeof value === "number" && Math.abs(value) >= 1e15))
              expect(parsed?.[key]).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
    );
  });
});

describe("JsonlParser", () => {
  it("skips blank lines and counts every line end once", () => {
    const rows = parse(['{"a":1}\r\n\r\n{"a":2}\n', '\n{"a":3}\r', '{"a":4}']);
    expect(rows.map((row) => [row.line, row.value])).toEqual([
      [1, { a: 1 }],
      [3, { a: 2 }],
      [5, { a: 3 }],
      [6, { a: 4 }],
    ]);
  });

  it.each(["[", "[\n{}", '[{"a":1}]', '\n\n [ {"a":1},'])("refuses the JSON list %j", (text) => {
    expect(() => parse([text])).toThrow(FileProblem);
  });

  it("skips a line without end and goes on after it", () => {
    const rows = parse(['{"a":"', "x".repeat(MAX_LINE_CHARS), 'x"}\n{"a":1}\n']);
    expect(rows.map((row) => [row.line, row.problem])).toEqual([
      [1, "R_JSON_SIZE"],
      [2, null],
    ]);
  });

  it("finds the same rows however the text is cut", () => {
    const text = fc.array(fc.constantFrom('{"a":1}', "x", "\n", "\r", "\r\n", " "), { maxLength: 30 });
    fc.assert(
      fc.property(text, (parts) => {
        expect(parse(parts.flatMap((part) => [...part]))).toEqual(parse([parts.join("")]));
      }),
    );
  });
});
