// @ts-check
import { end, isEnding } from "./lifecycle.mjs";

/** A failure whose message is for the person at the terminal: what happened, where, what to do. No stack is shown. */
export class Stop extends Error {}

/**
 * Puts any error into one sentence.
 * @param {unknown} error
 * @returns {string}
 */
export function sentence(error) {
  if (error instanceof Stop) return error.message;
  const { code, path, message } = /** @type {NodeJS.ErrnoException} */ (
    error instanceof Error ? error : new Error(String(error))
  );
  const where = path ? ` (${path})` : "";
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `The disk is full${where}: free some space and run the command again; nothing is lost.`;
    case "EACCES":
    case "EPERM":
      return `Earshot may not use a file it needs${where}: run the command as the user who owns it, or give it to this user with chown.`;
    case "EROFS":
      return `The folder is read-only${where}: run Earshot in a folder that can be written, or set DATA_DIR to one.`;
    case "EMFILE":
    case "ENFILE":
      return "Too many files are open: raise the limit with ulimit -n 4096 and run the command again.";
    case "ENOMEM":
      return "The machine is out of memory: close other programs and run the command again; Earshot needs about 2 GB.";
    default:
      return `Earshot stopped on something unforeseen: ${(message.split("\n")[0] ?? "").trim() || code || "no message"}${where}.`;
  }
}

/**
 * Runs a script's main: its number becomes the exit code, its error one sentence and exit code 1.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  process.stdout.on("error", ignoreClosedPipe);
  process.stderr.on("error", ignoreClosedPipe);
  let code = 1;
  try {
    code = (await main()) ?? 0;
  } catch (error) {
    // After a signal everything stops anyway, and steps that were cut off have nothing to say.
    if (isEnding()) return;
    console.error(sentence(error));
    if (process.env.EARSHOT_DEBUG) console.error(error);
  }
  await end();
  process.exit(code);
}

/** @param {NodeJS.ErrnoException} error */
function ignoreClosedPipe(error) {
  if (error.code !== "EPIPE") throw error;
}
