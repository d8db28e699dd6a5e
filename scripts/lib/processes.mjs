// @ts-check
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/** @param {number} ms */
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Whether a process with this id runs (ours or another user's). One that is dead and only waits to be collected, as in
 * containers whose first process collects nobody, does not count.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  return stateOf(pid) !== "Z";
}

/** @param {number} pid */
function stateOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .charAt(0);
  } catch {
    return "";
  }
}

/**
 * The command line of a process, "" when it cannot be read.
 * @param {number} pid
 */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {}
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}

/**
 * The process whose end means that nobody wants us any more: our parent, or npm when only its shell stands between.
 * @returns {number}
 */
export function launcher() {
  const parent = process.ppid;
  if (!/^(\S*\/)?(ba|da|z)?sh -c/.test(commandOf(parent))) return parent;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, "utf8").replace(/^.*\) /s, "");
    return Number(stat.split(" ")[1]) || parent;
  } catch {
    return parent;
  }
}

/**
 * The working folder of a process, null where the system does not say.
 * @param {number} pid
 */
export function workingFolderOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/**
 * Waits until a process is gone.
 * @param {number} pid
 * @param {number} timeoutMs
 * @returns {Promise<boolean>} false when it is still there
 */
export async function waitGone(pid, timeoutMs) {
  const end = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await sleep(30);
  }
  return true;
}

/**
 * Sends a signal; a process that is already gone is fine.
 * @param {number} pid negative for a whole process group
 * @param {NodeJS.Signals} signal
 */
export function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
  }
}
