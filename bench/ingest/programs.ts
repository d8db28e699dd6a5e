/** Web and worker as processes of their own, and how much memory each needed at most. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface Program {
  name: string;
  /** Largest resident size of the process and its children so far, bytes. */
  peakBytes(): number;
  stop(): Promise<void>;
}

/** Resident bytes of a process and everything it started. */
function treeBytes(rootPid: number): number {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = new Set([rootPid]);
  for (let grew = true; grew; ) {
    const before = tree.size;
    for (const [pid, parent] of rows) if (pid !== undefined && parent !== undefined && tree.has(parent)) tree.add(pid);
    grew = tree.size > before;
  }
  return (
    rows.reduce((sum, [pid, , kilobytes]) => (pid !== undefined && tree.has(pid) ? sum + (kilobytes ?? 0) : sum), 0) *
    1_024
  );
}

/** Starts a Node program; its output goes to ours only where it fails. */
export function startProgram(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Program {
  const child: ChildProcess = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let peak = 0;
  let tail = "";
  const keep = (chunk: Buffer): void => {
    tail = (tail + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const watch = setInterval(() => {
    if (child.pid !== undefined && child.exitCode === null) peak = Math.max(peak, treeBytes(child.pid));
  }, 2_000);
  child.once("exit", (code) => {
    clearInterval(watch);
    if (code) process.stderr.write(`${name} ended with ${code}:\n${tail}\n`);
  });
  return {
    name,
    peakBytes: () => peak,
    async stop() {
      clearInterval(watch);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await Promise.race([gone, sleep(12_000)]);
      child.kill("SIGKILL");
    },
  };
}

/** Waits until a page answers. @throws Error after `timeoutMs` */
export async function waitFor(url: string, timeoutMs: number): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    if (Date.now() > endMs) throw new Error(`${url} did not answer within ${timeoutMs / 1_000} s.`);
    await sleep(200);
  }
}
