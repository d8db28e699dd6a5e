// @ts-check
import { spawn } from "node:child_process";
import { atEnd } from "./lifecycle.mjs";
import { root } from "./paths.mjs";
import { signal } from "./processes.mjs";
import { guarded } from "./step.mjs";

/**
 * Runs a Node program to its end with its output shown; one that takes too long is ended with all its children.
 * @param {string[]} args for node
 * @param {Record<string, string | undefined>} env
 * @param {number} timeoutMs
 * @returns {Promise<number | null>} its exit code; null when it was ended by a signal
 */
export async function runShown(args, env, timeoutMs) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: guarded(env),
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const stop = () => {
    if (child.pid) signal(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  };
  const forget = atEnd(stop);
  const timer = setTimeout(() => {
    console.error(`Ended after ${Math.round(timeoutMs / 60_000)} minutes: it takes too long.`);
    stop();
  }, timeoutMs);
  try {
    return await new Promise((done, fail) => {
      child.once("error", fail);
      child.once("close", done);
    });
  } finally {
    clearTimeout(timer);
    forget();
  }
}
