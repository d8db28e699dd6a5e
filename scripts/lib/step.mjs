// @ts-check
import { spawn } from "node:child_process";
import { Stop } from "./fail.mjs";
import { atEnd, isEnding } from "./lifecycle.mjs";
import { guardUrl, root } from "./paths.mjs";

/** @typedef {{ cwd?: string, env: NodeJS.ProcessEnv, failure: string, explain?: (output: string) => string | null }} StepOptions */

const keptLines = 25;

/**
 * Runs a command to its end, quietly; when it fails, its last lines are printed and the failure sentence thrown,
 * or, when `explain` knows the cause, that alone. A full disk is recognised in its output.
 * @param {string} command
 * @param {string[]} args
 * @param {StepOptions} options
 * @returns {Promise<string>} what it printed
 */
export async function runStep(command, args, { cwd = root, env, failure, explain = () => null }) {
  let output = "";
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output = (output + text).slice(-200_000);
    });
  }
  const forget = atEnd(() => child.kill("SIGKILL"));
  const code = await new Promise((done, fail) => {
    child.once("error", (error) => {
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT";
      fail(
        missing
          ? new Stop(
              `The program ${command} was not found in PATH: install it (npm comes with Node) and run the command again.`,
            )
          : error,
      );
    });
    child.once("close", (status, killedBy) => done(status ?? killedBy));
  }).finally(forget);
  if (code === 0) return output;
  if (/ENOSPC|No space left on device/i.test(output)) {
    throw new Stop(`The disk that holds ${cwd} is full: free some space and run the command again; nothing is lost.`);
  }
  if (isEnding()) throw new Stop("Stopped.");
  if (typeof code === "string") {
    throw new Stop(
      `A step (${args.slice(0, 2).join(" ")}) was ended from outside by ${code}, most likely because memory ran out: close other programs and run the command again; Earshot needs about 2 GB.`,
    );
  }
  const explained = explain(output);
  if (explained) throw new Stop(explained);
  const lines = output
    .trimEnd()
    .split("\n")
    .filter((line) => !/^\s+at /.test(line));
  console.error(lines.slice(-keptLines).join("\n"));
  throw new Stop(failure);
}

/**
 * The environment for a Node child: it dies with this process and works in UTC.
 * @param {Record<string, string | undefined>} env
 * @returns {NodeJS.ProcessEnv}
 */
export function guarded(env) {
  const options = [process.env.NODE_OPTIONS, `--import=${guardUrl}`].filter(Boolean).join(" ");
  return /** @type {NodeJS.ProcessEnv} */ ({
    ...process.env,
    TZ: "UTC",
    ...env,
    NODE_OPTIONS: options,
    EARSHOT_SUPERVISOR: String(process.pid),
  });
}

/**
 * Runs one TypeScript file of the project by tsx, to its end.
 * @param {string} file relative to the project
 * @param {Record<string, string | undefined>} env
 * @param {Pick<StepOptions, "failure" | "explain">} words
 */
export function runScript(file, env, words) {
  return runStep(process.execPath, ["--import", "tsx", file], { env: guarded(env), ...words });
}
