import { describe, expect, it } from "vitest";
import {
  DAY_MS,
  daysBetween,
  HOUR_MS,
  instantOf,
  isoWeekday,
  localTime,
  offsetMs,
  parseDay,
  shiftLocal,
  startOfDay,
} from "./time-zone";
import { timeZoneNames } from "./time-zone-names";

const iso = (ms: number) => new Date(ms).toISOString();
const at = (zone: string, day: string, hours: number, minutes = 0) =>
  iso(instantOf(zone, { ...parseDay(day), msOfDay: hours * HOUR_MS + minutes * 60_000 }));

/** Instants at which the clock of a zone changed within a year, to the second. */
function transitionsOf(zone: string, year: number): number[] {
  const found: number[] = [];
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 2 * DAY_MS) {
    let [low, high] = [ms, ms + 2 * DAY_MS];
    const before = offsetMs(zone, low);
    if (offsetMs(zone, high) === before) continue;
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offsetMs(zone, middle) === before) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

describe("instantOf", () => {
  it.each([
    ["America/New_York", "2026-03-08", 2, 30, "2026-03-08T07:30:00.000Z"],
    ["America/New_York", "2026-11-01", 1, 30, "2026-11-01T05:30:00.000Z"],
    ["America/New_York", "2026-11-02", 9, 0, "2026-11-02T14:00:00.000Z"],
    ["Europe/Berlin", "2026-03-30", 9, 0, "2026-03-30T07:00:00.000Z"],
    ["America/Santiago", "2026-09-06", 0, 0, "2026-09-06T04:00:00.000Z"],
    ["Africa/Cairo", "2026-04-24", 0, 0, "2026-04-23T22:00:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-04", 2, 0, "2026-10-03T15:30:00.000Z"],
    ["Asia/Kathmandu", "2026-11-24", 0, 0, "2026-11-23T18:15:00.000Z"],
    ["Pacific/Chatham", "2026-07-01", 12, 45, "2026-07-01T00:00:00.000Z"],
    ["Europe/Dublin", "2026-07-01", 12, 0, "2026-07-01T11:00:00.000Z"],
  ])("%s %s %i:%i is %s", (zone, day, hours, minutes, expected) => {
    expect(at(zone, day, hours, minutes)).toBe(expected);
  });

  it("agrees with a walk over the quarter hours around every clock change of 2026, in every zone", () => {
    let changes = 0;
    for (const zone of timeZoneNames()) {
      for (const change of transitionsOf(zone, 2026)) {
        changes++;
        const [before, after] = [offsetMs(zone, change - 1000), offsetMs(zone, change)];
        const shownAt = new Map<number, number>();
        for (let ms = change - 5 * HOUR_MS; ms < change + 5 * HOUR_MS; ms += HOUR_MS / 4) {
          const shown = ms + (ms < change ? before : after);
          if (!shownAt.has(shown)) shownAt.set(shown, ms);
        }
        for (let shown = change + before - 3 * HOUR_MS; shown < change + before + 3 * HOUR_MS; shown += HOUR_MS / 4) {
          const wall = new Date(shown);
          const date = { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
          const got = instantOf(zone, { ...date, msOfDay: shown - Date.UTC(date.year, date.month - 1, date.day) });
          expect(iso(got), `${zone} ${iso(shown)}`).toBe(iso(shownAt.get(shown) ?? shown - before));
        }
      }
    }
    expect(changes).toBeGreaterThan(200);
  });

  it("skips the day that Apia skipped", () => {
    const [day29, day30, day31] = ["2011-12-29", "2011-12-30", "2011-12-31"].map((day) =>
      startOfDay("Pacific/Apia", parseDay(day)),
    );
    expect(day30).toBe(day31);
    expect((day31 ?? 0) - (day29 ?? 0)).toBe(DAY_MS);
  });
});

describe("local dates", () => {
  it("shows what the clock shows, before and after 1970 alike", () => {
    expect(localTime("America/St_Johns", Date.UTC(2026, 6, 1))).toEqual({
      year: 2026,
      month: 6,
      day: 30,
      msOfDay: 21.5 * HOUR_MS,
    });
    expect(localTime("UTC", -1).msOfDay).toBe(DAY_MS - 1);
  });

  it("shifts by the calendar and keeps the wall time over a clock change", () => {
    const nine = instantOf("Europe/Berlin", { year: 2026, month: 3, day: 30, msOfDay: 9 * HOUR_MS });
    expect(iso(shiftLocal("Europe/Berlin", nine, { days: -7 }))).toBe("2026-03-23T08:00:00.000Z");
    expect(iso(shiftLocal("UTC", Date.UTC(2026, 2, 31), { months: -1 }))).toBe("2026-03-03T00:00:00.000Z");
    expect(iso(shiftLocal("UTC", Date.UTC(2028, 1, 29), { months: -12 }))).toBe("2027-03-01T00:00:00.000Z");
  });

  it("counts days and weekdays, and refuses days that do not exist", () => {
    expect(daysBetween(parseDay("2026-03-01"), parseDay("2026-04-01"))).toBe(31);
    expect(isoWeekday(parseDay("2026-11-23"))).toBe(1);
    expect(isoWeekday(parseDay("2026-11-29"))).toBe(7);
    for (const text of ["2026-02-29", "2026-13-01", "2026-00-10", "24.11.2026", ""]) {
      expect(() => parseDay(text), text).toThrow(RangeError);
    }
  });

  it("refuses a zone that does not exist", () => {
    expect(() => offsetMs("Mars/Phobos", 0)).toThrow(RangeError);
  });
});
