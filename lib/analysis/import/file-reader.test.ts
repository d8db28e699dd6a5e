import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportMapping } from "@/lib/contracts/imports";
import { RawPost } from "@/lib/contracts/raw-post";
import { ImportFileReader } from "./file-reader";
import { FileProblem, ROW_WARNINGS } from "./problems";
import type { RowOutcome } from "./row-reader";

const nowMs = Date.UTC(2026, 10, 24, 12);
const base: ImportMapping = {
  format: "csv",
  encoding: "utf-8",
  delimiter: ",",
  hasHeader: true,
  columns: { id: "externalId", text: "text", user: "authorHandle", date: "publishedAt" },
  defaultPlatform: "file",
  dateOrder: "iso",
  timeZone: "UTC",
  topicsFromColumn: null,
};

function read(text: string | Uint8Array, mapping: Partial<ImportMapping> = {}, skipRows = 0): RowOutcome[] {
  const rows: RowOutcome[] = [];
  const reader = new ImportFileReader({ ...base, ...mapping }, (row) => rows.push(row), { nowMs, skipRows });
  reader.write(typeof text === "string" ? Buffer.from(text) : text);
  reader.end();
  return rows;
}

const names = (mask: number) => ROW_WARNINGS.filter((_, i) => mask & (1 << i));
/** What became of each row: its id, or its code with line and column; warnings behind. */
const told = (rows: readonly RowOutcome[]) =>
  rows.map((row) =>
    row.post === null
      ? `${row.line} ${row.code} ${row.column ?? ""}`.trim()
      : [row.post.externalId, ...names(row.warnings)].join(" "),
  );
const line = (id: string, text = "hello", user = "ana", date = "2026-01-02") => `${id},${text},${user},${date}\n`;
const HEADER = "id,text,user,date\n";

