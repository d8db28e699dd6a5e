// @ts-check
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the web build is made from; a change anywhere else never causes a build. */
export const buildInputs = [
  "app",
  "components",
  "lib",
  "drizzle",
  "public",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "tsconfig.json",
];

/** What the database's shape and its demo workspace are made from. */
export const databaseInputs = [
  "drizzle/migrations",
  "drizzle/tenancy.sql",
  "drizzle/migrate.ts",
  "drizzle/seed.ts",
  "lib/services/demo.ts",
  "package-lock.json",
];

/**
 * Whether a file is left out of the build's hash: tests, migrations and notes do not reach the browser or the server.
 * @param {string} path relative, with forward slashes
 */
export function isIgnored(path) {
  return /\.test\.tsx?$/.test(path) || path.endsWith(".md") || path.startsWith("drizzle/migrations/");
}

/**
 * A hash over names and contents of files; missing inputs are skipped.
 * @param {string} root
 * @param {readonly string[]} inputs files and folders, relative to root
 * @param {(path: string) => boolean} isLeftOut
 * @returns {string} hex
 */
export function sourceHash(root, inputs = buildInputs, isLeftOut = isIgnored) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesBelow(root, input)).sort()) {
    if (isLeftOut(file)) continue;
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} path relative
 * @returns {string[]}
 */
function filesBelow(root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}
