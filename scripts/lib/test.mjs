// @ts-check
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { ensureDatabase } from "./database.mjs";
import { needSpace } from "./disk.mjs";
import { sentence } from "./fail.mjs";
import { readJson } from "./files.mjs";
import { installIfNeeded } from "./install.mjs";
import { atEnd, end, endOnSignals } from "./lifecycle.mjs";
import { readOptions } from "./options.mjs";
import { root } from "./paths.mjs";
import { freePort } from "./ports.mjs";
import { buildIfNeeded, migrate } from "./prepare.mjs";
import { startPrograms } from "./programs.mjs";
import { closingLine, countPlaywright, countVitest, sum } from "./reports.mjs";
import { runShown } from "./runner.mjs";
import { say } from "./say.mjs";

const minuteMs = 60_000;
/** All runners together end in this time, and each in its own. */
const overallMs = 38 * minuteMs;
const longestMs = /** @type {const} */ ({ unit: 8 * minuteMs, db: 18 * minuteMs, e2e: 22 * minuteMs });
const kinds = /** @type {const} */ (["unit", "db", "e2e"]);

/**
 * Runs the tests on a database and servers of their own, and closes with the line of counts.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function main(args) {
  const { only } = readOptions(args, { only: kinds });
  endOnSignals((signal) => (signal === "SIGINT" ? 130 : 143));
  needSpace(tmpdir(), 500, "test");
  await installIfNeeded(root);

  const folder = mkdtempSync(join(tmpdir(), "earshot-tests-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const counts = [];
  for (const kind of only ? kinds.filter((one) => one === only) : kinds) {
    const startedAt = Date.now();
    const result = await safely(() => (kind === "e2e" ? runBrowser(folder) : runVitest(kind, folder)));
    say(`${kind}: ${closingLine(result)} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    counts.push(result);
  }
  await end();
  const total = sum(counts);
  console.log(closingLine(total));
  return total.failed > 0 ? 1 : 0;
}

/**
 * What cannot even be begun counts as one failure, and the other kinds still run.
 * @param {() => Promise<import("./reports.mjs").Counts>} run
 */
async function safely(run) {
  try {
    return await run();
  } catch (error) {
    console.error(sentence(error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {keyof typeof longestMs} kind */
const timeFor = (kind) => Math.max(minuteMs, Math.min(longestMs[kind], overallMs - process.uptime() * 1000));

/**
 * @param {"unit" | "db"} kind
 * @param {string} folder
 */
async function runVitest(kind, folder) {
  const report = join(folder, `${kind}.json`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    vitest,
    "run",
    "--project",
    kind,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const code = await runShown(args, { NODE_ENV: "test" }, timeFor(kind));
  return countVitest(readJson(report), code);
}

/** @param {string} folder */
async function runBrowser(folder) {
  const { startTemporary } = await import("./temporary.mjs");
  const chromium = await findChromium();
  const server = await startTemporary({ root, durable: false });
  atEnd(server.stop);
  const { ownerUrl, appUrl } = server.urls("earshot_e2e");
  await ensureDatabase(ownerUrl);
  const port = await freePort();
  const dir = join(folder, "data");
  mkdirSync(dir);
  const env = {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATA_DIR: dir,
    REDIS_URL: undefined,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    // the provider itself is started by e2e/oidc.spec.ts
    OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
    OIDC_CLIENT_ID: "earshot",
    OIDC_CLIENT_SECRET: randomBytes(32).toString("base64url"),
    OIDC_NAME: "Test identity",
  };
  await migrate(env, new URL(appUrl).password);
  await buildIfNeeded(env);
  const { web, worker } = await startPrograms({
    env,
    port,
    workerPort: await freePort(),
    address: "127.0.0.1",
    logDir: join(dir, "logs"),
  });
  const report = join(folder, "e2e.json");
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  const code = await runShown(
    [cli, "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
    {
      ...env,
      NODE_ENV: "test",
      E2E_BASE_URL: env.NEXTAUTH_URL,
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
    timeFor("e2e"),
  );
  const result = countPlaywright(readJson(report), code);
  if (result.failed > 0) {
    for (const child of [web, worker]) child.printLastLines();
  }
  return result;
}
