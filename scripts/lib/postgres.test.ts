import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { givenUrls, isLoopback, ownUrls } from "./database.mjs";
import { packagedBinaries } from "./postgres-binaries.mjs";
import { explainConnection, explainServer } from "./postgres-messages.mjs";
import { serverSettings } from "./postgres-settings.mjs";
import { canReach, userFrom } from "./postgres-user.mjs";
import { parsePostmaster } from "./postmaster.mjs";

const places = { data: "/x/data", logFile: "/x/postgres.log" };
const at = "2026-01-01 00:00:00 UTC [7] ";

describe("explainServer", () => {
  const cases: [string, string, RegExp][] = [
    ["FATAL:  could not write lock file: No space left on device", "other", /disk .* is full/],
    ["FATAL:  could not create any TCP/IP sockets", "port", /port/],
    ["FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "memory-block", /Another Postgres/],
    ["FATAL:  database files are incompatible with server", "other", /another version/],
    ['FATAL:  data directory "/x/data" has wrong ownership', "other", /belongs to another user/],
    ["FATAL:  could not map anonymous shared memory: Cannot allocate memory", "other", /too little memory/],
    ["PANIC:  could not locate a valid checkpoint record at 0/1", "other", /damaged \(could not locate/],
    ["FATAL:  something new", "other", /something new.*\/x\/postgres\.log/],
  ];
  it.each(cases)("%s", (line, kind, text) => {
    const found = explainServer(`${at}LOG:  starting\n${at}${line}\n`, places);
    expect(found.kind).toBe(kind);
    expect(found.sentence).toMatch(text);
  });

  it("does not take everyday lines for the cause", () => {
    expect(explainServer(`${at}LOG:  could not open file "postmaster.pid"\n`, places).sentence).toContain("no reason");
  });
});

it("explains why a connection failed", () => {
  const given = { what: "DATABASE_URL", place: "db:5432/earshot", own: false };
  expect(explainConnection({ code: "ECONNREFUSED" }, given)).toMatch(/db:5432\/earshot .*DATABASE_URL/);
  expect(explainConnection({ code: "3D000" }, given)).toContain("CREATE DATABASE");
  expect(explainConnection({ code: "28P01" }, { ...given, own: true })).toContain("secrets.json");
  expect(explainConnection({ message: "odd\nmore" }, given)).toContain("odd.");
});

describe("givenUrls", () => {
  const url = "postgres://admin:secret@db.example:5432/earshot?sslmode=require";
  it("uses our own Postgres when nothing is given", () => {
    expect(givenUrls({}, "pw")).toBeNull();
  });
  it("derives the app's role from the owner's URL", () => {
    expect(givenUrls({ DATABASE_URL: url }, "pw")).toEqual({
      ownerUrl: url,
      appUrl: "postgres://earshot_app:pw@db.example:5432/earshot?sslmode=require",
      appPassword: "pw",
    });
  });
  it("keeps the password of an app role that is named", () => {
    const app = "postgres://earshot_app:other@db.example/earshot";
    expect(givenUrls({ DATABASE_URL: url, DATABASE_APP_URL: app }, "pw")).toEqual({ ownerUrl: url, appUrl: app });
    expect(givenUrls({ DATABASE_URL: app, DATABASE_OWNER_URL: url }, "pw")).toEqual({ ownerUrl: url, appUrl: app });
  });
  it("says which variable is wrong, and never prints a password", () => {
    expect(() => givenUrls({ DATABASE_URL: "mysql://a:secret@b/c" }, "pw")).toThrow(/^DATABASE_URL is not(?!.*secret)/);
    expect(() => givenUrls({ DATABASE_URL: "postgres://host" }, "pw")).toThrow("DATABASE_URL");
    expect(() => givenUrls({ DATABASE_OWNER_URL: url }, "pw")).toThrow("DATABASE_URL");
    expect(() => givenUrls({ DATABASE_APP_URL: url }, "pw")).toThrow("DATABASE_APP_URL");
  });
});

it("knows which databases are on this machine", () => {
  const { ownerUrl } = ownUrls({ port: 1, name: "a", ownerPassword: "b", appPassword: "c" });
  for (const near of [ownerUrl, "postgres://a@localhost/b", "postgres://a@[::1]:5/b"])
    expect(isLoopback(near)).toBe(true);
  for (const far of ["postgres://a@10.0.0.1/b", "postgres://a@127.0.0.1.example.com/b", "postgres://127.0.0.1@db/b"]) {
    expect(isLoopback(far)).toBe(false);
  }
});

it("reads what a server says about itself", () => {
  const text = "12\n/x/data\n1795508012\n5433\n\n127.0.0.1\n  1 2\nready   \n";
  expect(parsePostmaster(text)).toEqual({ pid: 12, port: 5433, status: "ready" });
  expect(parsePostmaster("12\n/x/data\n")).toEqual({ pid: 12, port: 0, status: "" });
  expect(parsePostmaster("")).toBeNull();
});

it("is durable unless it is for tests, and never listens beyond loopback", () => {
  const real = serverSettings({ port: 5, durable: true, memoryMiB: 2048, sharedMemoryMiB: 4096 });
  expect(real).toMatchObject({ port: "5", listen_addresses: "127.0.0.1", shared_buffers: "256MB" });
  expect(real.fsync).toBeUndefined();
  expect(real.dynamic_shared_memory_type).toBeUndefined();
  const test = serverSettings({ port: 5, durable: false, memoryMiB: 100_000, sharedMemoryMiB: 64 });
  expect(test).toMatchObject({ fsync: "off", shared_buffers: "1024MB", dynamic_shared_memory_type: "mmap" });
});

describe("the server's user", () => {
  it("is postgres, else nobody, else the usual number", () => {
    const passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";
    expect(userFrom(passwd)).toEqual({ name: "nobody", uid: 65534, gid: 65533 });
    expect(userFrom(`${passwd}postgres:x:101:104::/:/bin/sh\n`).uid).toBe(101);
    expect(userFrom("nobody:*:-2:-2::/:/bin/false").uid).toBe(4294967294);
    expect(userFrom("").uid).toBe(65534);
  });

  it("cannot reach what lies below a closed folder", () => {
    const stranger = { name: "stranger", uid: 4242, gid: 4242 };
    const dir = mkdtempSync(join(tmpdir(), "earshot-reach-"));
    mkdirSync(join(dir, "a"), { mode: 0o755 });
    expect(canReach(join(dir, "a"), stranger)).toBe(false);
    chmodSync(dir, 0o711);
    expect(canReach(join(dir, "a"), stranger)).toBe(true);
    expect(canReach(dir, stranger)).toBe(false);
    expect(canReach(dir, stranger, false)).toBe(true);
    rmSync(dir, { recursive: true });
  });
});

it("says so when no Postgres came for this kind of machine", () => {
  expect(() => packagedBinaries("/nowhere", "plan9", "mips")).toThrow(/plan9 on mips.*DATABASE_URL/);
});
