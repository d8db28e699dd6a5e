import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createTenant, type TestTenant } from "@/drizzle/factories";
import { importRejects } from "@/drizzle/schema/imports";
import type { Role } from "@/lib/contracts/entities";
import { env } from "@/lib/env";
import { closeQueues } from "@/lib/jobs/queue";
import { CSV_MARK } from "@/lib/reports/csv";
import { type Scope, withCtx } from "./ctx";
import { createImport, deleteImport, getImport, listImports, shownFileName, startImport } from "./imports";
import { previewImport } from "./imports-preview";
import { openRejects } from "./imports-rejects";
import { scopeOf, start, upload } from "./imports-testing";

const FILE = "id,text,user,date\n1,hello there,ana,2026-01-02\n";
let tenant: TestTenant;
let scope: Scope;

beforeEach(async () => {
  tenant = await createTenant({ timeZone: "Europe/Berlin" });
  scope = scopeOf(tenant, tenant.owner.id);
});
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code ?? error,
  );

const filesOf = (workspaceId: string): Promise<string[]> =>
  readdir(join(env().DATA_DIR, "uploads", workspaceId)).catch(() => []);

const mappingOf = async (importId: string) => (await previewImport(scope, importId, null)).mapping;

describe("who may do what", () => {
  const everything = (who: Scope, importId: string): Record<string, () => Promise<unknown>> => ({
    create: () => upload(who, FILE),
    list: () => withCtx(who, (ctx) => listImports(ctx)),
    get: () => withCtx(who, (ctx) => getImport(ctx, importId)),
    preview: () => previewImport(who, importId, null),
    rejects: () => openRejects(who, importId),
    start: async () => {
      const mapping = await mappingOf(importId);
      return withCtx(who, (ctx) => startImport(ctx, importId, { mapping }));
    },
    delete: () => withCtx(who, (ctx) => deleteImport(ctx, importId)),
  });

  it.each([
    ["viewer", ["create", "start", "delete"]],
    ["analyst", []],
  ] as [Role, string[]][])("a %s is refused %j", async (role, refused) => {
    const { id } = await upload(scope, FILE);
    const who = scopeOf(tenant, tenant.owner.id, role);
    for (const [name, work] of Object.entries(everything(who, id)).filter(([name]) => name !== "delete"))
      expect([name, await codeOf(work())]).toEqual([name, refused.includes(name) ? "E_FORBIDDEN" : null]);
    const other = await upload(scope, FILE);
    expect(await codeOf(withCtx(who, (ctx) => deleteImport(ctx, other.id)))).toBe(
      refused.includes("delete") ? "E_FORBIDDEN" : null,
    );
  });

  it("another workspace's import is not there", async () => {
    const { id } = await upload(scope, FILE);
    const stranger = await createTenant();
    const who = scopeOf(stranger, stranger.owner.id);
    for (const name of ["get", "preview", "rejects", "start", "delete"])
      expect([name, await codeOf(everything(who, id)[name]?.() ?? Promise.resolve())]).toEqual([name, "E_NOT_FOUND"]);
    expect(await withCtx(who, (ctx) => listImports(ctx))).toEqual([]);
    expect(await codeOf(withCtx(scope, (ctx) => getImport(ctx, id)))).toBeNull();
  });

  it("nor is another project's", async () => {
    const { id } = await upload(scope, FILE);
    const other = { ...scope, projectId: (await createTenant()).projectId };
    expect(await codeOf(withCtx(other, (ctx) => getImport(ctx, id)))).toBe("E_NOT_FOUND");
  });
});

describe("an upload", () => {
  it("is on disk, whole, with its hash", async () => {
    const one = await upload(scope, FILE, "posts.csv");
    expect(one).toMatchObject({
      byteCount: FILE.length,
      state: "uploaded",
      fileName: "posts.csv",
      createdBy: "Ana Test",
    });
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await filesOf(tenant.workspaceId)).toEqual([one.id]);
  });

  it("that ends early, is refused or is too large leaves nothing", async () => {
    const cut = createImport(scope, { body: pieces(FILE), fileName: "x", declaredBytes: FILE.length + 1 });
    expect(await codeOf(cut)).toBe("E_UPLOAD_INCOMPLETE");
    const broken = createImport(scope, { body: breaking(FILE), fileName: "x", declaredBytes: null });
    expect(await codeOf(broken)).toBe("E_UPLOAD_INCOMPLETE");
    expect(await codeOf(upload(scope, "PK\u0003\u0004 and more"))).toBe("E_IS_XLSX");
    expect(await codeOf(upload(scope, ""))).toBe("E_EMPTY_FILE");
    const large = createImport(scope, { body: pieces(FILE), fileName: "x", declaredBytes: env().MAX_UPLOAD_BYTES + 1 });
    expect(await codeOf(large)).toBe("E_FILE_TOO_LARGE");
    expect(await filesOf(tenant.workspaceId)).toEqual([]);
    expect(await withCtx(scope, (ctx) => listImports(ctx))).toEqual([]);
  });

  it.each([
    ["%E5%BE%AE%E5%8D%9A.csv", "微博.csv"],
    ["../../etc/passwd", "../../etc/passwd"],
    ["a%0D%0AX%3A y", "a X: y"],
    ["\u202Ecod.csv", "cod.csv"],
    ["%E0%A4%A", "%E0%A4%A"],
    ["x".repeat(4_000), "x".repeat(200)],
    [null, "upload"],
    ["   ", "upload"],
  ])("named %j is shown as %j", (given, shown) => expect(shownFileName(given)).toBe(shown));
});

