// @ts-check
import { rmSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "./fail.mjs";
import { readJson, writeJson } from "./files.mjs";
import { atEnd } from "./lifecycle.mjs";
import { commandOf, isAlive, launcher, sleep } from "./processes.mjs";

/** How long a supervisor whose npm was killed may take to stop everything. */
const patienceMs = 20_000;

/**
 * Makes sure that one Earshot runs per data folder.
 * @param {string} dir the data folder
 * @param {string} address where this one will answer
 * @returns {Promise<boolean>} whether an earlier one was killed here, so that its children may still be dying
 */
export async function lockFolder(dir, address) {
  const path = join(dir, "running.json");
  const before = readJson(path);
  const end = Date.now() + patienceMs;
  while (before && holds(before)) {
    if (isAlive(before.parent) || Date.now() > end) {
      throw new Stop(
        `Earshot already runs in this folder at ${before.address} (process ${before.pid}): open that address, or stop it with kill ${before.pid}.`,
      );
    }
    await sleep(200);
  }
  writeJson(path, { pid: process.pid, parent: launcher(), address });
  atEnd(() => {
    if (readJson(path)?.pid === process.pid) rmSync(path, { force: true });
  });
  return Boolean(before);
}

/** @param {{ pid: number }} lock */
function holds({ pid }) {
  return pid !== process.pid && isAlive(pid) && /start\.mjs/.test(commandOf(pid));
}
