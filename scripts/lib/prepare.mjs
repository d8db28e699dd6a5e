// @ts-check
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkConnection, isLoopback, readStamp, writeStamp } from "./database.mjs";
import { needSpace } from "./disk.mjs";
import { readJson, writeJson } from "./files.mjs";
import { root } from "./paths.mjs";
import { say } from "./say.mjs";
import { databaseInputs, sourceHash } from "./source-hash.mjs";
import { guarded, runScript, runStep } from "./step.mjs";

/** @typedef {Record<string, string | undefined>} Env */

const rolesNeeded =
  "The user of DATABASE_URL may not create the roles Earshot needs: let an administrator run CREATE ROLE earshot_app LOGIN PASSWORD '...' and " +
  "CREATE ROLE earshot_lookup NOLOGIN, then GRANT earshot_lookup TO that user WITH ADMIN OPTION, and set DATABASE_APP_URL to the same database as earshot_app.";

/**
 * Migrates the database and fills the demo workspace, unless both were done from the same sources before.
 * @param {Env & { DATABASE_URL: string, DATABASE_OWNER_URL: string, DATA_DIR: string }} env
 * @param {string | undefined} appPassword
 */
export async function prepareDatabase(env, appPassword) {
  const hash = sourceHash(root, databaseInputs, () => false);
  const wantsDemo = isLoopback(env.DATABASE_URL);
  const isFilled = !wantsDemo || existsSync(join(env.DATA_DIR, "demo.json"));
  const stamp = `earshot ${hash}`;
  if (isFilled && (await readStamp(env.DATABASE_OWNER_URL)) === stamp && (await comesIn(env.DATABASE_URL))) return;
  await migrate(env, appPassword);
  if (wantsDemo) await seed(env);
  await writeStamp(env.DATABASE_OWNER_URL, stamp);
}

/** @param {string} appUrl */
async function comesIn(appUrl) {
  try {
    await checkConnection(appUrl, "the app's role");
    return true;
  } catch {
    return false;
  }
}

/**
 * Brings the database up to date and makes sure the app's role can come in.
 * @param {Env} env with DATABASE_URL and DATABASE_OWNER_URL
 * @param {string | undefined} appPassword undefined when the app's role exists and keeps its password
 */
export async function migrate(env, appPassword) {
  await runScript(
    "drizzle/migrate.ts",
    { ...env, DATABASE_APP_PASSWORD: appPassword },
    {
      failure:
        "The database could not be brought up to date: the lines above say why; correct that and run the command again.",
      explain: (output) => (/permission denied to (create|alter|grant) role/i.test(output) ? rolesNeeded : null),
    },
  );
  await checkConnection(env.DATABASE_URL ?? "", "the app's role");
}

/**
 * Fills the demo workspace; what is there already stays.
 * @param {Env} env with a database on this machine
 */
async function seed(env) {
  await runScript("drizzle/seed.ts", env, {
    failure: "The demo workspace could not be filled: the lines above say why; correct that and run the command again.",
  });
}

/**
 * Builds the web app unless the last build was made from the same sources.
 * @param {Env} env
 */
export async function buildIfNeeded(env) {
  const note = join(root, ".next/earshot-build.json");
  const hash = sourceHash(root);
  if (readJson(note)?.hash === hash && existsSync(join(root, ".next/BUILD_ID"))) return;
  needSpace(root, 500, "build its pages");
  say("Building the pages (about half a minute) ...");
  rmSync(note, { force: true });
  await runStep(process.execPath, [nextProgram, "build"], {
    env: guarded({ ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
    failure: "The pages could not be built: the lines above say why; correct that and run the command again.",
  });
  writeJson(note, { hash });
}

/** Next's command line. */
export const nextProgram = join(root, "node_modules/next/dist/bin/next");
