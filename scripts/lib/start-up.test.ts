import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { benchNames, evalNames } from "./bench.mjs";
import { onSystem } from "./chromium.mjs";
import { spaceSentence } from "./disk.mjs";
import { Stop, sentence } from "./fail.mjs";
import { isInstalled } from "./install.mjs";
import { lineReader, readable } from "./log-lines.mjs";
import { nodeProblem } from "./node-version.mjs";
import { readOptions } from "./options.mjs";
import { parsePort, portSentence } from "./ports.mjs";
import { isIgnored, sourceHash } from "./source-hash.mjs";

describe("nodeProblem", () => {
  it("takes 20.9 and newer and names both versions otherwise", () => {
    for (const good of ["20.9.0", "20.20.2", "22.0.0", "100.1.0"]) expect(nodeProblem(good)).toBeNull();
    for (const old of ["18.20.4", "20.8.1", "9.11.2"]) expect(nodeProblem(old)).toContain(old);
  });
});

describe("sourceHash", () => {
  let dir = "";
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "earshot-hash-"));
    write("app/page.tsx", "one");
    write("lib/a.ts", "two");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("changes with contents, names and new files, and not with tests or notes", () => {
    const inputs = ["app", "lib", "missing.js"];
    const first = sourceHash(dir, inputs);
    write("lib/a.test.ts", "test");
    write("lib/README.md", "note");
    write("other/b.ts", "outside");
    expect(sourceHash(dir, inputs)).toBe(first);
    write("lib/b.ts", "");
    const second = sourceHash(dir, inputs);
    write("lib/a.ts", "three");
    const third = sourceHash(dir, inputs);
    expect(new Set([first, second, third]).size).toBe(3);
  });

  it("takes everything when told so", () => {
    const first = sourceHash(dir, ["lib"], () => false);
    write("lib/README.md", "note");
    expect(sourceHash(dir, ["lib"], () => false)).not.toBe(first);
  });

  it("leaves out what never reaches the build", () => {
    expect(["lib/a.db.test.ts", "drizzle/migrations/0001.sql", "lib/x/README.md"].every(isIgnored)).toBe(true);
    expect(isIgnored("lib/test.ts")).toBe(false);
  });
});

describe("isInstalled", () => {
  const lock = {
    packages: {
      "": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0", integrity: "x" },
      "node_modules/for-another-system": { version: "2.0.0", optional: true },
    },
  };
  it("compares versions and lets packages for other systems be missing", () => {
    expect(isInstalled(lock, { packages: { "node_modules/a": { version: "1.0.0", integrity: "x" } } })).toBe(true);
    expect(isInstalled(lock, { packages: { "node_modules/a": { version: "1.0.1", integrity: "x" } } })).toBe(false);
    expect(isInstalled(lock, { packages: {} })).toBe(false);
    expect(isInstalled(lock, null)).toBe(false);
  });
});

describe("sentences", () => {
  it("say what, where and what to do, in one line", () => {
    const full = Object.assign(new Error("write"), { code: "ENOSPC", path: "/x/var" });
    expect(sentence(full)).toMatch(/disk is full \(\/x\/var\): free some space/);
    expect(sentence(new Stop("As it stands."))).toBe("As it stands.");
    expect(sentence(new Error("first\nsecond"))).toBe("Earshot stopped on something unforeseen: first.");
    expect(portSentence(3000, "127.0.0.1", "EADDRINUSE")).toContain("PORT=3001");
    expect(spaceSentence("/x", 120, 3000, "run")).toContain("120 MB are free");
    expect(spaceSentence("/x", 3000, 3000, "run")).toBeNull();
  });

  it("refuse ports and options that are none", () => {
    expect(parsePort(undefined, 3000)).toBe(3000);
    expect(parsePort("8080", 3000)).toBe(8080);
    for (const bad of ["0", "65536", "3e9", "x", "80.5"]) expect(() => parsePort(bad, 3000)).toThrow(Stop);
    expect(readOptions(["--only", "db"], { only: ["unit", "db"] })).toEqual({ only: "db" });
    expect(readOptions(["--only=unit"], { only: ["unit", "db"] })).toEqual({ only: "unit" });
    expect(readOptions(["--dev"], { dev: "flag" })).toEqual({ dev: "" });
    expect(() => readOptions(["--only", "all"], { only: ["unit"] })).toThrow("unit");
    expect(() => readOptions(["dev"], { dev: "flag" })).toThrow("--dev");
  });
});

describe("log lines", () => {
  it("are made readable, and everyday ones left out once all is well", () => {
    const info = JSON.stringify({ level: 30, msg: "worker ready" });
    expect(readable(info, false, false)).toBe("worker ready");
    expect(readable(info, true, false)).toBeNull();
    expect(readable(JSON.stringify({ level: 50, msg: "lost", err: { message: "why" } }), true, false)).toBe(
      "error: lost (why)",
    );
    expect(readable("plain", false, false)).toBe("plain");
    expect(readable("plain", true, false)).toBeNull();
    expect(readable("plain", true, true)).toBe("plain");
    expect(readable('{"not":"a log line"}', true, true)).toBe('{"not":"a log line"}');
  });

  it("are put together from chunks", () => {
    const lines: string[] = [];
    const reader = lineReader((line) => lines.push(line));
    reader.push("a");
    reader.push("b\nc\nd");
    reader.end();
    expect(lines).toEqual(["ab", "c", "d"]);
  });
});

it("finds benchmarks and evaluations by their file names", () => {
  const files = ["ingest.ts", "eval-sentiment.ts", "README.md", "ingest", "zz.mts", "x.test.ts"];
  expect(benchNames(files)).toEqual(["ingest"]);
  expect(evalNames(files)).toEqual(["sentiment"]);
});

it("takes the first browser of PATH that runs", () => {
  const seen: string[] = [];
  const found = onSystem(["/a", "/b"].join(process.platform === "win32" ? ";" : ":"), (program) => {
    seen.push(program);
    return program === join("/b", "chromium");
  });
  expect(found).toBe(join("/b", "chromium"));
  expect(seen[0]).toBe(join("/a", "chromium"));
});
