/** Numbers, dates, names and lists in the person's language and the project's zone: the only user of Intl. */
import type { Locale } from "./contracts/entities";
import type { Interval } from "./contracts/metrics";

/** English dates are written day first with a 24-hour clock; numbers need no region. */
const TAGS: Readonly<Record<Locale, string>> = { en: "en-GB", "zh-CN": "zh-CN" };
const RELATIVE_STEPS = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30],
  ["month", 12],
] as const;

/** A true minus, plain spaces: the same text from every ICU version, so that server and browser agree. */
function tidy(text: string): string {
  return text.replace(/^-/, "−").replace(/[\u2009\u202f\u00a0]/g, " ");
}

/** Two days without what they share: "1–30 March 2026", "2026年3月1日–30日". `shown` formats day, month and year. */
function dayRange(shown: Intl.DateTimeFormat, from: Date, to: Date, isChinese: boolean): string {
  const partsOf = (date: Date) =>
    Object.fromEntries(shown.formatToParts(date).map(({ type, value }) => [type, value])) as Record<string, string>;
  const [a, b] = [partsOf(from), partsOf(to)];
  const [first, last] = [tidy(shown.format(from)), tidy(shown.format(to))];
  if (first === last) return first;
  if (a.year !== b.year) return `${first} – ${last}`;
  if (isChinese) return `${first}–${a.month === b.month ? "" : `${b.month}月`}${b.day}日`;
  return a.month === b.month ? `${a.day}–${last}` : `${a.day} ${a.month} – ${last}`;
}

function numberFormats(tag: string) {
  const integer = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const compact = new Intl.NumberFormat(tag, { notation: "compact", maximumSignificantDigits: 3 });
  const decimal = (digits: number, signed: boolean, style: "decimal" | "percent") =>
    new Intl.NumberFormat(tag, {
      style,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: signed ? "exceptZero" : "negative",
    });
  const cached = new Map<string, Intl.NumberFormat>();
  const use = (digits: number, signed: boolean, style: "decimal" | "percent") => {
    const key = `${digits}${signed}${style}`;
    const found = cached.get(key) ?? decimal(digits, signed, style);
    cached.set(key, found);
    return found;
  };
  return {
    /** 18412 -> "18,412". */
    integer: (value: number) => tidy(integer.format(value)),
    /** 18412 -> "18.4K"; below 10,000 in full. */
    compact: (value: number) => tidy(Math.abs(value) < 10_000 ? integer.format(value) : compact.format(value)),
    /** 3.14159, 1 -> "3.1". */
    decimal: (value: number, digits = 1) => tidy(use(digits, false, "decimal").format(value)),
    /** -6 -> "−6", 14 -> "+14", 0 -> "0". */
    signed: (value: number, digits = 0) => tidy(use(digits, true, "decimal").format(value)),
    /** 0.273 -> "27.3%". */
    percent: (ratio: number, digits = 0) => tidy(use(digits, false, "percent").format(ratio)),
    /** 0.31 -> "+31%": a relative change. */
    change: (ratio: number, digits = 0) => tidy(use(digits, true, "percent").format(ratio)),
    /** 0.031 -> "+3.1": a difference of two shares, in percentage points. */
    points: (ratio: number, digits = 1) => tidy(use(digits, true, "decimal").format(ratio * 100)),
    /** 2048 -> "2.0 KB" (powers of 1,000). */
    bytes: (count: number) => {
      const units = ["B", "KB", "MB", "GB", "TB"];
      const step = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
      return `${tidy(use(step === 0 ? 0 : 1, false, "decimal").format(count / 1_000 ** step))} ${units[step]}`;
    },
  };
}

