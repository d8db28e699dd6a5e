// @ts-check
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/**
 * The folder for everything Earshot writes (DATA_DIR, or var/ in the project), made when missing.
 * Others may pass through it (the database's user must), but not list it.
 * @returns {string} absolute
 */
export function dataDir() {
  const dir = resolve(root, process.env.DATA_DIR || "var");
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  return dir;
}

/** Where Node's preloaded guard lives, as the URL that --import wants. */
export const guardUrl = new URL("../die-with-parent.mjs", import.meta.url).href;

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);
