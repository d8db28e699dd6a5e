import { describe, expect, it } from "vitest";
import type { ImportMapping } from "@/lib/contracts/imports";
import { detectLayout } from "./layout";
import { PreviewScan } from "./preview";
import { FileProblem } from "./problems";
import { sniffContainer } from "./sniff";

const nowMs = Date.UTC(2026, 10, 24, 12);

function preview(text: string | Uint8Array, given: Partial<ImportMapping> = {}, fileName = "posts.csv") {
  const head = typeof text === "string" ? Buffer.from(text) : text;
  const sample = { head, later: null, isWhole: true, fileName };
  const scan = new PreviewScan(sample, detectLayout(sample, "Europe/Berlin", given), given);
  scan.write(head);
  scan.end();
  return scan.finish(nowMs);
}

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof FileProblem) return [error.code, error.place.line ?? null];
    throw error;
  }
  return null;
};

describe("columns", () => {
  it.each<[string, string, ImportMapping["columns"]]>([
    [
      "tweet_id,airline_sentiment,airline,name,retweet_count,text,tweet_created",
      "570306133677760513,neutral,Some Air,ana,0,what a nice day it was,2015-02-24 11:35:52 -0800",
      {
        tweet_id: "externalId",
        airline: "tag",
        name: "authorHandle",
        retweet_count: "repostCount",
        text: "text",
        tweet_created: "publishedAt",
      },
    ],
    [
      "Topic,Sentiment,TweetId,TweetDate,TweetText",
      "acme,positive,126415614616154112,Tue Oct 18 21:53:25 +0000 2011,the new one is here",
      { Topic: "tag", TweetId: "externalId", TweetDate: "publishedAt", TweetText: "text" },
    ],
    [
      "微博id,微博正文,用户昵称,发布时间,转发数,评论数,点赞数",
      "4512345678901234,今天的天气真好,小明,2026-03-04 05:06,1,2,3",
      {
        微博id: "externalId",
        微博正文: "text",
        用户昵称: "authorHandle",
        发布时间: "publishedAt",
        转发数: "repostCount",
        评论数: "replyCount",
        点赞数: "likeCount",
      },
    ],
    ["id,likes,body", "1,many,hello there you", { id: "externalId", body: "text" }],
    ["__proto__,constructor,text", "1,2,hello there you", { text: "text" }],
    ["ref,opinion", "1,I like how it works very much", { opinion: "text" }],
  ])("%s", (header, row, columns) => expect(preview(`${header}\n${row}\n`).mapping.columns).toEqual(columns));

  it("of JSON lines are found inside objects", () => {
    const row = {
      id: 1,
      full_text: "hello there",
      user: { id: 9, screen_name: "ana", followers_count: 3 },
      created_at: "2026-01-02",
    };
    const { mapping } = preview(`${JSON.stringify(row)}\n`, {}, "x.jsonl");
    expect(mapping).toMatchObject({ format: "jsonl", delimiter: null });
    expect(mapping.columns).toEqual({
      id: "externalId",
      full_text: "text",
      "user.screen_name": "authorHandle",
      "user.followers_count": "authorFollowers",
      created_at: "publishedAt",
    });
  });
});

describe("layout", () => {
  it.each([";", "\t", "|", ","] as const)("finds the delimiter %j", (delimiter) => {
    const rows = [
      ["id", "text", "date"],
      ["1", "a, b; c | d", "2026-01-02"],
      ["2", "x", "2026-01-03"],
      ["3", "y, z", "2026-01-03"],
    ];
    const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join("\r\n");
    const { mapping } = preview(text);
    expect([mapping.delimiter, mapping.hasHeader]).toEqual([delimiter, true]);
  });

  it("sees that there is no header, shows the line and offers columns by their values", () => {
    const text = '"4","Mon May 11 03:18:54 UTC 2009","ana","Ok, the first look at it was good"\n'.repeat(3);
    const { mapping, warnings, rows } = preview(text);
    expect(mapping).toMatchObject({ hasHeader: false, columns: { "Column 4": "text", "Column 2": "publishedAt" } });
    expect(warnings).toContainEqual({ code: "E_NO_HEADER", detail: expect.stringMatching(/^4,Mon May 11/) });
    expect(rows[0]?.values.text).toBe("Ok, the first look at it was good");
  });

  it("keeps the BOM out of the first name and guesses old encodings aloud", () => {
    expect(preview("\ufefftext,id\nhello there,1\n").mapping.columns).toEqual({ text: "text", id: "externalId" });
    const { mapping, warnings, rows } = preview(Buffer.from("text\nUn café très bon\n", "latin1"));
    expect([mapping.encoding, warnings.map((one) => one.code), rows[0]?.values.text]).toEqual([
      "windows-1252",
      ["W_ENCODING"],
      "Un café très bon",
    ]);
  });

  it("says which column is missing", () => {
    expect(preview("a,b\n1,2\n").warnings).toContainEqual({
      code: "E_COLUMN_MISSING",
      detail: expect.stringContaining("a, b"),
    });
  });
});

