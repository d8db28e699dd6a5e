/** From the date range a person chose to instants, and to the period it is compared with. */
import type { Compare, DateRange } from "@/lib/contracts/post-filter";
import type { Span } from "./buckets";
import { DAY_MS, daysBetween, HOUR_MS, localTime, offsetMs, parseDay, shiftLocal, startOfDay } from "./time-zone";

const PRESET_DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;

/** End of the local hour an instant lies in. */
function endOfHour(timeZone: string, instantMs: number): number {
  const shown = instantMs + offsetMs(timeZone, instantMs);
  return instantMs + HOUR_MS - (((shown % HOUR_MS) + HOUR_MS) % HOUR_MS);
}

/**
 * The instants a range means, in the project's zone, at `nowMs`.
 * 24h: 24 hours, the last being the local hour that is filling. 7d, 30d, 90d: local days, the last being today.
 * month, quarter: from the first local day of it to the end of today. Two days: both inclusive.
 * Two instants: as they are. all: from 1970 to the end of tomorrow (posts may be dated up to 24 hours ahead).
 * Errors: RangeError when the days are in the wrong order or hold no time in this zone.
 */
export function resolveRange(range: DateRange, timeZone: string, nowMs: number): Span {
  if ("fromDay" in range) {
    const to = parseDay(range.toDay);
    const fromMs = startOfDay(timeZone, parseDay(range.fromDay));
    const toMs = startOfDay(timeZone, { ...to, day: to.day + 1 });
    if (!(fromMs < toMs)) throw new RangeError(`The range ${range.fromDay} to ${range.toDay} holds no time.`);
    return { fromMs, toMs };
  }
  if ("from" in range) {
    const span = { fromMs: Date.parse(range.from), toMs: Date.parse(range.to) };
    if (!(span.fromMs < span.toMs)) throw new RangeError("The range must end after it starts.");
    return span;
  }
  if (range.preset === "24h") {
    const toMs = endOfHour(timeZone, nowMs);
    return { fromMs: toMs - DAY_MS, toMs };
  }
  const today = localTime(timeZone, nowMs);
  const toMs = startOfDay(timeZone, { ...today, day: today.day + 1 });
  switch (range.preset) {
    case "all":
      return { fromMs: 0, toMs: startOfDay(timeZone, { ...today, day: today.day + 2 }) };
    case "month":
      return { fromMs: startOfDay(timeZone, { ...today, day: 1 }), toMs };
    case "quarter": {
      const month = today.month - ((today.month - 1) % 3);
      return { fromMs: startOfDay(timeZone, { year: today.year, month, day: 1 }), toMs };
    }
    default: {
      const days = PRESET_DAYS[range.preset];
      return { fromMs: startOfDay(timeZone, { ...today, day: today.day + 1 - days }), toMs };
    }
  }
}

/**
 * How an instant of the range maps into the period it is compared with; null when nothing is compared.
 * previous: as many local days earlier as the range has, one month or quarter for those, 24 hours for 24h. year: one year.
 */
export function compareShift(
  range: DateRange,
  span: Span,
  compare: Compare,
  timeZone: string,
): ((instantMs: number) => number) | null {
  if (compare === "none" || ("preset" in range && range.preset === "all")) return null;
  if (compare === "year") return (ms) => shiftLocal(timeZone, ms, { months: -12 });
  if ("preset" in range) {
    if (range.preset === "24h") return (ms) => ms - DAY_MS;
    if (range.preset === "month") return (ms) => shiftLocal(timeZone, ms, { months: -1 });
    if (range.preset === "quarter") return (ms) => shiftLocal(timeZone, ms, { months: -3 });
  }
  if ("from" in range) return (ms) => ms - (span.toMs - span.fromMs);
  const days = daysBetween(localTime(timeZone, span.fromMs), localTime(timeZone, span.toMs));
  return (ms) => shiftLocal(timeZone, ms, { days: -days });
}

/**
 * The edges of the comparison, one for each edge of the range, so that bucket i stands beside bucket i.
 * Time the range has not lived through yet is left out of the comparison as well: it ends where `nowMs` maps to.
 * It never reaches into the range itself. Edges may be equal (a day the other month lacks): nothing is comparable there.
 */
export function compareEdges(
  edges: readonly number[],
  shift: (instantMs: number) => number,
  nowMs: number,
): { span: Span; edges: number[] } | null {
  const fromMs = edges[0];
  const toMs = edges[edges.length - 1];
  if (fromMs === undefined || toMs === undefined) return null;
  // on 29 February a year ago lies in the day after the month: the end of the range bounds it as well
  const endMs = Math.min(nowMs > fromMs && nowMs < toMs ? shift(nowMs) : shift(toMs), shift(toMs), fromMs);
  const span = { fromMs: shift(fromMs), toMs: endMs };
  if (!(span.fromMs < span.toMs)) return null;
  let reached = span.fromMs;
  const shifted = edges.map((edge) => {
    reached = Math.max(reached, Math.min(shift(edge), endMs));
    return reached;
  });
  return { span, edges: shifted };
}

/** The period a range is compared with; null when there is none. */
export function compareRange(range: DateRange, compare: Compare, timeZone: string, nowMs: number): Span | null {
  const span = resolveRange(range, timeZone, nowMs);
  const shift = compareShift(range, span, compare, timeZone);
  return shift ? (compareEdges([span.fromMs, span.toMs], shift, nowMs)?.span ?? null) : null;
}
