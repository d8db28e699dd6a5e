// @ts-check

/** pino's number for warnings; below it is everyday talk. */
const warn = 40;
const names = /** @type {Record<number, string>} */ ({ 50: "error", 60: "fatal" });

/**
 * Makes a child's log line readable for the terminal.
 * @param {string} line as the child wrote it
 * @param {boolean} quiet true once everything runs: everyday lines are left to the log file
 * @param {boolean} isError whether it came by the stream for errors
 * @returns {string | null} null for a line that is not shown
 */
export function readable(line, quiet, isError) {
  const text = line.trimEnd();
  if (!text.trim()) return null;
  const entry = parse(text);
  if (!entry) return quiet && !isError ? null : text;
  if (quiet && entry.level < warn) return null;
  const level = entry.level >= warn ? `${names[entry.level] ?? "warning"}: ` : "";
  const detail = entry.err?.message ?? (typeof entry.error === "string" ? entry.error : entry.error?.message);
  return `${level}${entry.msg ?? ""}${detail ? ` (${detail})` : ""}`;
}

/**
 * Collects chunks and hands over whole lines.
 * @param {(line: string) => void} take
 */
export function lineReader(take) {
  let rest = "";
  return {
    /** @param {string} chunk */
    push(chunk) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) take(line);
    },
    end() {
      if (rest) take(rest);
      rest = "";
    },
  };
}

/** @param {string} text */
function parse(text) {
  if (!text.startsWith("{")) return null;
  try {
    const entry = JSON.parse(text);
    return typeof entry?.level === "number" ? entry : null;
  } catch {
    return null;
  }
}
