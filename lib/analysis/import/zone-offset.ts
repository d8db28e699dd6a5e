/** Offsets of IANA zones, fast enough for one look-up a row: a zone's clock changes are found once a year and kept. */
import { DAY_MS, offsetMs } from "../series/time-zone";

interface Zone {
  name: string;
  /** By UTC year: offset at its start, then pairs of (instant, offset from there on). */
  years: Map<number, number[]>;
}

const MAX_ZONES = 2_000;
const zones = new Map<string, Zone | null>();

function zoneOf(name: string): Zone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  let zone: Zone | null = null;
  try {
    offsetMs(name, 0);
    zone = { name, years: new Map() };
  } catch {
    zone = null;
  }
  if (zones.size < MAX_ZONES) zones.set(name, zone);
  return zone;
}

/** Whether the platform knows this IANA zone. */
export const isKnownZone = (name: string): boolean => name !== "" && name.length <= 64 && zoneOf(name) !== null;

/** The instant in (low, high] from which the offset is another one. */
function findChange(zone: Zone, low: number, high: number, before: number): number {
  let [from, to] = [low, high];
  while (to - from > 1000) {
    const middle = from + Math.floor((to - from) / 2000) * 1000;
    if (offsetMs(zone.name, middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

function changesOf(zone: Zone, year: number): number[] {
  const known = zone.years.get(year);
  if (known) return known;
  const end = Date.UTC(year + 1, 0, 1);
  let at = Date.UTC(year, 0, 1);
  let offset = offsetMs(zone.name, at);
  const changes = [offset];
  while (at < end) {
    const next = Math.min(at + 7 * DAY_MS, end);
    const nextOffset = offsetMs(zone.name, next);
    if (nextOffset !== offset) changes.push(findChange(zone, at, next, offset), nextOffset);
    at = next;
    offset = nextOffset;
  }
  zone.years.set(year, changes);
  return changes;
}

function offsetAt(zone: Zone, utcMs: number): number {
  const changes = changesOf(zone, new Date(utcMs).getUTCFullYear());
  let offset = changes[0] ?? 0;
  for (let i = 1; i < changes.length && utcMs >= (changes[i] ?? 0); i += 2) offset = changes[i + 1] ?? 0;
  return offset;
}

/**
 * The UTC instant of a wall-clock time in a zone. Rule (Temporal's "compatible"): a time that a clock change skips is
 * moved later by the length of the gap; a time that happens twice means the first. `isShifted` in both cases.
 * Null for a zone the platform does not know. `localMs`: the wall clock written as if it were UTC.
 */
export function localToUtc(localMs: number, zoneName: string): { utcMs: number; isShifted: boolean } | null {
  if (zoneName === "UTC") return { utcMs: localMs, isShifted: false };
  const zone = zoneOf(zoneName);
  if (zone === null) return null;
  const before = offsetAt(zone, localMs - DAY_MS);
  const after = offsetAt(zone, localMs + DAY_MS);
  const early = localMs - Math.max(before, after);
  const late = localMs - Math.min(before, after);
  if (before === after) return { utcMs: early, isShifted: false };
  const isEarlyReal = offsetAt(zone, early) === localMs - early;
  const isLateReal = offsetAt(zone, late) === localMs - late;
  if (isEarlyReal && isLateReal) return { utcMs: early, isShifted: true };
  if (isEarlyReal || isLateReal) return { utcMs: isEarlyReal ? early : late, isShifted: false };
  return { utcMs: localMs - before, isShifted: true };
}
