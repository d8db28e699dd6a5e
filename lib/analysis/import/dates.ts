/** Dates as exports write them, to UTC instants. */
import { isKnownZone, localToUtc } from "./zone-offset";

export type DateOrder = "iso" | "mdy" | "dmy";
export type DateProblem = "R_DATE" | "R_DATE_AMBIGUOUS" | "R_DATE_RANGE";
/** `utcMs` is null where there is a problem, and for an empty cell (then `problem` is null too). */
export interface DateResult {
  utcMs: number | null;
  problem: DateProblem | null;
  isDst: boolean;
  isFuture: boolean;
}

export interface DateRules {
  order: DateOrder;
  /** IANA zone for dates that name none. */
  timeZone: string;
  nowMs: number;
}

const DAY = 86_400_000;
const failed = (problem: DateProblem | null): DateResult => ({ utcMs: null, problem, isDst: false, isFuture: false });
const EMPTY = failed(null);
const UNREADABLE = failed("R_DATE");
const OUT_OF_RANGE = failed("R_DATE_RANGE");
const AMBIGUOUS = failed("R_DATE_AMBIGUOUS");

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** RFC 2822 names, in minutes. */
const ZONE_NAMES: Record<string, number> = {
  z: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?`;
const ZONE = String.raw`(z|[a-z]{3,4}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|\[?[a-z_]+(?:/[a-z0-9_+-]+)+\]?)`;
const TAIL = `(?:(?:t|,?\\s+|,)${TIME}(?:\\s*${ZONE})?)?`;
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TAIL}$`);
const CHINESE = new RegExp(`^(\\d{4})年(\\d{1,2})月(\\d{1,2})日(?:\\s*${TIME}(?:\\s*${ZONE})?)?$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TAIL}$`);
const COMPACT = new RegExp(`^(\\d{4})(\\d{2})(\\d{2})${TAIL}$`);
const WEEKDAY = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?`;
const MONTH = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;
/** `Tue Oct 18 21:53:25 +0000 2011` */
const UNIX = new RegExp(`^${WEEKDAY}${MONTH}\\s+(\\d{1,2})\\s+${TIME}(?:\\s+${ZONE})?\\s+(\\d{4})$`);
/** `Tue, 18 Oct 2011 21:53:25 +0000` */
const DAY_MONTH = new RegExp(`^${WEEKDAY}(\\d{1,2})[\\s-]+${MONTH}[\\s,-]+(\\d{4}|\\d{2})${TAIL}$`);
/** `Oct 18, 2011 9:53 PM` */
const MONTH_DAY = new RegExp(`^${WEEKDAY}${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${TAIL}$`);
const EPOCH = /^\d{9,16}(?:\.\d{1,9})?$/;

/** Hour, minute, second, fraction, a or p, zone: the groups of TIME and ZONE. */
type Clock = (string | undefined)[];

/** Milliseconds since midnight; NaN for an impossible time. */
function clockMs([hour, minute, second, fraction, half]: Clock): number {
  if (hour === undefined) return 0;
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return Number.NaN;
    hours = (hours % 12) + (half === "p" ? 12 : 0);
  }
  const [minutes, seconds] = [Number(minute), Number(second ?? 0)];
  if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
  if (hours === 24 && minutes + seconds > 0) return Number.NaN;
  const millis = fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
  return ((hours * 60 + minutes) * 60 + Math.min(seconds, 59)) * 1000 + millis;
}

/** `26` is 2026, `96` is 1996. */
function yearOf(text: string | undefined): number {
  const year = Number(text);
  return text?.length === 2 ? year + (year < 70 ? 2000 : 1900) : year;
}

/** Midnight of a calendar day written as UTC; NaN for a day the calendar does not have. */
function dayMs(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day);
  return new Date(ms).getUTCDate() === day ? ms : Number.NaN;
}

/** Minutes east of UTC of `z`, `pst`, `+0530`, `utc+8`, `-08:00`; null for a name that is none of them. */
function offsetMinutes(zone: string): number | null {
  const named = ZONE_NAMES[zone];
  if (named !== undefined) return named;
  const match = /^(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return minutes > 14 * 60 ? null : match[1] === "-" ? -minutes : minutes;
}

/** `1969` and earlier, `9999`, and anything more than a day ahead of now are mistakes, not posts. */
function inRange(utcMs: number, isDst: boolean, nowMs: number): DateResult {
  if (utcMs < 0 || utcMs > nowMs + DAY) return OUT_OF_RANGE;
  return { utcMs, problem: null, isDst, isFuture: utcMs > nowMs };
}

function place(day: number, clock: Clock, rules: DateRules): DateResult {
  const localMs = day + clockMs(clock);
  if (Number.isNaN(localMs)) return UNREADABLE;
  if (localMs < -DAY || localMs > rules.nowMs + 3 * DAY) return OUT_OF_RANGE;
  const zone = clock[5];
  if (zone !== undefined) {
    const minutes = offsetMinutes(zone);
    if (minutes !== null) return inRange(localMs - minutes * 60_000, false, rules.nowMs);
  }
  const name = zone === undefined ? rules.timeZone : zone.replace(/[[\]]/g, "");
  const found = isKnownZone(name) ? localToUtc(localMs, name) : null;
  return found === null ? UNREADABLE : inRange(found.utcMs, found.isShifted, rules.nowMs);
}

function fromEpoch(text: string, nowMs: number): DateResult {
  const digits = text.split(".")[0]?.length ?? 0;
  const value = Number(text);
  const ms = digits <= 11 ? value * 1000 : digits <= 14 ? value : value / 1000;
  return inRange(Math.floor(ms), false, nowMs);
}

function fromYearLast(match: RegExpExecArray, rules: DateRules): DateResult {
  const [first, second, year] = [Number(match[1]), Number(match[3]), yearOf(match[4])];
  let isDayFirst = rules.order === "dmy";
  if (rules.order === "iso") {
    if (first <= 12 && second <= 12 && first !== second) return AMBIGUOUS;
    isDayFirst = first > 12;
  }
  const day = isDayFirst ? dayMs(year, second, first) : dayMs(year, first, second);
  return Number.isNaN(day) ? UNREADABLE : place(day, match.slice(5, 11), rules);
}

const monthOf = (name: string | undefined): number => MONTHS.indexOf(name ?? "") + 1;

function fromNamedMonth(text: string, rules: DateRules): DateResult | null {
  const unix = UNIX.exec(text);
  if (unix) {
    const clock = unix.slice(3, 9);
    return place(dayMs(Number(unix[9]), monthOf(unix[1]), Number(unix[2])), clock, rules);
  }
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth) {
    const day = dayMs(yearOf(dayMonth[3]), monthOf(dayMonth[2]), Number(dayMonth[1]));
    return place(day, dayMonth.slice(4, 10), rules);
  }
  const monthDay = MONTH_DAY.exec(text);
  if (!monthDay) return null;
  const day = dayMs(Number(monthDay[3]), monthOf(monthDay[1]), Number(monthDay[2]));
  return place(day, monthDay.slice(4, 10), rules);
}

/**
 * Reads a date: ISO 8601 and its relatives, epoch seconds, milliseconds and microseconds, Twitter's and RFC 2822's
 * forms, `18 Oct 2011`, `2026年3月4日`, and day-month dates in the order that `rules` gives (order `iso` refuses those
 * that can be read two ways). Times without a zone are local times of `rules.timeZone`; see zone-offset.ts for clock
 * changes (`isDst`). More than 24 h ahead of now, or before 1970: R_DATE_RANGE; less ahead: `isFuture`.
 */
export function parseDate(raw: string, rules: DateRules): DateResult {
  const text = raw.trim();
  if (text === "") return EMPTY;
  if (text.length > 80) return UNREADABLE;
  const lower = text.toLowerCase();
  const ymd = YEAR_FIRST.exec(lower);
  if (ymd) return place(dayMs(Number(ymd[1]), Number(ymd[3]), Number(ymd[4])), ymd.slice(5, 11), rules);
  const compact = COMPACT.exec(lower);
  if (compact) return place(dayMs(Number(compact[1]), Number(compact[2]), Number(compact[3])), compact.slice(4), rules);
  if (EPOCH.test(lower)) return fromEpoch(lower, rules.nowMs);
  const yearLast = YEAR_LAST.exec(lower);
  if (yearLast) return fromYearLast(yearLast, rules);
  const chinese = CHINESE.exec(lower);
  if (chinese) return place(dayMs(Number(chinese[1]), Number(chinese[2]), Number(chinese[3])), chinese.slice(4), rules);
  return fromNamedMonth(lower, rules) ?? UNREADABLE;
}