function dateFormats(tag: string, timeZone: string) {
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const day = make({ day: "numeric", month: "long" });
  const dayShort = make({ day: "numeric", month: "short" });
  const weekday = make({ weekday: "short", day: "numeric", month: "long" });
  const date = make({ day: "numeric", month: "long", year: "numeric" });
  const dateShort = make({ day: "numeric", month: "short", year: "numeric" });
  const month = make({ month: "long", year: "numeric" });
  const monthShort = make({ month: "short", year: "numeric" });
  const time = make({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const plainDate = new Intl.DateTimeFormat(tag, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
  const isChinese = tag.startsWith("zh");
  const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const at = (iso: string) => new Date(iso);
  const dateTime = (iso: string) => tidy(`${dateShort.format(at(iso))}, ${time.format(at(iso))}`);
  return {
    timeZone,
    /** "12 March". */
    day: (iso: string) => tidy(day.format(at(iso))),
    /** "12 Mar". */
    dayShort: (iso: string) => tidy(dayShort.format(at(iso))),
    /** "12 March 2026". */
    date: (iso: string) => tidy(date.format(at(iso))),
    /** "14:03". */
    time: (iso: string) => tidy(time.format(at(iso))),
    /** "12 Mar 2026, 14:03". */
    dateTime,
    /** "12 Mar 2026, 14:03 (Europe/Berlin)": for hovers and readers. */
    dateTimeZone: (iso: string) => `${dateTime(iso)} (${timeZone})`,
    /** The calendar day of an instant in the zone: "2026-03-12". */
    isoDay: (iso: string) => isoDay.format(at(iso)),
    /** Start inclusive, end exclusive: "1–30 March 2026". */
    range: (fromIso: string, toIso: string) => {
      const last = new Date(Math.max(at(fromIso).getTime(), at(toIso).getTime() - 1));
      return tidy(date.formatRange(at(fromIso), last))
        .replace(/ – /g, " – ")
        .replace(/(\d) ?– ?(\d+ \p{L})/u, "$1–$2");
    },
    /** Two calendar days, both inclusive, whatever the zone: "2026-03-01", "2026-03-12" -> "1–12 March 2026". */
    days: (fromDay: string, toDay: string) =>
      dayRange(plainDate, at(`${fromDay}T00:00:00Z`), at(`${toDay}T00:00:00Z`), isChinese),
    /** Two instants, the end exclusive: "12 Mar 2026, 14:00–15:00". */
    span: (fromIso: string, toIso: string) => {
      const isOneDay = isoDay.format(at(fromIso)) === isoDay.format(new Date(at(toIso).getTime() - 1));
      const end = tidy(isOneDay ? time.format(at(toIso)) : ` ${dateTime(toIso)}`);
      return `${dateTime(fromIso)}${isOneDay ? "–" : " –"}${end}`;
    },
    /** What a bucket of a chart is called, in full. */
    bucket: (iso: string, interval: Interval) => {
      if (interval === "hour") return tidy(`${weekday.format(at(iso))}, ${time.format(at(iso))}`);
      if (interval === "month") return tidy(month.format(at(iso)));
      return tidy(interval === "day" ? weekday.format(at(iso)) : date.format(at(iso)));
    },
    /** The short name of a bucket, for an axis; midnight of an hourly chart names its day. */
    tick: (iso: string, interval: Interval) => {
      if (interval === "month") return tidy(monthShort.format(at(iso)));
      const clock = time.format(at(iso));
      return tidy(interval === "hour" && clock !== "00:00" ? clock : dayShort.format(at(iso)));
    },
  };
}

function wordFormats(tag: string) {
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto", style: "short" });
  const languages = new Intl.DisplayNames(tag, { type: "language", fallback: "none" });
  const list = new Intl.ListFormat(tag, { type: "conjunction" });
  const collator = new Intl.Collator(tag, { numeric: true });
  return {
    /** "3 min ago"; `nowMs` is the page's clock. */
    relative: (iso: string, nowMs: number) => {
      let value = (new Date(iso).getTime() - nowMs) / 1_000;
      for (const [unit, size] of RELATIVE_STEPS) {
        if (Math.abs(value) < size) return tidy(relative.format(Math.trunc(value), unit));
        value /= size;
      }
      return tidy(relative.format(Math.trunc(value), "year"));
    },
    /** "en" -> "English"; null when the tag is unknown. */
    language: (code: string) => {
      if (code === "und") return null;
      try {
        return languages.of(code) ?? null;
      } catch {
        return null;
      }
    },
    /** ["a", "b", "c"] -> "a, b and c". */
    list: (items: readonly string[]) => list.format(items),
    /** For sorting by name. */
    compare: (a: string, b: string) => collator.compare(a, b),
  };
}

function makeFormat(locale: Locale, timeZone: string) {
  const tag = TAGS[locale];
  return { locale, ...numberFormats(locale), ...dateFormats(tag, timeZone), ...wordFormats(tag) };
}
/** Everything that turns values into text. */
export type Format = ReturnType<typeof makeFormat>;

const formats = new Map<string, Format>();

/** The formatter of a language and a zone; made once and kept. */
export function createFormat(locale: Locale, timeZone: string): Format {
  const key = `${locale} ${timeZone}`;
  const found = formats.get(key) ?? makeFormat(locale, timeZone);
  formats.set(key, found);
  return found;
}

/** IANA zones a project can have, in alphabetical order, UTC first. */
export function listTimeZones(): readonly string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

/** The zone of this machine or browser. */
export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
