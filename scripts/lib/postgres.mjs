// @ts-check
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "./fail.mjs";
import { isEnding } from "./lifecycle.mjs";
import { freePort } from "./ports.mjs";
import { executable } from "./postgres-binaries.mjs";
import { initialise } from "./postgres-init.mjs";
import { explainServer } from "./postgres-messages.mjs";
import { serverEnv, serverSettings } from "./postgres-settings.mjs";
import { runningServer } from "./postmaster.mjs";
import { isAlive, signal, sleep, waitGone } from "./processes.mjs";
import { say } from "./say.mjs";

/**
 * @typedef {import("./postgres-user.mjs").ServerUser} ServerUser
 * @typedef {object} Cluster a database folder and how to run it
 * @property {string} home folder with data/ and postgres.log
 * @property {string} binaries folder with bin/
 * @property {ServerUser | null} user who runs it
 * @property {string} password the owner role's
 * @property {boolean} durable
 * @property {number} [port] wished; another is taken when it is not free
 *
 * @typedef {{ pid: number, port: number, adopted: boolean }} Server
 */

const restartPatienceMs = 20_000;
const startPatienceMs = 10 * 60_000;
const logLimitBytes = 10 * 1024 * 1024;

/** @param {Cluster} cluster */
export const dataFolder = (cluster) => join(cluster.home, "data");

/**
 * Makes the database folder when there is none, and starts its server, or adopts the one that runs there already.
 * @param {Cluster} cluster
 * @returns {Promise<Server>} ready for connections
 * @throws {Stop} with one sentence when it cannot be done
 */
export async function startServer(cluster) {
  const data = dataFolder(cluster);
  checkFolder(data);
  if (!existsSync(data)) await initialise(cluster, data);
  const adopted = await adopt(data);
  if (adopted) return adopted;
  const end = Date.now() + restartPatienceMs;
  for (let port = await freePort(cluster.port); ; ) {
    const result = await tryStart(cluster, data, port);
    if (typeof result === "number") return { pid: result, port, adopted: false };
    if (result.kind === "other" || Date.now() > end || isEnding()) throw new Stop(result.sentence);
    if (result.kind === "port") port = await freePort();
    else await sleep(300);
  }
}

/**
 * Stops a server: clients are cut off, what was committed is kept.
 * @param {number} pid
 * @param {NodeJS.Signals} how SIGINT is an orderly stop, SIGQUIT leaves recovery to the next start
 */
export async function stopServer(pid, how = "SIGINT") {
  signal(pid, how);
  if (await waitGone(pid, 30_000)) return;
  signal(pid, "SIGQUIT");
  await waitGone(pid, 5_000);
}

/** @param {string} data */
function checkFolder(data) {
  const found = statSync(data, { throwIfNoEntry: false });
  if (!found) return;
  const remedy = "put a backup in its place, or move the folder away to begin with an empty database";
  if (!found.isDirectory()) throw new Stop(`The database ${data} is damaged (it is no folder): ${remedy}.`);
  const names = readdirSync(data);
  const missing = ["PG_VERSION", "global", "base", "pg_wal"].filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Stop(`The database ${data} is damaged (${missing.join(", ")} missing): ${remedy}.`);
}

/**
 * @param {string} data
 * @returns {Promise<Server | null>}
 */
async function adopt(data) {
  const end = Date.now() + startPatienceMs;
  while (Date.now() < end) {
    const server = runningServer(data);
    if (!server) return null;
    if (server.status === "ready") return { pid: server.pid, port: server.port, adopted: true };
    await sleep(100);
  }
  throw new Stop(
    `A Postgres in ${data} neither gets ready nor stops: end it by its number in postmaster.pid and run the command again.`,
  );
}

/**
 * @param {Cluster} cluster
 * @param {string} data
 * @param {number} port
 * @returns {Promise<number | ReturnType<typeof explainServer>>} its pid, or why it did not start
 */
async function tryStart(cluster, data, port) {
  const logFile = join(cluster.home, "postgres.log");
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes) truncateSync(logFile);
  const log = openSync(logFile, "a", 0o640);
  const offset = statSync(logFile).size;
  const settings = Object.entries(serverSettings({ port, durable: cluster.durable }));
  const child = spawn(
    join(cluster.binaries, "bin", executable("postgres")),
    ["-D", data, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      ...(cluster.user && { uid: cluster.user.uid, gid: cluster.user.gid }),
      cwd: cluster.home,
      // Its own session: Ctrl-C in the terminal must reach web and worker first.
      detached: true,
      env: serverEnv(),
      stdio: ["ignore", log, log],
    },
  );
  closeSync(log);
  child.unref();
  const failed = new Promise((done) => child.once("error", done));
  const end = Date.now() + startPatienceMs;
  const slow = setTimeout(() => say("Postgres is putting its last writes in order, please wait ..."), 5_000);
  try {
    while (Date.now() < end) {
      const error = await Promise.race([failed, sleep(40)]);
      if (error instanceof Error)
        throw new Stop(`Postgres could not be run (${error.message}): run npm ci and try again.`);
      const server = runningServer(data);
      if (server?.pid === child.pid && server?.status === "ready") return server.pid;
      if (child.exitCode !== null || child.signalCode !== null || !child.pid || !isAlive(child.pid)) break;
    }
  } finally {
    clearTimeout(slow);
  }
  return explainServer(readFileSync(logFile).subarray(offset).toString("utf8"), { data, logFile });
}
