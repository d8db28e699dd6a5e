// @ts-check

import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needSpace } from "./disk.mjs";
import { Stop } from "./fail.mjs";
import { executable } from "./postgres-binaries.mjs";
import { explainServer } from "./postgres-messages.mjs";
import { characterTypes, initArguments, serverEnv } from "./postgres-settings.mjs";

/**
 * Makes a new database folder, whole or not at all: it is built beside its place and then renamed.
 * @param {import("./postgres.mjs").Cluster} cluster
 * @param {string} data
 */
export async function initialise(cluster, data) {
  const { home, user } = cluster;
  needSpace(home, cluster.durable ? 500 : 200, "create its database");
  const next = `${data}.new`;
  const passwordFile = join(home, "password.tmp");
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, cluster.password, { mode: 0o600, flag: "wx" });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  try {
    let output = "";
    for (const characterType of characterTypes) {
      rmSync(next, { recursive: true, force: true });
      mkdirSync(next, { mode: 0o700 });
      chmodSync(next, 0o700);
      if (user) chownSync(next, user.uid, user.gid);
      output = runInitdb(cluster, next, passwordFile, characterType);
      if (!output) return renameSync(next, data);
      if (!/invalid locale name/.test(output)) break;
    }
    throw new Stop(explain(output, data, home));
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(next, { recursive: true, force: true });
  }
}

/**
 * @param {import("./postgres.mjs").Cluster} cluster
 * @param {string} folder
 * @param {string} passwordFile
 * @param {string} characterType
 * @returns {string} "" when it went well, else what it wrote
 */
function runInitdb({ binaries, home, user, durable }, folder, passwordFile, characterType) {
  const result = spawnSync(
    join(binaries, "bin", executable("initdb")),
    [
      `--pgdata=${folder}`,
      `--pwfile=${passwordFile}`,
      `--lc-ctype=${characterType}`,
      ...initArguments,
      ...(durable ? [] : ["--no-sync"]),
    ],
    {
      ...(user && { uid: user.uid, gid: user.gid }),
      cwd: home,
      encoding: "utf8",
      env: serverEnv(),
    },
  );
  if (result.status === 0) return "";
  return `${result.error?.message ?? ""}\n${result.stdout ?? ""}\n${result.stderr ?? ""}`;
}

/**
 * @param {string} output
 * @param {string} data
 * @param {string} home
 */
function explain(output, data, home) {
  const reason = output.match(/(?:initdb: error|FATAL): *(.+)/)?.[1] ?? output.trim().split("\n").at(-1) ?? "";
  if (/No space left|Cannot allocate memory/i.test(output)) {
    return explainServer(`FATAL: ${output.replaceAll("\n", " ")}`, { data, logFile: home }).sentence;
  }
  return `The database ${data} could not be created (${reason.trim()}): remove ${home} and run the command again.`;
}