describe("dates", () => {
  it("that can be read two ways are shown both ways", () => {
    const { ambiguousDate, mapping, rows } = preview("text,date\nhello,03/04/2026\nhello,05/06/2026\n");
    expect(mapping.dateOrder).toBe("iso");
    expect(ambiguousDate).toEqual({
      value: "03/04/2026",
      mdy: "2026-03-03T23:00:00.000Z",
      dmy: "2026-04-02T22:00:00.000Z",
    });
    expect(rows[0]?.problem).toEqual({ code: "R_DATE_AMBIGUOUS", column: "date" });
  });
  it("are settled by one that cannot, or by a person", () => {
    expect(preview("text,date\nhello,03/04/2026\nhello,25/06/2026\n").mapping.dateOrder).toBe("dmy");
    const asked = preview("text,date\nhello,03/04/2026\n", { dateOrder: "mdy" });
    expect([asked.ambiguousDate, asked.rows[0]?.values.publishedAt]).toEqual([null, "2026-03-03T23:00:00.000Z"]);
  });
});

describe("topics", () => {
  it("are offered from a tag column with few values, however late they appear", () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => `hello,${i < 4_990 ? "a" : "b"}\n`).join("");
    const { mapping, columns } = preview(`text,brand\n${rows}`);
    expect([mapping.topicsFromColumn, columns[1]?.distinctCount]).toEqual(["brand", 2]);
    expect(preview(`text,brand\n${rows}`, { topicsFromColumn: null }).mapping.topicsFromColumn).toBeNull();
  });
  it("are not offered from one with many", () => {
    const rows = Array.from({ length: 50 }, (_, i) => `hello,b${i}\n`).join("");
    expect(preview(`text,brand\n${rows}`).mapping.topicsFromColumn).toBeNull();
  });
});

describe("files that cannot be read", () => {
  const bytes = (...list: number[]) => Uint8Array.from([...list, ...Array.from({ length: 50 }, () => 65)]);
  it.each([
    ["E_NOT_TEXT", bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a)],
    ["E_NOT_TEXT", bytes(0x25, 0x50, 0x44, 0x46, 0x2d)],
    ["E_NOT_TEXT", bytes(0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00, 0x04, 0x00)],
    ["E_IS_XLSX", bytes(0x50, 0x4b, 0x03, 0x04)],
    ["E_IS_XLSX", bytes(0xd0, 0xcf, 0x11, 0xe0)],
    ["E_EMPTY_FILE", new Uint8Array()],
    ["E_EMPTY_FILE", Uint8Array.of(0xef, 0xbb, 0xbf)],
    ["E_EMPTY_FILE", Uint8Array.of(0xff, 0xfe)],
  ])("%s", (code, head) => expect(refusal(() => sniffContainer(head, head.length))).toEqual([code, null]));

  it("but gzip and text can", () => {
    expect(sniffContainer(bytes(0x1f, 0x8b, 8), 53)).toBe("gzip");
    expect(sniffContainer(Buffer.from("\ufefftext\nMZ\n", "utf16le"), 20)).toBe("plain");
    expect(sniffContainer(Buffer.from(`PKG,text\n1,\u0000${"x".repeat(300)}\n`), 320)).toBe("plain");
  });

  it.each([
    ["E_EMPTY_FILE", null, " \n\n"],
    ["E_TOO_MANY_COLUMNS", 1, `${Array.from({ length: 1_000 }, (_, i) => `c${i}`).join(",")}\n1\n`],
    ["E_QUOTE_UNCLOSED", 3, 'id,text\n1,hello\n2,"open\nand on\nand on'],
    ["E_JSON_ARRAY", 1, '[{"text":"x"}]'],
  ])("%s at %s", (code, line, text) => expect(refusal(() => preview(text))).toEqual([code, line]));
});
