// @ts-check
import { readFileSync, renameSync, writeFileSync } from "node:fs";

/**
 * Parses a JSON file; a missing or broken one is null.
 * @param {string} path
 * @returns {any}
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code && code !== "ENOENT" && code !== "ENOTDIR") throw error;
    return null;
  }
}

/**
 * Writes JSON whole or not at all (a temporary file, then a rename).
 * @param {string} path
 * @param {unknown} value
 * @param {number} mode
 */
export function writeJson(path, value, mode = 0o644) {
  const next = `${path}.${process.pid}.tmp`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(next, path);
}
