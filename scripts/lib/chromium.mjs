// @ts-check
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Stop } from "./fail.mjs";
import { root } from "./paths.mjs";
import { say } from "./say.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium for the browser tests: the one in CHROMIUM_PATH, Playwright's own, one of this system, or one that is
 * installed now.
 * @returns {Promise<string>} path of the program
 */
export async function findChromium() {
  const wished = process.env.CHROMIUM_PATH;
  if (wished) {
    if (works(wished)) return wished;
    throw new Stop(`CHROMIUM_PATH is ${wished}, which does not run: correct it, or leave it out.`);
  }
  const own = await playwrightsOwn();
  if (own && existsSync(own)) return own;
  return onSystem() ?? (await install());
}

/**
 * Looks for a browser in the folders of PATH and where macOS keeps programs.
 * @param {string} path
 * @param {(program: string) => boolean} isUsable
 * @returns {string | null}
 */
export function onSystem(path = process.env.PATH ?? "", isUsable = works) {
  const folders = path.split(delimiter).filter(Boolean);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...applications];
  return candidates.find(isUsable) ?? null;
}

/** @returns {Promise<string>} */
async function install() {
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get")) {
    say("Installing Chromium from the system's packages ...");
    const env = /** @type {NodeJS.ProcessEnv} */ ({ ...process.env, DEBIAN_FRONTEND: "noninteractive" });
    const packages = ["chromium", "fonts-liberation", "fonts-noto-cjk"];
    spawnSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
    const args = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
    spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
    const found = onSystem();
    if (found) return found;
  }
  say("Installing Playwright's Chromium ...");
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const own = await playwrightsOwn();
  if (own && works(own)) return own;
  throw new Stop(
    "No Chromium for the browser tests was found or could be installed: install one and set CHROMIUM_PATH to it.",
  );
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

/**
 * Whether a browser runs: distributions ship stand-ins that only say where to get one.
 * @param {string} program
 */
function works(program) {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    return false;
  }
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
}
