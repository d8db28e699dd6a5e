// @ts-check

/** @typedef {"port" | "memory-block" | "other"} FailureKind */

/**
 * Turns the last thing a Postgres server wrote before it gave up into one sentence.
 * @param {string} log what it wrote during this start
 * @param {{ data: string, logFile: string }} places
 * @returns {{ kind: FailureKind, sentence: string }} kind "port": try another port; "memory-block": an old backend is
 * still dying, try again shortly
 */
export function explainServer(log, { data, logFile }) {
  const fatal = [...log.matchAll(/(?:FATAL|PANIC|postgres): +(.+)/g)].map((match) => (match[1] ?? "").trim());
  const last = fatal.at(-1) ?? "no reason was given";
  /** @param {RegExp} pattern */
  const says = (pattern) => pattern.test(log);
  const restore = `put a backup in its place, or move the folder away to begin with an empty database`;
  if (says(/No space left on device|ENOSPC|Disk quota exceeded/)) {
    return other(
      `The disk that holds the database ${data} is full: free some space and run the command again; nothing is lost.`,
    );
  }
  if (says(/could not create any TCP\/IP sockets|Address already in use/))
    return { kind: "port", sentence: "The port was taken." };
  if (says(/pre-existing shared memory block|another (?:server|postmaster).*running/i)) {
    return {
      kind: "memory-block",
      sentence: `Another Postgres still uses the database ${data}: stop it and run the command again.`,
    };
  }
  if (says(/database files are incompatible with server|was initialized by PostgreSQL version/)) {
    return other(`The database ${data} was made by another version of Postgres (${last}): ${restore}.`);
  }
  if (says(/has wrong ownership|Permission denied/)) {
    return other(
      `The database ${data} belongs to another user: run the command as that user, or give the folder to this user with chown -R.`,
    );
  }
  if (
    says(
      /could not (?:map anonymous shared memory|create shared memory segment|fork)|out of memory|Cannot allocate memory/,
    )
  ) {
    return other(
      "The machine has too little memory left for Postgres: close other programs and run the command again; Earshot needs about 2 GB.",
    );
  }
  if (
    says(
      /is not a valid data directory|checkpoint record|control file|pg_control|could not (?:open|read|access|stat)|invalid page|corrupt|Is a directory|Not a directory/i,
    )
  ) {
    return other(`The database ${data} is damaged (${last}): ${restore}.`);
  }
  return other(`Postgres did not start in ${data} (${last}): its log is ${logFile}.`);
}

/**
 * Turns the error of a connection attempt into one sentence.
 * @param {{ code?: string, message?: string }} error
 * @param {{ what: string, place: string, own: boolean }} server what: how to call it; place: host, port and name; own: ours
 * @returns {string}
 */
export function explainConnection(error, { what, place, own }) {
  const remedy = own
    ? "put var/secrets.json back, or move the database folder away to begin with an empty one"
    : "correct the URL";
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
      return `Postgres at ${place} refuses the password in ${what}: ${remedy}.`;
    case "3D000":
      return `The database of ${what} does not exist at ${place}: create it with CREATE DATABASE and run the command again.`;
    case "53300":
      return `Postgres at ${place} has no free connection (${what}): raise max_connections or stop other programs.`;
    default:
      return `Postgres at ${place} (${what}) cannot be used: ${(error.message ?? "no reason was given").split("\n")[0]}.`;
  }
}

/** @param {string} sentence @returns {{ kind: FailureKind, sentence: string }} */
function other(sentence) {
  return { kind: "other", sentence };
}
