/** Which keys mean what, apart from the browser. */

/** A key press, as far as shortcuts care. */
export type KeyPress = { key: string; mod: boolean; alt: boolean };

/** How long the first key of a sequence such as "g o" waits for the second, in milliseconds. */
export const SEQUENCE_MS = 1_200;

/** The name of a press: "mod+k", "?", "g", "Escape"; null when a modifier makes it someone else's. */
export function pressName({ key, mod, alt }: KeyPress): string | null {
  if (alt) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return mod ? `mod+${name}` : name;
}

/**
 * What a press does, given the keys that are bound and the key that waits.
 * Returns the binding to run, if any, and the key that waits from now on.
 */
export function matchKey(
  bound: ReadonlySet<string>,
  waiting: string | null,
  name: string,
): { run: string | null; waiting: string | null } {
  if (waiting !== null && bound.has(`${waiting} ${name}`)) return { run: `${waiting} ${name}`, waiting: null };
  if (bound.has(name)) return { run: name, waiting: null };
  const starts = [...bound].some((keys) => keys.startsWith(`${name} `));
  return { run: null, waiting: starts ? name : null };
}
