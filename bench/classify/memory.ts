/** Memory of a process and all that it started, as `ps` tells it. */
import { execFileSync } from "node:child_process";

/** Sum of the resident sizes of `root` and its descendants. **units** rows of `table`: pid, parent, KiB; answer: MB of 10^6 bytes. */
export function megabytesOf(table: string, root: number): number {
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const [pid = 0, parent = 0] of rows) if (family.has(parent)) family.add(pid);
  }
  const kibibytes = rows.reduce((sum, [pid = 0, , size = 0]) => sum + (family.has(pid) ? size : 0), 0);
  return (kibibytes * 1_024) / 1e6;
}

/** What a process tree holds now; NaN where there is no `ps`. */
export function residentMegabytes(root: number): number {
  try {
    return megabytesOf(execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" }), root);
  } catch {
    return Number.NaN;
  }
}
