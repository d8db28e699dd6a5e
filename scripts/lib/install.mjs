// @ts-check
import { join } from "node:path";
import { needSpace } from "./disk.mjs";
import { Stop } from "./fail.mjs";
import { readJson } from "./files.mjs";
import { say } from "./say.mjs";
import { runStep } from "./step.mjs";

/**
 * Whether what lies in node_modules is what the lock asks for. npm writes node_modules/.package-lock.json as the last
 * act of an install, so an interrupted one counts as not installed. Packages for other systems may be missing.
 * @param {any} lock package-lock.json
 * @param {any} installed node_modules/.package-lock.json, null when there is none
 * @returns {boolean}
 */
export function isInstalled(lock, installed) {
  if (!installed?.packages) return false;
  return Object.entries(lock?.packages ?? {}).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed.packages[path];
    if (!found) return Boolean(wanted.optional || wanted.devOptional);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * Installs the locked packages when they are not there yet or the lock has changed.
 * @param {string} root
 */
export async function installIfNeeded(root) {
  const lock = readJson(join(root, "package-lock.json"));
  if (!lock) {
    throw new Stop(
      `package-lock.json is missing or broken in ${root}: get it back with git checkout package-lock.json and run the command again.`,
    );
  }
  if (isInstalled(lock, readJson(join(root, "node_modules/.package-lock.json")))) return;
  needSpace(root, 3000, "install its packages");
  say("Installing packages (about a minute) ...");
  // Under npm, npm_execpath is npm's own script; started by hand, npm is looked up in PATH.
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
  await runStep(command, [...first, "ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    env: process.env,
    failure:
      "The packages could not be installed: see npm's lines above, check the network, and run the command again.",
  });
}
