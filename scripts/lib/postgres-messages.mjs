// @ts-check

/** @typedef {"port" | "memory-block" | "other"} FailureKind */

const restore = "put a backup in its place, or move the folder away to begin with an empty database";

/** @type {[RegExp, FailureKind, (data: string, reason: string) => string][]} */
const causes = [
  [
    /No space left on device|Disk quota exceeded/,
    "other",
    (data) =>
      `The disk that holds the database ${data} is full: free some space and run the command again; nothing is lost.`,
  ],
  [/could not create any TCP\/IP sockets|Address already in use/, "port", () => "The database's port was taken."],
  [
    /pre-existing shared memory block|another (?:server|postmaster)/i,
    "memory-block",
    (data) => `Another Postgres still uses the database ${data}: stop it and run the command again.`,
  ],
  [
    /database files are incompatible with server/,
    "other",
    (data, reason) => `The database ${data} was made by another version of Postgres (${reason}): ${restore}.`,
  ],
  [
    /has wrong ownership|Permission denied/,
    "other",
    (data) =>
      `The database ${data} belongs to another user: run the command as that user, or give the folder to this user with chown -R.`,
  ],
  [
    /could not (?:map anonymous shared memory|create shared memory segment|fork)|out of memory|Cannot allocate memory/,
    "other",
    () =>
      "The machine has too little memory left for Postgres: close other programs and run the command again; Earshot needs about 2 GB.",
  ],
  [
    /valid data directory|checkpoint record|control file|pg_control|could not (?:open|read|access|stat)|invalid page|corrupt|not a directory/i,
    "other",
    (data, reason) => `The database ${data} is damaged (${reason}): ${restore}.`,
  ],
];

/**
 * Turns the last thing a Postgres server wrote before it gave up into one sentence.
 * @param {string} log what it wrote during this start
 * @param {{ data: string, logFile: string }} places
 * @returns {{ kind: FailureKind, sentence: string }} kind "port": try another port; "memory-block": an old backend is
 * still dying, try again shortly
 */
export function explainServer(log, { data, logFile }) {
  const begin = log.search(/^.*(?:FATAL|PANIC|postgres): /m);
  const fatal = begin < 0 ? "" : log.slice(begin);
  const reason = [...fatal.matchAll(/(?:FATAL|PANIC|postgres): +(.+)/g)].at(-1)?.[1]?.trim() ?? "it gave no reason";
  for (const [pattern, kind, text] of causes) if (pattern.test(fatal)) return { kind, sentence: text(data, reason) };
  return { kind: "other", sentence: `Postgres did not start in ${data} (${reason}): its log is ${logFile}.` };
}

/**
 * Turns the error of a connection attempt into one sentence.
 * @param {{ code?: string, message?: string }} error
 * @param {{ what: string, place: string, own: boolean }} server what: how to call it; place: host, port and name; own: ours
 * @returns {string}
 */
export function explainConnection(error, { what, place, own }) {
  switch (error.code) {
    case "ECONNREFUSED":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
      return `No Postgres answers at ${place} (${what}): start it, or correct the URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of ${place} (${what}) is not known: correct the URL.`;
    case "28P01":
    case "28000":
      return own
        ? `The database at ${place} refuses the password in ${what}: put the secrets.json back that it was made with, or move the database's folder away to begin with an empty one.`
        : `Postgres at ${place} refuses the password in ${what}: correct the URL.`;
    case "3D000":
      return `The database of ${what} does not exist at ${place}: create it with CREATE DATABASE and run the command again.`;
    case "53300":
      return `Postgres at ${place} has no free connection (${what}): raise max_connections or stop other programs.`;
    default:
      return `Postgres at ${place} (${what}) cannot be used: ${(error.message ?? "no reason was given").split("\n")[0]}.`;
  }
}
