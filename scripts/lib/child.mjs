// @ts-check
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isEnding } from "./lifecycle.mjs";
import { lineReader, readable } from "./log-lines.mjs";
import { root } from "./paths.mjs";
import { signal, waitGone } from "./processes.mjs";
import { guarded } from "./step.mjs";

const logLimitBytes = 10 * 1024 * 1024;
const longestPauseMs = 30_000;
const steadyMs = 60_000;

/**
 * @typedef {object} Program
 * @property {string} name "web" or "worker", the prefix of its lines
 * @property {string[]} args for node
 * @property {Record<string, string | undefined>} env
 * @property {string} logDir where its whole log is kept
 * @property {boolean} [isChatty] show everything it says, from the start
 */

/**
 * A long-running child that is started again when it dies. Its whole log goes to a file; the terminal shows its last
 * lines when it fails to start and, once it runs, its warnings.
 */
export class Child {
  /** @param {Program} program */
  constructor(program) {
    this.program = program;
    this.isQuiet = false;
    /** @type {string[]} */
    this.lastLines = [];
    /** @type {import("node:child_process").ChildProcess | null} */
    this.process = null;
    this.starts = 0;
    this.pauseMs = 1_000;
    this.isStopping = false;
    mkdirSync(program.logDir, { recursive: true });
    const path = join(program.logDir, `${program.name}.log`);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.log = createWriteStream(path, { flags: size > logLimitBytes ? "w" : "a" });
    this.log.on("error", () => {});
  }

  /** Starts it. From now on it is restarted when it dies, after a pause that grows while it keeps dying early. */
  start() {
    const { name, args, env } = this.program;
    const startedAt = Date.now();
    this.starts += 1;
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: guarded(env),
      // Its own process group: the terminal's Ctrl-C reaches the supervisor alone, which stops things in order.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      const reader = lineReader((line) => this.take(line, stream === child.stderr));
      stream?.setEncoding("utf8").on("data", reader.push).on("end", reader.end);
    }
    child.once("error", (error) => this.take(error.message, true));
    child.once("close", (code, killedBy) => {
      this.process = null;
      if (this.isStopping || isEnding() || !this.isQuiet) return;
      if (Date.now() - startedAt > steadyMs) this.pauseMs = 1_000;
      console.error(
        `[${name}] ended unexpectedly (${killedBy ?? `code ${code}`}); starting it again in ${this.pauseMs / 1000} s`,
      );
      setTimeout(() => !isEnding() && this.start(), this.pauseMs);
      this.pauseMs = Math.min(longestPauseMs, this.pauseMs * 2);
    });
  }

  /**
   * @param {string} line
   * @param {boolean} isError whether it came as an error
   */
  take(line, isError) {
    this.log.write(`${line}\n`);
    const { isChatty = false } = this.program;
    const text = readable(line, this.isQuiet && !isChatty, isError);
    if (text === null) return;
    this.lastLines = [...this.lastLines, text].slice(-30);
    if (this.isQuiet || isChatty) console.log(`[${this.program.name}] ${text}`);
  }

  /** Whether it has ended before it was quiet, that is, while starting. */
  get hasFailed() {
    return this.starts > 0 && this.process === null;
  }

  /** Says that it runs well: from now on only warnings and errors are shown, and it is restarted when it dies. */
  quiet() {
    this.isQuiet = true;
  }

  /** Prints what it said last. */
  printLastLines() {
    for (const line of this.lastLines) console.error(`[${this.program.name}] ${line}`);
  }

  /**
   * Asks it to stop, waits, then ends it and all its children.
   * @param {number} patienceMs
   */
  async stop(patienceMs) {
    this.isStopping = true;
    const pid = this.process?.pid;
    if (!pid) return;
    signal(pid, "SIGTERM");
    await waitGone(pid, patienceMs);
    this.kill(pid);
    await waitGone(pid, 2_000);
  }

  /** @param {number | undefined} pid */
  kill(pid = this.process?.pid) {
    if (pid) signal(process.platform === "win32" ? pid : -pid, "SIGKILL");
  }
}
