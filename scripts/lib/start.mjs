// @ts-check
import { join } from "node:path";
import { checkConnection, ensureDatabase, givenUrls, ownUrls } from "./database.mjs";
import { needSpace } from "./disk.mjs";
import { keepEmbedded } from "./embedded.mjs";
import { Stop } from "./fail.mjs";
import { readJson } from "./files.mjs";
import { installIfNeeded } from "./install.mjs";
import { endOnSignals } from "./lifecycle.mjs";
import { lockFolder } from "./lock.mjs";
import { readOptions } from "./options.mjs";
import { dataDir, root } from "./paths.mjs";
import { answers, claimPort, freePort, parsePort } from "./ports.mjs";
import { buildIfNeeded, prepareDatabase } from "./prepare.mjs";
import { startPrograms } from "./programs.mjs";
import { say } from "./say.mjs";
import { secrets } from "./secrets.mjs";

/**
 * Brings Earshot up from whatever state the folder is in, and runs it until it is stopped.
 * @param {string[]} args
 */
export async function main(args) {
  const isDev = readOptions(args, { dev: "flag" }).dev !== undefined;
  /** @type {import("./child.mjs").Child[]} */
  const children = [];
  endOnSignals(
    () => 0,
    () => {
      for (const child of children) child.kill();
    },
  );
  const port = parsePort(process.env.PORT, 3000);
  const address = process.env.BIND_ADDRESS || "127.0.0.1";
  const publicUrl = process.env.NEXTAUTH_URL || `http://localhost:${port}`;
  const dir = dataDir();
  const wasKilled = await lockFolder(dir, publicUrl);
  await claimPort(port, address, wasKilled ? 5_000 : 0);
  needSpace(dir, 200, "run");
  await installIfNeeded(root);

  const own = secrets(dir);
  const database = await bringUpDatabase(dir, own);
  await checkQueue(process.env.REDIS_URL);
  const env = {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: dir,
    NEXTAUTH_URL: publicUrl,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || own.authSecret,
  };
  await prepareDatabase(env, database.appPassword);
  if (!isDev) await buildIfNeeded(env);
  const workerPort = parsePort(process.env.WORKER_PORT, await freePort());
  const { web, worker } = await startPrograms({ env, port, workerPort, address, logDir: join(dir, "logs"), isDev });
  children.push(web, worker);
  greet(publicUrl, dir);
  await new Promise(() => {});
}

/**
 * Starts our own Postgres, or checks the one that the environment names.
 * @param {string} dir
 * @param {import("./secrets.mjs").Secrets} own
 * @returns {Promise<import("./database.mjs").DatabaseUrls & { appPassword?: string }>}
 */
async function bringUpDatabase(dir, own) {
  const given = givenUrls(process.env, own.appPassword);
  if (given) {
    await checkConnection(given.ownerUrl, process.env.DATABASE_OWNER_URL ? "DATABASE_OWNER_URL" : "DATABASE_URL");
    return given;
  }
  const port = await keepEmbedded({ root, dir, password: own.ownerPassword });
  const urls = ownUrls({ port, name: "earshot", ...own });
  await ensureDatabase(urls.ownerUrl);
  return { ...urls, appPassword: own.appPassword };
}

/** @param {string | undefined} text */
async function checkQueue(text) {
  if (!text) return;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^rediss?:$/.test(url.protocol))
    throw new Stop("REDIS_URL is not the URL of a Redis: write it as redis://host:6379, or leave it out.");
  const place = `${url.hostname}:${url.port || 6379}`;
  if (await answers(url.hostname.replace(/^\[|\]$/g, ""), Number(url.port || 6379), 5_000)) return;
  throw new Stop(
    `No Redis answers at ${place} (REDIS_URL): start it, correct the URL, or leave REDIS_URL out to keep the queue in Postgres.`,
  );
}

/**
 * @param {string} url
 * @param {string} dir
 */
function greet(url, dir) {
  const demo = readJson(join(dir, "demo.json"));
  say(`Earshot runs at ${url}`);
  if (demo?.email) say(`Demo log-in: ${demo.email} with the password ${demo.password}`);
  say("Ctrl-C stops it.");
}
