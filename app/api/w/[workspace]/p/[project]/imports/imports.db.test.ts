import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/drizzle/client";
import { createMember, createSessionCookie, createTenant, type TestTenant } from "@/drizzle/factories";
import type { Import, ImportMapping, ImportPreview } from "@/lib/contracts/imports";
import { closeQueues } from "@/lib/jobs/queue";
import { claimRun } from "@/lib/services/run-lease";
import { importRun } from "@/workers/handlers/import-run";
import { GET as getPreview } from "./[import]/preview/route";
import { GET as getRejects } from "./[import]/rejects/route";
import { DELETE, GET as getOne } from "./[import]/route";
import { POST as postStart } from "./[import]/start/route";
import { GET as getList, POST as postUpload } from "./route";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

let tenant: TestTenant;
let cookie: string;
const ORIGIN = "http://localhost:3000";

beforeAll(async () => {
  tenant = await createTenant();
  cookie = (await createSessionCookie(tenant.owner)).header;
});
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

interface Ask {
  method?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  search?: string;
  cookie?: string;
}

function ask(
  handler: Handler,
  { method = "GET", body, headers = {}, params = {}, search = "", ...rest }: Ask = {},
): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/x${search}`, {
    method,
    headers: { origin: ORIGIN, cookie: rest.cookie ?? cookie, ...headers },
    ...(body === undefined ? {} : { body, duplex: "half" }),
  } as RequestInit);
  const all = { workspace: tenant.workspaceId, project: tenant.projectId, ...params };
  return handler(request, { params: Promise.resolve(all) });
}

const sendFile = (content: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> => {
  const bytes = Buffer.from(content);
  return ask(postUpload, {
    method: "POST",
    body: bytes,
    headers: { "content-length": String(bytes.length), ...headers },
  });
};

const startWith = (id: string, mapping: unknown): Promise<Response> =>
  ask(postStart, {
    method: "POST",
    body: JSON.stringify({ mapping }),
    headers: { "content-type": "application/json" },
    params: { import: id },
  });

const preview = (id: string, mapping?: unknown): Promise<Response> =>
  ask(getPreview, {
    params: { import: id },
    search: mapping === undefined ? "" : `?mapping=${encodeURIComponent(JSON.stringify(mapping))}`,
  });

/** Uploads, previews, starts with the changes, lets a worker do it; the first answer that is an error comes back instead. */
async function throughAll(
  content: string | Uint8Array,
  changes: Partial<ImportMapping> = {},
): Promise<{ problem: Record<string, unknown> } | { done: Import; seen: ImportPreview }> {
  const sent = await sendFile(content);
  if (sent.status !== 201) return { problem: await sent.json() };
  const { id } = (await sent.json()) as Import;
  const shown = await preview(id);
  if (shown.status !== 200) return { problem: await shown.json() };
  const seen = (await shown.json()) as ImportPreview;
  const started = await startWith(id, { ...seen.mapping, topicsFromColumn: null, ...changes });
  if (started.status !== 200) return { problem: await started.json() };
  const { runId } = (await started.json()) as Import;
  const claim = await claimRun({ workspaceId: tenant.workspaceId, projectId: tenant.projectId, runId: runId ?? "" });
  if (claim) await importRun(claim, new AbortController().signal);
  return { done: (await (await ask(getOne, { params: { import: id } })).json()) as Import, seen };
}

async function problemOf(content: string | Uint8Array, changes: Partial<ImportMapping> = {}) {
  const result = await throughAll(content, changes);
  if (!("problem" in result)) return { code: null };
  const { status, code, title, line, hint } = result.problem;
  expect(`${title}`).toMatch(/^[A-Z].*[.:]|^[A-Z].*/);
  expect(JSON.stringify(result.problem)).not.toMatch(/\/(home|tmp|var|work)\/|select |insert |at .*\.ts:/i);
  return { status, code, line, hasHint: typeof hint === "string" };
}

/** Codes of the rows left out, and what became of the others. */
async function rowsOf(content: string | Uint8Array, changes: Partial<ImportMapping> = {}) {
  const result = await throughAll(content, changes);
  if ("problem" in result) throw new Error(JSON.stringify(result.problem));
  const { done, seen } = result;
  expect(done.readCount).toBe(done.storedCount + done.updatedCount + done.duplicateCount + done.rejectedCount);
  const rejects = await (await ask(getRejects, { params: { import: done.id } })).text();
  const codes = rejects
    .split("\r\n")
    .slice(1, -1)
    .map((line) => line.split(","))
    .map(([line, column, code]) => `${line}:${code}:${column}`);
  return { done, seen, codes, warnings: done.warnings.map((one) => one.code).sort() };
}

let next = 0;
const HEADER = "id,text,user,date\n";
const line = (text = "hello there", date = "2026-01-02", id = `r${next++}`) => `${id},${text},ana,${date}\n`;

describe("files that are refused", () => {
  const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]);
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
  it.each<[string, string | Uint8Array, number, string, number | undefined]>([
    ["1: nothing", "", 422, "E_EMPTY_FILE", undefined],
    ["2: only a BOM", "\ufeff", 422, "E_EMPTY_FILE", undefined],
    ["10: an open quote", `${HEADER}${line().repeat(5)}x,"open,ana\n${line()}`, 422, "E_QUOTE_UNCLOSED", 7],
    [
      "31: 1,000 columns",
      `${Array.from({ length: 1_000 }, (_, i) => `c${i}`).join(",")}\n`,
      422,
      "E_TOO_MANY_COLUMNS",
      1,
    ],
    ["37: a picture", png, 415, "E_NOT_TEXT", undefined],
    ["37: a PDF", "%PDF-1.7 and so on", 415, "E_NOT_TEXT", undefined],
    ["38: a workbook", zip, 415, "E_IS_XLSX", undefined],
    ["37: a packed picture", gzipSync(png), 415, "E_NOT_TEXT", undefined],
    ["41: a packed archive", gzipSync(zip), 415, "E_IS_XLSX", undefined],
    ["damaged gzip", gzipSync("text\nhello there\n").subarray(0, 20), 422, "E_GZIP", undefined],
    ["67: a JSON list", '[{"text":"x"},{"text":"y"}]', 422, "E_JSON_ARRAY", 1],
    ["5: no text column", "id,likes\n1,2\n", 422, "E_COLUMN_MISSING", undefined],
    ["4: no header and nothing that is text", "1,2\n3,4\n", 422, "E_NO_HEADER", 1],
  ])("%s", async (_name, content, status, code, at) =>
    expect(await problemOf(content)).toEqual({ status, code, line: at, hasHint: true }),
  );

  it("32, 35, 40, 43: by what the request says of itself", async () => {
    const codeOf = async (answer: Promise<Response>) =>
      ((await (await answer).json()) as { code: string; status: number }).code;
    expect(await codeOf(sendFile(HEADER, { "content-length": "9000000000" }))).toBe("E_FILE_TOO_LARGE");
    expect(await codeOf(sendFile(HEADER, { "content-length": "999" }))).toBe("E_UPLOAD_INCOMPLETE");
    expect(await codeOf(sendFile(HEADER, { "content-length": "abc" }))).toBe("E_BODY");
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=x", "Multipart/Mixed"])
      expect(await codeOf(sendFile(HEADER, { "content-type": type }))).toBe("E_MULTIPART");
    const list = (await (await ask(getList)).json()) as Import[];
    expect(list.filter((one) => one.byteCount === HEADER.length)).toEqual([]);
  });
});

