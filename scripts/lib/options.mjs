// @ts-check
import { Stop } from "./fail.mjs";

/**
 * Reads --name and --name value options.
 * @template {Record<string, "flag" | readonly string[]>} Known
 * @param {string[]} args
 * @param {Known} known "flag", or the values that an option may have
 * @returns {{ [Name in keyof Known]?: string }} "" for a flag that was given
 */
export function readOptions(args, known) {
  /** @type {Record<string, string>} */
  const found = {};
  for (let index = 0; index < args.length; index += 1) {
    const [name = "", inline] = (args[index] ?? "").replace(/^--/, "").split("=");
    const kind = args[index]?.startsWith("--") ? known[name] : undefined;
    if (!kind) throw new Stop(`The option ${args[index]} is not known here: use ${describe(known)}.`);
    if (kind === "flag") {
      found[name] = "";
      continue;
    }
    const value = inline ?? args[++index];
    if (value === undefined || !kind.includes(value))
      throw new Stop(`The option --${name} takes one of ${kind.join(", ")}.`);
    found[name] = value;
  }
  return /** @type {{ [Name in keyof Known]?: string }} */ (found);
}

/** @param {Record<string, "flag" | readonly string[]>} known */
function describe(known) {
  return Object.entries(known)
    .map(([name, kind]) => (kind === "flag" ? `--${name}` : `--${name} ${kind.join("|")}`))
    .join(" or ");
}
