// @ts-check
import { readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { commandOf, isAlive, workingFolderOf } from "./processes.mjs";

/** @typedef {{ pid: number, port: number, status: string }} Postmaster */

/**
 * Reads what a Postgres server says about itself in its data folder.
 * @param {string} text postmaster.pid: pid, folder, start time, port, socket folder, address, memory key, status
 * @returns {Postmaster | null} null when it is not complete
 */
export function parsePostmaster(text) {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0)) return null;
  return { pid, port: port > 0 ? port : 0, status: (lines[7] ?? "").trim() };
}

/**
 * The server that runs in a data folder. A left-over pid file whose number now belongs to some other program is
 * removed, since Postgres would take that program for a server.
 * @param {string} data
 * @returns {Postmaster | null} null when none runs
 */
export function runningServer(data) {
  const file = join(data, "postmaster.pid");
  let found = null;
  try {
    found = parsePostmaster(readFileSync(file, "utf8"));
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
  if (!found) {
    rmSync(file, { force: true });
    return null;
  }
  if (!isAlive(found.pid)) return null;
  if (isPostgresIn(found.pid, data)) return found;
  rmSync(file, { force: true });
  return null;
}

/**
 * @param {number} pid
 * @param {string} data
 */
function isPostgresIn(pid, data) {
  const folder = workingFolderOf(pid);
  if (folder) return folder === realpathSync(data);
  return /postgres/.test(commandOf(pid));
}
