/** Which time zone names Earshot takes, and the nearest ones to a name it does not. */
import { offsetMs } from "./time-zone";

/** Spellings of the IANA list of today for zones that ICU still lists under an older name. */
const TODAY: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

let names: readonly string[] | null = null;

/** All zones a person can choose, in today's spelling, sorted, with UTC. */
export function timeZoneNames(): readonly string[] {
  names ??= [...new Set([...Intl.supportedValuesOf("timeZone").map((name) => TODAY[name] ?? name), "UTC"])].sort();
  return names;
}

function isKnownToIntl(name: string): boolean {
  try {
    offsetMs(name, 0);
    return true;
  } catch {
    return false;
  }
}

/** Restricted Damerau-Levenshtein distance: insertions, deletions, replacements, swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let [older, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1);
      row.push(best);
    }
    [older, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

const placeOf = (name: string) => name.slice(name.lastIndexOf("/") + 1);

/** The zone that has a fixed offset such as "UTC+5:30" on 1 January 2026, if the text is one: a few well-known places. */
function zonesAtOffset(text: string): string[] {
  const match = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  if (!match) return [];
  const wanted = (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
  return timeZoneNames().filter((name) => offsetMs(name, Date.UTC(2026, 0, 1)) === wanted);
}

/** Up to `count` names close to what was typed: by offset for "UTC+5", by what Intl makes of an alias, else by spelling. */
export function nearestTimeZones(text: string, count = 3): string[] {
  const typed = text.trim().replaceAll(" ", "_").slice(0, 64);
  const byOffset = zonesAtOffset(typed);
  if (byOffset.length > 0) return byOffset.slice(0, count);
  const alias = isKnownToIntl(typed)
    ? new Intl.DateTimeFormat("en", { timeZone: typed }).resolvedOptions().timeZone
    : "";
  const wanted = typed.toLowerCase();
  const scored = timeZoneNames().map((name) => {
    const whole = editDistance(wanted, name.toLowerCase());
    const place = editDistance(placeOf(wanted), placeOf(name).toLowerCase());
    return { name, score: name === (TODAY[alias] ?? alias) ? -1 : Math.min(whole, place + 0.5) };
  });
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, count).map((entry) => entry.name);
}

/**
 * The name to store for a typed zone, in its proper spelling, or null when it is none: a name with an area
 * ("Asia/Kathmandu", also older ones such as "US/Eastern") or "UTC". Offsets and abbreviations ("EST5EDT") are none:
 * they do not say when clocks change.
 */
export function findTimeZone(text: string): string | null {
  const typed = text.trim();
  const listed = timeZoneNames().find((name) => name.toLowerCase() === typed.toLowerCase());
  if (listed) return listed;
  return /^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z0-9_+-]*){1,2}$/.test(typed) && isKnownToIntl(typed) ? typed : null;
}
