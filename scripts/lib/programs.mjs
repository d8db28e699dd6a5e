// @ts-check
import { join } from "node:path";
import { Child } from "./child.mjs";
import { Stop } from "./fail.mjs";
import { atEnd } from "./lifecycle.mjs";
import { nextProgram } from "./prepare.mjs";
import { sleep } from "./processes.mjs";

/** The host to ask a server that listens on `address`. */
const askable = (/** @type {string} */ address) => (/^(0\.0\.0\.0|::)$/.test(address) ? "127.0.0.1" : address);

/**
 * Starts web and worker and waits until both answer. They are stopped, web first, when this process ends.
 * @param {object} options
 * @param {Record<string, string | undefined>} options.env
 * @param {number} options.port the web's
 * @param {number} options.workerPort the worker's health page
 * @param {string} options.address to listen on
 * @param {string} options.logDir
 * @param {boolean} [options.isDev]
 * @returns {Promise<{ web: Child, worker: Child }>}
 */
export async function startPrograms({ env, port, workerPort, address, logDir, isDev = false }) {
  const mode = isDev ? "development" : "production";
  const shared = { ...env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" };
  const worker = new Child({
    name: "worker",
    args: [...(isDev ? ["--watch", "--watch-preserve-output"] : []), "--import", "tsx", "workers/main.ts"],
    env: { ...shared, WORKER_PORT: String(workerPort) },
    logDir,
    isChatty: isDev,
  });
  const web = new Child({
    name: "web",
    args: [nextProgram, isDev ? "dev" : "start", "--port", String(port), "--hostname", address],
    env: { ...shared, PORT: String(port) },
    logDir,
    isChatty: isDev,
  });
  atEnd(() => worker.stop(12_000));
  atEnd(() => web.stop(5_000));
  web.start();
  worker.start();
  await waitReady(web, `http://${askable(address)}:${port}/api/health`, join(logDir, "web.log"));
  await waitReady(worker, `http://127.0.0.1:${workerPort}/`, join(logDir, "worker.log"));
  web.quiet();
  worker.quiet();
  return { web, worker };
}

/**
 * @param {Child} child
 * @param {string} url
 * @param {string} logFile
 */
async function waitReady(child, url, logFile) {
  const { name } = child.program;
  const end = Date.now() + 90_000;
  for (;;) {
    if (child.hasFailed) {
      child.printLastLines();
      throw new Stop(`The ${name} ended while it started: the lines above say why, the whole log is ${logFile}.`);
    }
    const status = await statusOf(url);
    if (status === 200) return;
    if (Date.now() > end) {
      child.printLastLines();
      throw new Stop(
        `The ${name} did not get ready in 90 s (${status || "no answer"} at ${url}): the whole log is ${logFile}.`,
      );
    }
    await sleep(100);
  }
}

/** @param {string} url @returns {Promise<number>} 0 when nothing answers */
async function statusOf(url) {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: "manual" });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return 0;
  }
}
