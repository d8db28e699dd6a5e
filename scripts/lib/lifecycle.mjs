// @ts-check
import { isAlive, launcher } from "./processes.mjs";

/** @type {(() => unknown)[]} */
const cleanups = [];
let ending = false;

/**
 * Registers what must be undone when this process ends by itself, by an error or by a signal. Last in, first out.
 * @param {() => unknown} cleanup
 * @returns {() => void} takes the registration back
 */
export function atEnd(cleanup) {
  cleanups.push(cleanup);
  return () => {
    const index = cleanups.lastIndexOf(cleanup);
    if (index >= 0) cleanups.splice(index, 1);
  };
}

/** Whether the end has begun: nothing is restarted any more. */
export const isEnding = () => ending;

/** Runs the registered cleanups, each even when another fails. */
export async function end() {
  ending = true;
  for (let next = cleanups.pop(); next; next = cleanups.pop()) {
    try {
      await next();
    } catch (error) {
      console.error(`While stopping: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/**
 * Turns Ctrl-C, a closed terminal and a polite kill into an orderly end; a second signal ends at once. Started by npm,
 * it also ends when npm is killed.
 * @param {(signal: string) => number} exitCode
 * @param {() => void} [hurry] called at the second signal
 */
export function endOnSignals(exitCode, hurry = () => {}) {
  /** @param {string} signal */
  const stop = async (signal) => {
    if (ending) {
      hurry();
      process.exit(exitCode(signal));
    }
    await end();
    process.exit(exitCode(signal));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const npm = launcher();
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(timer);
    stop("SIGTERM");
  }, 500);
  timer.unref();
}
