// @ts-check
import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Stop, sentence } from "./fail.mjs";
import { readJson, writeJson } from "./files.mjs";
import { atEnd, isEnding } from "./lifecycle.mjs";
import { dataFolder, startServer, stopServer } from "./postgres.mjs";
import { usableBinaries } from "./postgres-binaries.mjs";
import { canReach, serverUser } from "./postgres-user.mjs";
import { runningServer } from "./postmaster.mjs";
import { isAlive, sleep } from "./processes.mjs";

/**
 * The installation's own Postgres: started, or adopted where it runs already, started again when it dies, and stopped
 * when this process ends in order.
 * @param {{ root: string, dir: string, password: string }} options dir: the data folder
 * @returns {Promise<number>} its port, the same as long as this process lives
 */
export async function keepEmbedded({ root, dir, password }) {
  const user = serverUser();
  const note = join(dir, "postgres.json");
  const kept = readJson(note) ?? {};
  const home = databaseHome(dir, user, kept.home);
  const cluster = { home, binaries: usableBinaries(root, home, user), user, password, durable: true, port: kept.port };
  const server = await startServer(cluster);
  if (kept.home !== home || kept.port !== server.port) writeJson(note, { home, port: server.port });
  let { pid } = server;
  atEnd(async () => {
    // Asked anew: it may be starting again right now.
    const running = runningServer(dataFolder(cluster));
    if (running) await stopServer(running.pid);
  });
  const restartWhenDead = async () => {
    while (!isEnding()) {
      await sleep(1_000);
      if (isEnding() || isAlive(pid)) continue;
      console.error("[earshot] Postgres ended unexpectedly; starting it again");
      const again = await startServer({ ...cluster, port: server.port });
      if (again.port !== server.port)
        throw new Stop(`Port ${server.port} of the database was taken meanwhile: run the command again.`);
      pid = again.pid;
    }
  };
  restartWhenDead().catch((error) => {
    if (isEnding()) return;
    console.error(sentence(error));
    process.kill(process.pid, "SIGTERM");
  });
  return server.port;
}

/**
 * The folder for the database and its log: below the data folder, or, when the database's user cannot get there (root's
 * own 0700 folders), a new one below /var/tmp with an unguessable name, remembered for the next start.
 * @param {string} dir
 * @param {import("./postgres-user.mjs").ServerUser | null} user
 * @param {string | undefined} kept
 */
export function databaseHome(dir, user, kept) {
  const near = join(dir, "postgres");
  if (!user || canReach(dir, user, false)) return folder(near);
  if (kept && kept !== near && lstatSync(kept, { throwIfNoEntry: false })) return folder(kept);
  return folder(`/var/tmp/earshot-${randomBytes(8).toString("hex")}`);
}

/**
 * Makes a folder that others may pass through but not list; refuses one that is another user's or a link.
 * @param {string} path
 */
export function folder(path) {
  mkdirSync(path, { recursive: true, mode: 0o711 });
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) {
    throw new Stop(`${path} belongs to another user: run the command as that user, or move the folder away.`);
  }
  chmodSync(path, 0o711);
  return path;
}
