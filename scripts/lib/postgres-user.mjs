// @ts-check
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** @typedef {{ name: string, uid: number, gid: number }} ServerUser */

/**
 * Postgres refuses to run as root, so root hands it to the user postgres, or to nobody, as /etc/passwd has them.
 * @returns {ServerUser | null} null when this process is not root and runs Postgres itself
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return null;
  let passwd = "";
  try {
    passwd = readFileSync("/etc/passwd", "utf8");
  } catch {}
  return userFrom(passwd);
}

/**
 * @param {string} passwd the text of /etc/passwd
 * @returns {ServerUser}
 */
export function userFrom(passwd) {
  for (const name of ["postgres", "nobody"]) {
    const fields = passwd
      .split("\n")
      .find((line) => line.startsWith(`${name}:`))
      ?.split(":");
    const uid = Number(fields?.[2]) >>> 0;
    if (fields && uid > 0) return { name, uid, gid: Number(fields[3]) >>> 0 };
  }
  return { name: "nobody", uid: 65534, gid: 65534 };
}

/**
 * Whether a user may pass through every folder down to a path and read the path itself.
 * @param {string} path
 * @param {ServerUser} user
 * @param {boolean} readable false: passing through the path is enough
 */
export function canReach(path, user, readable = true) {
  let part = resolve(path);
  let mask = readable ? 5 : 1;
  for (;;) {
    const found = statSync(part, { throwIfNoEntry: false });
    if (found && !mayUse(found, user, found.isDirectory() ? mask : mask & 4)) return false;
    if (part === dirname(part)) return true;
    part = dirname(part);
    mask = 1;
  }
}

/**
 * @param {{ mode: number, uid: number, gid: number }} file
 * @param {ServerUser} user
 * @param {number} mask of the three bits rwx
 */
function mayUse(file, user, mask) {
  const shift = file.uid === user.uid ? 6 : file.gid === user.gid ? 3 : 0;
  return ((file.mode >> shift) & mask) === mask;
}
