// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureDatabase } from "./database.mjs";
import { Stop } from "./fail.mjs";
import { installIfNeeded } from "./install.mjs";
import { atEnd, end, endOnSignals } from "./lifecycle.mjs";
import { dataDir, root } from "./paths.mjs";
import { migrate } from "./prepare.mjs";
import { runShown } from "./runner.mjs";

const longestMs = 4 * 60 * 60_000;
const evalPrefix = "eval-";

/**
 * Runs bench/<name>.ts on an empty, migrated database of its own with the settings of a real one. The file prints one
 * JSON line last, and nothing is printed after it.
 * @param {string[]} args the name, then what the file gets
 */
export async function benchMain([name = "", ...rest]) {
  const file = pick(name, benchNames(readdirSync(join(root, "bench"))), "bench");
  endOnSignals((signal) => (signal === "SIGINT" ? 130 : 143));
  await installIfNeeded(root);
  const { startTemporary } = await import("./temporary.mjs");
  const base = join(dataDir(), "bench");
  mkdirSync(base, { recursive: true, mode: 0o711 });
  const server = await startTemporary({ root, durable: true, base });
  atEnd(server.stop);
  const { ownerUrl, appUrl } = server.urls("earshot_bench");
  await ensureDatabase(ownerUrl);
  const dir = mkdtempSync(join(base, "data-"));
  atEnd(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  const env = {
    NODE_ENV: "production",
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATA_DIR: dir,
    REDIS_URL: process.env.REDIS_URL,
    NEXTAUTH_SECRET: "only-for-benchmarks",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  };
  await migrate(env, new URL(appUrl).password);
  return finish(["--import", "tsx", file, ...rest], env);
}

/**
 * Runs bench/eval-<name>.ts, which measures quality against labelled data, without a database.
 * @param {string[]} args the name, then --data DIR and what else the file gets
 */
export async function evalMain([name = "", ...rest]) {
  const file = pick(name, evalNames(readdirSync(join(root, "bench"))), "eval");
  endOnSignals((signal) => (signal === "SIGINT" ? 130 : 143));
  const at = rest.findIndex((arg) => arg === "--data" || arg.startsWith("--data="));
  const data = at < 0 ? "../shared/data" : (rest[at]?.split("=")[1] ?? rest[at + 1] ?? "");
  if (!data || (!existsSync(join(root, data)) && !existsSync(data))) {
    throw new Stop(`There is no data in ${data || "--data"}: give its folder with npm run eval ${name} -- --data DIR.`);
  }
  await installIfNeeded(root);
  const given = at < 0 ? ["--data", data, ...rest] : rest;
  return finish(["--import", "tsx", file, ...given], { NODE_ENV: "production" });
}

/** @param {string[]} files names in bench/ */
export const benchNames = (files) => namesOf(files).filter((name) => !name.startsWith(evalPrefix));

/** @param {string[]} files names in bench/ */
export const evalNames = (files) =>
  namesOf(files)
    .filter((name) => name.startsWith(evalPrefix))
    .map((name) => name.slice(evalPrefix.length));

/** @param {string[]} files */
function namesOf(files) {
  return files
    .filter((file) => /^[a-z][a-z0-9-]*\.ts$/.test(file))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/**
 * @param {string} name
 * @param {string[]} names
 * @param {"bench" | "eval"} command
 */
function pick(name, names, command) {
  if (names.includes(name)) return `bench/${command === "eval" ? evalPrefix : ""}${name}.ts`;
  const known = names.length > 0 ? names.join(", ") : "none yet";
  const problem = name ? `There is no ${command} "${name}"` : `npm run ${command} needs a name`;
  throw new Stop(`${problem}: choose one of ${known}.`);
}

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 */
async function finish(args, env) {
  const code = await runShown(args, env, longestMs);
  await end();
  return code ?? 1;
}
