// @ts-check
// Preloaded (--import) into every Node process that a script here starts: a child whose parent was
// killed ends itself within half a second, so that the next start meets no orphan on its port.
import { isMainThread } from "node:worker_threads";

const intervalMs = 300;

if (isMainThread) {
  const named = Number(process.env.EARSHOT_SUPERVISOR);
  delete process.env.EARSHOT_SUPERVISOR;
  const parent = named > 0 ? named : process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  }, intervalMs).unref();
}