describe("rows", () => {
  it("7: columns named like parts of the language are nothing special", async () => {
    const { done, seen } = await rowsOf(`__proto__,constructor,toString,${HEADER}a,b,c,${line()}`);
    expect([done.storedCount, Object.keys(seen.mapping.columns).sort()]).toEqual([1, ["date", "id", "text", "user"]]);
  });

  it("8, 11, 29, 50, 55, 56, 59: each with its code, line and column", async () => {
    const day = (ms: number) => new Date(Date.now() + ms).toISOString();
    const file =
      HEADER +
      line() +
      "few,fields\n" +
      'q,stray "quote,ana,2026-01-02\n' +
      line("x".repeat(1_000_000)) +
      line("id", "2026-01-02", "1.23457E+18") +
      line("old", "1969-12-31") +
      line("older", "0001-01-01") +
      line("late", "9999-12-31") +
      line("soon", day(3_600_000)) +
      line("too soon", day(172_800_000)) +
      line("gap", "2026-03-29T02:30 Europe/Berlin");
    const { done, codes, warnings } = await rowsOf(file);
    expect(codes).toEqual([
      "3:R_FIELD_COUNT:2 of 4 fields",
      "4:R_QUOTE:",
      "5:R_TEXT_TOO_LONG:text",
      "6:R_ID_SCIENTIFIC:id",
      "7:R_DATE_RANGE:date",
      "8:R_DATE_RANGE:date",
      "9:R_DATE_RANGE:date",
      "11:R_DATE_RANGE:date",
    ]);
    expect([done.storedCount, warnings]).toEqual([3, ["W_DST", "W_FUTURE"]]);
  });

  it("13, 14, 16, 17, 22, 23: delimiters, line ends and encodings", async () => {
    const tabs = await rowsOf(`id\ttext\tdate\r\nt1\ta, b\t2026-01-02\rt2\tc\t2026-01-02\nt3\t"d\r\ne"\t2026-01-02`);
    expect([tabs.seen.mapping.delimiter, tabs.done.storedCount, tabs.codes]).toEqual(["\t", 3, []]);
    const marked = await rowsOf(`\ufeff${HEADER}${line("你好，世界 ".repeat(30_000 / 6))}`);
    expect([Object.keys(marked.seen.mapping.columns).sort(), marked.codes]).toEqual([
      ["date", "id", "text", "user"],
      ["2:R_TEXT_TOO_LONG:text"],
    ]);
    expect((await rowsOf(Buffer.from(`\ufeff${HEADER}${line("ça va")}`, "utf16le"))).done.storedCount).toBe(1);
    expect((await rowsOf(HEADER + line("dÃ©jÃ  vu"))).warnings).toEqual(["W_MOJIBAKE"]);
    const cut = await rowsOf(
      HEADER + Array.from({ length: 9_000 }, (_, i) => line(`${"x".repeat(i % 7)}你好`)).join(""),
    );
    expect([cut.done.storedCount, cut.warnings]).toEqual([9_000, []]);
  });

  it("25, 26, 28: controls, half characters, stacked marks", async () => {
    const file = [
      `{"id":"j1","text":"a\\u0000b"}`,
      `{"id":"j2","text":"\\ud800"}`,
      JSON.stringify({ id: "j3", text: `z${"\u0335".repeat(10_000)}` }),
    ].join("\n");
    const { codes, warnings } = await rowsOf(file);
    expect([codes, warnings]).toEqual([["2:R_UNICODE:text"], ["W_NO_AUTHOR", "W_NO_DATE", "W_TRUNCATED"]]);
  });

  it("46, 47, 49, 52: ids", async () => {
    const file =
      HEADER +
      line("one", "2026-01-02", "a:b") +
      line("two", "2026-01-02", "a:b") +
      line("three", "2026-01-02", "'; drop table posts") +
      line("four", "2026-01-02", "") +
      line("five", "2026-01-02", "9".repeat(500));
    const first = await rowsOf(file);
    expect([first.done.storedCount, first.done.duplicateCount]).toEqual([4, 1]);
    expect(first.warnings).toEqual(["W_DUPLICATE_IN_FILE", "W_ID_SHORTENED", "W_NO_ID"]);
    const second = await rowsOf(file);
    expect([second.done.storedCount, second.done.updatedCount, second.done.duplicateCount]).toEqual([0, 0, 5]);
  });

  it("53: ambiguous dates are asked about once, and shown both ways", async () => {
    const { seen, codes } = await rowsOf(HEADER + line("x", "03/04/2026"));
    expect(seen.ambiguousDate).toEqual({
      value: "03/04/2026",
      mdy: "2026-03-04T00:00:00.000Z",
      dmy: "2026-04-03T00:00:00.000Z",
    });
    expect(codes).toEqual(["2:R_DATE_AMBIGUOUS:date"]);
    expect((await rowsOf(HEADER + line("x", "03/04/2026"), { dateOrder: "dmy" })).codes).toEqual([]);
  });

  it("61, 62, 64: numbers and languages", async () => {
    const rows = ["-5", "1e309", "NaN", '"1,234"', "1.234", "12K", "٣", "2147483648", "9223372036854775808"].map(
      (n, i) => `n${i},hi you,ana,2026-01-02,${n},xx-nonsense\n`,
    );
    const { codes, warnings } = await rowsOf(`id,text,user,date,likes,lang\n${rows.join("")}`);
    expect(codes).toEqual(["2:R_NUMBER:likes", "3:R_NUMBER:likes", "4:R_NUMBER:likes", "10:R_NUMBER_RANGE:likes"]);
    expect(warnings).toEqual([]);
    const columns = { text: "text", lang: "lang", id: "externalId" } as const;
    const odd = await rowsOf("id,text,lang\nl1,hi you,xx-nonsense\nl2,hi you,und\nl3,hi you,zh_CN\n", { columns });
    expect([odd.codes, odd.warnings]).toEqual([[], ["W_LANGUAGE", "W_NO_AUTHOR", "W_NO_DATE"]]);
  });

  it("68, 70, 71, 73: JSON lines", async () => {
    const file = [
      '{"text":"ok"}',
      "",
      '{"text":"x"},',
      '{"text":"x"} // no',
      '{"text":NaN}',
      "{'text':'x'}",
      `{"text":"x","a":${"[".repeat(100_000)}`,
      `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(",")}}`,
      '{"text":5}',
      '{"text":["x"]}',
      '{"text":null}',
    ].join("\n");
    const { codes } = await rowsOf(file);
    expect(codes).toEqual([
      "3:R_JSON:13",
      "4:R_JSON:14",
      "5:R_JSON:9",
      "6:R_JSON:2",
      "7:R_JSON_DEPTH:",
      "8:R_JSON_SIZE:",
      "9:R_TYPE:text",
      "10:R_TYPE:text",
      "11:R_TYPE:text",
    ]);
  });
});

