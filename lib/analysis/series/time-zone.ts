/** Wall clocks of IANA zones, over Intl alone: what the clock shows at an instant, and which instant a wall time means. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** A calendar day of a zone; `month` is 1 to 12. Days and months beyond their ends carry over, as in Date.UTC. */
export type LocalDate = { year: number; month: number; day: number };

/** A wall time: a calendar day and the milliseconds its clock shows since midnight. */
export type LocalTime = LocalDate & { msOfDay: number };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}

const SHOWN = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/**
 * How far the zone's clock is ahead of UTC at an instant, in milliseconds (whole seconds).
 * Errors: RangeError for a zone that Intl does not know. Years 1 to 9999.
 */
export function offsetMs(timeZone: string, instantMs: number): number {
  const wholeMs = Math.floor(instantMs / 1000) * 1000;
  const shown = SHOWN.exec(formatterOf(timeZone).format(wholeMs));
  if (!shown) throw new RangeError(`No wall time for ${instantMs} in ${timeZone}.`);
  const [month, day, year, hour, minute, second] = shown.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs;
}

/** What the clock of a zone shows at an instant. */
export function localTime(timeZone: string, instantMs: number): LocalTime {
  const shown = new Date(instantMs + offsetMs(timeZone, instantMs));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    msOfDay: ((shown.getTime() % DAY_MS) + DAY_MS) % DAY_MS,
  };
}

/**
 * The instant at which a zone's clock shows a wall time, in epoch milliseconds.
 * Rule: Temporal's "compatible": a time the clock jumps over moves forward by the jump, a time shown twice means the first.
 */
export function instantOf(timeZone: string, local: LocalTime): number {
  const asUtcMs = Date.UTC(local.year, local.month - 1, local.day) + local.msOfDay;
  const beforeMs = offsetMs(timeZone, asUtcMs - DAY_MS);
  const afterMs = offsetMs(timeZone, asUtcMs + DAY_MS);
  const first = asUtcMs - Math.max(beforeMs, afterMs);
  const second = asUtcMs - Math.min(beforeMs, afterMs);
  if (first + offsetMs(timeZone, first) === asUtcMs) return first;
  if (second + offsetMs(timeZone, second) === asUtcMs) return second;
  return asUtcMs - beforeMs;
}

/** The first instant of a calendar day in a zone; where midnight is jumped over, the instant after the jump. */
export function startOfDay(timeZone: string, date: LocalDate): number {
  return instantOf(timeZone, { ...date, msOfDay: 0 });
}

/** The same wall time some months and days away; a day the target month lacks carries over (31 March - 1 month = 3 March). */
export function shiftLocal(timeZone: string, instantMs: number, shift: { months?: number; days?: number }): number {
  const local = localTime(timeZone, instantMs);
  return instantOf(timeZone, {
    ...local,
    month: local.month + (shift.months ?? 0),
    day: local.day + (shift.days ?? 0),
  });
}

/** Days from one local date to another, by the calendar (not by elapsed time). */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / DAY_MS);
}

/** 1 Monday to 7 Sunday. */
export function isoWeekday(date: LocalDate): number {
  return new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() || 7;
}

/** Reads "2026-11-24". Errors: RangeError when there is no such day. */
export function parseDay(text: string): LocalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = (match?.slice(1) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) throw new RangeError(`"${text}" is not a day.`);
  const back = new Date(Date.UTC(year, month - 1, day));
  if (back.getUTCMonth() + 1 !== month || back.getUTCDate() !== day) throw new RangeError(`There is no day "${text}".`);
  return { year, month, day };
}