describe("a preview", () => {
  it("shows the rows as they would be stored, in the project's zone, and does not store them", async () => {
    const { id } = await upload(scope, FILE);
    const preview = await previewImport(scope, id, null);
    expect(preview).toMatchObject({ isRemembered: false, mapping: { timeZone: "Europe/Berlin" } });
    expect(preview.rows).toMatchObject([
      { line: 2, values: { text: "hello there", publishedAt: "2026-01-01T23:00:00.000Z" } },
    ]);
  });

  it("follows what a person changes", async () => {
    const { id } = await upload(scope, "a;b\nhello there you;x,y\n");
    const preview = await previewImport(scope, id, { delimiter: ",", columns: { "a;b": "text" } });
    expect(preview.rows[0]?.problem).toMatchObject({
      code: "R_FIELD_COUNT",
      message: expect.stringContaining("number of fields"),
    });
    expect(await codeOf(previewImport(scope, id, { timeZone: "Mars/Phobos" }))).toBe("E_TIME_ZONE");
  });

  it("remembers the mapping of the last file with the same columns", async () => {
    const first = await upload(scope, FILE);
    const mapping = { ...(await mappingOf(first.id)), columns: { user: "text" as const }, timeZone: "Asia/Tokyo" };
    await withCtx(scope, (ctx) => startImport(ctx, first.id, { mapping }));
    const again = await previewImport(scope, (await upload(scope, FILE)).id, null);
    expect(again).toMatchObject({ isRemembered: true, mapping: { columns: { user: "text" }, timeZone: "Asia/Tokyo" } });
    const other = await previewImport(scope, (await upload(scope, `x${FILE}`)).id, null);
    expect(other.isRemembered).toBe(false);
  });
});

describe("a start", () => {
  it("queues a run once", async () => {
    const { id } = await upload(scope, FILE);
    const started = await start(scope, id);
    expect(started).toMatchObject({ state: "queued", runState: "queued" });
    expect(await codeOf(start(scope, id))).toBe("E_IMPORT_STATE");
    expect(await codeOf(withCtx(scope, (ctx) => deleteImport(ctx, id)))).toBe("E_IMPORT_STATE");
  });

  it("refuses mappings that cannot work", async () => {
    const { id } = await upload(scope, FILE);
    const columns = { text: "text" } as const;
    expect(await codeOf(start(scope, id, { columns: { user: "authorHandle" } }))).toBe("E_COLUMN_MISSING");
    expect(await codeOf(start(scope, id, { columns: { nowhere: "text" } }))).toBe("E_COLUMN_MISSING");
    expect(await codeOf(start(scope, id, { columns: { text: "text", user: "text" } }))).toBe("E_BODY");
    expect(await codeOf(start(scope, id, { columns, topicsFromColumn: "user" }))).toBe("E_BODY");
    expect(await codeOf(start(scope, id, { columns, timeZone: "Mars/Phobos" }))).toBe("E_TIME_ZONE");
    expect(await codeOf(start(scope, id, { columns, hasHeader: false }))).toBe("E_COLUMN_MISSING");
    expect(await codeOf(start(scope, id, { columns: {}, hasHeader: false }))).toBe("E_NO_HEADER");
    expect((await withCtx(scope, (ctx) => getImport(ctx, id))).state).toBe("uploaded");
  });
});

it("a deleted import is gone with its file", async () => {
  const { id } = await upload(scope, FILE);
  await withCtx(scope, (ctx) => deleteImport(ctx, id));
  expect(await codeOf(withCtx(scope, (ctx) => getImport(ctx, id)))).toBe("E_NOT_FOUND");
  expect(await filesOf(tenant.workspaceId)).toEqual([]);
});

it("the rejects file lists every row, defused", async () => {
  const { id } = await upload(scope, FILE, 'po"sts.csv.gz');
  await withTenant(scope, (tx) =>
    tx.insert(importRejects).values([
      { workspaceId: tenant.workspaceId, importId: id, line: 9, column: null, code: "R_QUOTE", excerpt: "=1+1" },
      { workspaceId: tenant.workspaceId, importId: id, line: 7, column: "text", code: "R_TEXT_EMPTY", excerpt: 'a,"b' },
    ]),
  );
  const { name, pieces } = await openRejects(scope, id);
  let text = "";
  for await (const piece of pieces) text += piece;
  expect(name).toBe('rejects-po"sts');
  expect(text.split("\r\n")).toEqual([
    `${CSV_MARK}line,column,code,reason,row begins with`,
    '7,text,R_TEXT_EMPTY,The row has no text.,"a,""b"',
    "9,,R_QUOTE,A quote stands in the middle of an unquoted field.,'=1+1",
    "",
  ]);
});

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function* breaking(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
  throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
}