describe("the routes", () => {
  it("34: take a large body in pieces, whole", async () => {
    const rows = HEADER + line("padding ".repeat(20)).repeat(70_000);
    const bytes = Buffer.from(rows);
    const body = new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 65_536) controller.enqueue(bytes.subarray(at, at + 65_536));
        controller.close();
      },
    });
    const answer = await ask(postUpload, { method: "POST", body, headers: { "x-file-name": "large.csv" } });
    const one = (await answer.json()) as Import;
    expect([answer.status, one.byteCount, one.sha256]).toEqual([
      201,
      bytes.length,
      createHash("sha256").update(bytes).digest("hex"),
    ]);
    expect(bytes.length).toBeGreaterThan(11_000_000);
  });

  it("answer 401, 403 and 404 to those who may not", async () => {
    const { id } = (await (await sendFile(HEADER + line())).json()) as Import;
    const viewer = (await createSessionCookie(await createMember(tenant, "viewer"))).header;
    const stranger = (await createSessionCookie((await createTenant()).owner)).header;
    const all: [Handler, Ask][] = [
      [postUpload, { method: "POST", body: HEADER }],
      [getList, {}],
      [getOne, { params: { import: id } }],
      [getPreview, { params: { import: id } }],
      [getRejects, { params: { import: id } }],
      [DELETE, { method: "DELETE", params: { import: id } }],
    ];
    const statuses = (cookieOf: string) =>
      Promise.all(all.map(async ([handler, input]) => (await ask(handler, { ...input, cookie: cookieOf })).status));
    expect(await statuses("")).toEqual([401, 401, 401, 401, 401, 401]);
    expect(await statuses(stranger)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(await statuses(viewer)).toEqual([403, 200, 200, 200, 200, 403]);
    const never = await ask(getOne, { params: { import: "01900000-0000-7000-8000-000000000000" } });
    expect([never.status, (await ask(getOne, { params: { import: "1; drop table" } })).status]).toEqual([404, 404]);
  });

  it("refuse parameters that are not theirs", async () => {
    const { id } = (await (await sendFile(HEADER + line())).json()) as Import;
    const codeOf = async (answer: Promise<Response>) => {
      const response = await answer;
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await codeOf(preview(id, { nonsense: 1 }))).toEqual([422, "E_PARAM"]);
    expect(await codeOf(ask(getPreview, { params: { import: id }, search: "?mapping={" }))).toEqual([422, "E_PARAM"]);
    expect(await codeOf(ask(getPreview, { params: { import: id }, search: "?a=1" }))).toEqual([422, "E_PARAM"]);
    expect(await codeOf(startWith(id, { format: "csv" }))).toEqual([422, "E_BODY"]);
    expect(
      await codeOf(
        startWith(id, { ...((await (await preview(id)).json()) as ImportPreview).mapping, workspace_id: "x" }),
      ),
    ).toEqual([422, "E_UNKNOWN_FIELD"]);
    expect((await ask(DELETE, { method: "DELETE", params: { import: id } })).status).toBe(200);
  });

  it("44: show odd file names as text", async () => {
    const name = encodeURIComponent('../../etc/passwd\r\nX: y <b>"CON');
    const one = (await (await sendFile(HEADER + line(), { "x-file-name": name })).json()) as Import;
    expect(one.fileName).toBe('../../etc/passwd X: y <b>"CON');
    const rejects = await ask(getRejects, { params: { import: one.id } });
    expect(rejects.headers.get("content-disposition")).toMatch(
      /^attachment; filename="rejects-\.\.[\w.-]*\.csv"; filename\*=UTF-8''rejects-[\w.%-]+$/,
    );
  });
});
