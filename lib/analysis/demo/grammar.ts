/** A small text grammar: templates with slots, expanded by drawing one phrase for each slot. */
import type { Random } from "./random";

/** Slot name to the phrases that can fill it; a phrase may hold slots of its own. */
export type Slots = Readonly<Record<string, readonly string[]>>;

const SLOT = /\{([^{}]*)\}/;
const MAX_SLOTS = 60;

/** What one slot becomes: a phrase, preferably one that this text has not used yet. */
function fill(slot: string, slots: Slots, random: Random, used: Set<string>): string {
  const phrases = slots[slot];
  if (phrases === undefined) throw new Error(`Unknown slot {${slot}}`);
  let phrase = random.pick(phrases);
  for (let attempt = 0; attempt < 3 && used.has(phrase) && phrase.length > 1; attempt += 1)
    phrase = random.pick(phrases);
  used.add(phrase);
  return phrase;
}

/** Expands a template until no slot is left. Throws on an unknown slot and on a slot that contains itself. */
export function expand(template: string, slots: Slots, random: Random): string {
  let text = template;
  const used = new Set<string>();
  for (let count = 0; count < MAX_SLOTS; count += 1) {
    const found = SLOT.exec(text);
    if (found === null)
      return text
        .replace(/ {2,}/g, " ")
        .replace(/ ([,.!?])/g, "$1")
        .trim();
    const end = found.index + found[0].length;
    text = text.slice(0, found.index) + fill(found[1] ?? "", slots, random, used) + text.slice(end);
  }
  throw new Error(`Template does not end: ${template}`);
}