describe("CSV rows", () => {
  it("become posts with every field in its form", () => {
    const header = "id,text,user,nick,date,likes,rts,lang,cc,url,brand,kind,parent,followers,replies,site\n";
    const row =
      '7,Hi #x,@ana, Ana  B ,2026-01-02T03:04:05Z,"1,234",12K,pt_BR,Germany,https://a.example/1,Acme,Retweet,6,5,,X\n';
    const [outcome] = read(header + row, {
      columns: {
        id: "externalId",
        text: "text",
        user: "authorHandle",
        nick: "authorName",
        date: "publishedAt",
        likes: "likeCount",
        rts: "repostCount",
        lang: "lang",
        cc: "country",
        url: "url",
        brand: "tag",
        kind: "type",
        parent: "parentExternalId",
        followers: "authorFollowers",
        replies: "replyCount",
        site: "platform",
      },
    });
    expect(outcome?.post).toEqual({
      platform: "twitter",
      externalId: "7",
      type: "repost",
      text: "Hi #x",
      url: "https://a.example/1",
      publishedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
      lang: "pt",
      country: "DE",
      authorHandle: "ana",
      authorName: "Ana B",
      authorFollowers: 5,
      parentExternalId: "6",
      likeCount: 1_234,
      repostCount: 12_000,
      replyCount: null,
      tags: ["Acme"],
    });
  });

  it("are refused one by one, with line, column and excerpt", () => {
    const text = [
      HEADER,
      line("1"),
      "2,too few\n",
      '3,stray"quote,x,2026-01-01\n',
      line("1.23457E+18"),
      line("4", ""),
      line("5", "x".repeat(20_001)),
      line("6", "ok", "ana", "soon"),
      line("7", "ok", "ana", "1969-12-31"),
      line("8", "ok", "ana", "03/04/2026"),
      line("9", "\ud83d"),
      line("10"),
    ].join("");
    expect(told(read(text))).toEqual([
      "1",
      "3 R_FIELD_COUNT 2 of 4 fields",
      "4 R_QUOTE",
      "5 R_ID_SCIENTIFIC id",
      "6 R_TEXT_EMPTY text",
      "7 R_TEXT_TOO_LONG text",
      "8 R_DATE date",
      "9 R_DATE_RANGE date",
      "10 R_DATE_AMBIGUOUS date",
      "9 W_DECODE",
      "10",
    ]);
    const [refused] = read(`${HEADER}2,${"é".repeat(100)}\n`);
    expect(refused).toMatchObject({ excerpt: `2,${"é".repeat(78)}` });
  });

  it("carry their remarks", () => {
    const rows = told(
      read(
        [
          HEADER,
          line(""),
          line("1", "dÃ©jÃ "),
          line("2", "ok", ""),
          line("3", "ok", "a", "2026-11-25"),
          line("4", `z${"\u0335".repeat(99)}`),
          line("x".repeat(500)),
          line("5", "bad \ufffd"),
        ].join(""),
      ),
    );
    expect(rows[0]).toMatch(/^h-\S{32} W_NO_ID$/);
    expect(rows.slice(1, 5)).toEqual(["1 W_MOJIBAKE", "2 W_NO_AUTHOR", "3 W_FUTURE", "4 W_TRUNCATED"]);
    expect(rows[5]).toMatch(/^x{211}~\S{43} W_ID_SHORTENED$/);
    expect(rows[6]).toBe("5 W_DECODE");
  });

  it("get the same id from the same content, with and without dates", () => {
    const both = told(read(HEADER + line("") + line("") + line("", "other")));
    expect(both[0]).toBe(both[1]);
    expect(both[0]).not.toBe(both[2]);
    const undated = { columns: { text: "text" as const } };
    const first = read("text\nhello\n", undated)[0]?.post;
    expect(first?.publishedAtMs).toBe(nowMs);
    expect(told(read("text\nhello\n", undated))[0]).toMatch(/W_NO_ID W_NO_AUTHOR W_NO_DATE$/);
  });

  it("take odd ids as text", () => {
    expect(told(read(HEADER + line("a:b") + line("'; drop table posts") + line("12345")))).toEqual([
      "a:b",
      "'; drop table posts",
      "12345",
    ]);
  });

  it("keep script, HTML and formulas as they are", () => {
    const [row] = read(`${HEADER}1,"=cmd|' /C calc'!A0 <script>x</script>",a,2026-01-02\n`);
    expect(row?.post?.text).toBe("=cmd|' /C calc'!A0 <script>x</script>");
  });

  it("refuse counts that are none", () => {
    const columns = { id: "externalId" as const, text: "text" as const, n: "likeCount" as const };
    const rows = ["-5", "1e309", "NaN", "99999999999999999999", "12K", ""].map((n) => `n${n},hi,${n}\n`).join("");
    expect(told(read(`id,text,n\n${rows}`, { columns })).map((row) => row.split(" ").slice(0, 2).join(" "))).toEqual([
      "2 R_NUMBER",
      "3 R_NUMBER",
      "4 R_NUMBER",
      "5 R_NUMBER_RANGE",
      "n12K W_NO_AUTHOR",
      "n W_NO_AUTHOR",
    ]);
  });

  it("are unaffected by columns named like parts of the language", () => {
    const rows = read(`__proto__,constructor,toString,${HEADER}x,y,z,${line("1")}`);
    expect(told(rows)).toEqual(["1"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("go on where an earlier attempt stopped", () => {
    const text = HEADER + Array.from({ length: 9 }, (_, i) => line(String(i))).join("");
    expect(told(read(text, {}, 5))).toEqual(["5", "6", "7", "8"]);
  });

  it("are decoded from UTF-16 and GB18030", () => {
    expect(
      read(Buffer.from(`\ufeff${HEADER}${line("1", "你好")}`, "utf16le"), { encoding: "utf-16le" })[0]?.post?.text,
    ).toBe("你好");
    const gb = Buffer.concat([
      Buffer.from(`${HEADER}1,`),
      Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
      Buffer.from(",a,2026-01-02\n"),
    ]);
    expect(read(gb, { encoding: "gb18030" })[0]?.post?.text).toBe("你好");
  });
});

describe("the mapping", () => {
  const refusal = (text: string, mapping: Partial<ImportMapping>) => {
    try {
      read(text, mapping);
      return null;
    } catch (error) {
      return error instanceof FileProblem ? { code: error.code, message: error.message } : error;
    }
  };
  it("must name columns that are there, and one for the text", () => {
    expect(refusal("id,body\n1,x\n", {})).toMatchObject({
      code: "E_COLUMN_MISSING",
      message: expect.stringContaining("id, body"),
    });
    expect(refusal("id,body\n1,x\n", { columns: { id: "externalId" } })).toMatchObject({ code: "E_COLUMN_MISSING" });
    expect(refusal("1,hello\n", { hasHeader: false, columns: {} })).toMatchObject({
      code: "E_NO_HEADER",
      message: expect.stringContaining("1,hello"),
    });
    expect(
      told(read("1,hello\n", { hasHeader: false, columns: { "Column 1": "externalId", "Column 2": "text" } })),
    ).toEqual(["1 W_NO_AUTHOR W_NO_DATE"]);
  });
});

describe("JSON rows", () => {
  const jsonl = (rows: readonly unknown[], columns: ImportMapping["columns"]) =>
    read(rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n"), {
      format: "jsonl",
      delimiter: null,
      columns,
    });
  const columns = {
    id: "externalId",
    text: "text",
    "user.name": "authorHandle",
    at: "publishedAt",
    tags: "tag",
  } as const;

  it("become posts, nested keys and lists included", () => {
    const [row] = jsonl(
      ['{"id":570306133677760513,"text":"a\\u0000b","user":{"name":"ana"},"at":1424806552,"tags":["x","y",3]}'],
      columns,
    );
    expect(row?.post).toMatchObject({
      externalId: "570306133677760513",
      text: "ab",
      authorHandle: "ana",
      publishedAtMs: 1_424_806_552_000,
      tags: ["x", "y"],
    });
  });

  it("are refused with the key or the column", () => {
    const rows = [
      { id: 1, text: 5, at: 1e9 },
      { id: 1, text: null, at: 1e9 },
      { id: 1, text: ["x"], at: 1e9 },
      { id: 1, at: 1e9 },
      { id: true, text: "x", at: 1e9 },
      '{"id":1,"text":"\\ud800","at":1000000000}',
      '{"id":1,}',
      "[1]",
    ];
    expect(told(jsonl(rows, columns))).toEqual([
      "1 R_TYPE text",
      "2 R_TYPE text",
      "3 R_TYPE text",
      "4 R_TEXT_EMPTY text",
      "5 R_TYPE id",
      "6 R_UNICODE text",
      "7 R_JSON 9",
      "8 R_TYPE 1",
    ]);
  });

  it("cannot reach what an object inherits", () => {
    expect(
      told(
        jsonl([{ text: "x" }], {
          text: "text",
          ["constructor" as string]: "authorHandle",
          "__proto__.x": "externalId",
        }),
      )[0],
    ).toContain("W_NO_AUTHOR");
  });
});

it("reads any bytes to rows that the contract allows, and never falls over", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      HEADER,
      ",",
      "\n",
      '"',
      "1",
      "2026-01-02",
      "ana",
      "text",
      "\u0000",
      "é",
      "你",
      "\ufffd",
      "{",
      "}",
      "1e5",
    ),
    fc.string({ unit: "binary", maxLength: 10 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom("csv", "jsonl"), (pieces, format) => {
      try {
        const rows = read(HEADER + pieces.join(""), {
          format: format as "csv",
          delimiter: format === "csv" ? "," : null,
        });
        for (const row of rows) if (row.post !== null) expect(RawPost.safeParse(row.post).error).toBeUndefined();
      } catch (error) {
        expect(error).toBeInstanceOf(FileProblem);
      }
    }),
    { numRuns: 400 },
  );
});
