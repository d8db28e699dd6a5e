// @ts-check
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownUrls } from "./database.mjs";
import { folder } from "./embedded.mjs";
import { startServer, stopServer } from "./postgres.mjs";
import { usableBinaries } from "./postgres-binaries.mjs";
import { canReach, serverUser } from "./postgres-user.mjs";

/**
 * A Postgres server of its own that vanishes with this process, however that ends.
 * @param {{ root: string, durable: boolean, base?: string }} options durable: with the settings of a real one; base: the
 * folder to lie in, when the database's user can reach it
 * @returns {Promise<{ urls: (database: string) => import("./database.mjs").DatabaseUrls, port: number, pid: number, home: string, stop: () => Promise<void> }>}
 */
export async function startTemporary({ root, durable, base = tmpdir() }) {
  const user = serverUser();
  const near = !user || canReach(base, user, false) ? base : "/var/tmp";
  const home = folder(mkdtempSync(join(near, "earshot-temporary-")));
  const password = randomBytes(18).toString("base64url");
  try {
    const cluster = { home, binaries: usableBinaries(root, home, user), user, password, durable };
    const server = await startServer(cluster);
    const guard = startGuard(server.pid, home);
    return {
      port: server.port,
      pid: server.pid,
      home,
      urls: (name) => ownUrls({ port: server.port, name, ownerPassword: password, appPassword: password }),
      stop: async () => {
        guard?.kill("SIGKILL");
        await stopServer(server.pid, "SIGQUIT");
        rmSync(home, { recursive: true, force: true, maxRetries: 3 });
      },
    };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A shell that waits for this process to end (its standard input closes then, even after kill -9), and then ends the
 * server and removes its folder.
 * @param {number} pid
 * @param {string} home
 */
function startGuard(pid, home) {
  if (process.platform === "win32") return null;
  const script =
    'cat >/dev/null; kill -QUIT "$1"; n=0; while [ -e "$2/data/postmaster.pid" ] && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done; rm -rf "$2"';
  const guard = spawn("sh", ["-c", script, "sh", String(pid), home], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.on("error", () => {});
  guard.stdin.on("error", () => {});
  guard.unref();
  /** @type {import("node:net").Socket} */ (guard.stdin).unref();
  return guard;
}
