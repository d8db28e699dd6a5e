import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, localTime } from "../series/time-zone";
import { type DateOrder, parseDate } from "./dates";

const nowMs = Date.UTC(2026, 10, 24, 12);
const read = (raw: string, timeZone = "UTC", order: DateOrder = "iso") => {
  const { utcMs, problem, isDst, isFuture } = parseDate(raw, { order, timeZone, nowMs });
  const marks = [...(isDst ? ["W_DST"] : []), ...(isFuture ? ["W_FUTURE"] : [])];
  return [utcMs === null ? problem : new Date(utcMs).toISOString().replace(".000Z", "Z"), ...marks].join(" ");
};

describe("parseDate", () => {
  it.each([
    ["2015-02-24 11:35:52 -0800", "2015-02-24T19:35:52Z"],
    ["Tue Oct 18 21:53:25 +0000 2011", "2011-10-18T21:53:25Z"],
    ["Mon May 11 03:18:54 UTC 2009", "2009-05-11T03:18:54Z"],
    ["Sat May 16 23:58:44 PDT 2009", "2009-05-17T06:58:44Z"],
    ["Tue, 18 Oct 2011 21:53:25 +0000", "2011-10-18T21:53:25Z"],
    ["2026-03-04", "2026-03-04T00:00:00Z"],
    ["2026-03-04T05:06:07.891Z", "2026-03-04T05:06:07.891Z"],
    ["2026-03-04T05:06:07.891234+05:30", "2026-03-03T23:36:07.891Z"],
    ["2026-03-04t05:06z", "2026-03-04T05:06:00Z"],
    ["2026/3/4 5:06", "2026-03-04T05:06:00Z"],
    ["20260304", "2026-03-04T00:00:00Z"],
    ["20260304T050607Z", "R_DATE"],
    ["2026年3月4日 05:06", "2026-03-04T05:06:00Z"],
    ["Mar 4, 2026 5:06 PM", "2026-03-04T17:06:00Z"],
    ["4 March 2026", "2026-03-04T00:00:00Z"],
    ["12:30", "R_DATE"],
    ["1424806552", "2015-02-24T19:35:52Z"],
    ["1424806552000", "2015-02-24T19:35:52Z"],
    ["1424806552.25", "2015-02-24T19:35:52.250Z"],
    ["1424806552000000", "2015-02-24T19:35:52Z"],
    ["2026-02-30", "R_DATE"],
    ["2026-13-01", "R_DATE"],
    ["2026-03-04 25:00", "R_DATE"],
    ["yesterday", "R_DATE"],
    ["0", "R_DATE"],
    ["x".repeat(200), "R_DATE"],
    ["", ""],
  ])("reads %j as %s", (raw, expected) => expect(read(raw)).toBe(expected));

  it.each([
    ["1969-12-31", "R_DATE_RANGE"],
    ["0001-01-01", "R_DATE_RANGE"],
    ["9999-12-31", "R_DATE_RANGE"],
    ["2026-11-26T12:00:00Z", "R_DATE_RANGE"],
    ["2026-11-25T12:00:01Z", "R_DATE_RANGE"],
    ["2026-11-25T11:59:00Z", "2026-11-25T11:59:00Z W_FUTURE"],
    ["2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z"],
  ])("holds %j against the clock: %s", (raw, expected) => expect(read(raw)).toBe(expected));

  it.each<[string, DateOrder, string]>([
    ["03/04/2026", "iso", "R_DATE_AMBIGUOUS"],
    ["03/04/2026", "mdy", "2026-03-04T00:00:00Z"],
    ["03/04/2026", "dmy", "2026-04-03T00:00:00Z"],
    ["4.3.2026 17:05", "dmy", "2026-03-04T17:05:00Z"],
    ["25/12/2025", "iso", "2025-12-25T00:00:00Z"],
    ["12/25/2025", "iso", "2025-12-25T00:00:00Z"],
    ["05/05/2025", "iso", "2025-05-05T00:00:00Z"],
    ["25/12/2025", "mdy", "R_DATE"],
    ["2/24/15 11:35 PM", "mdy", "2015-02-24T23:35:00Z"],
  ])("reads %j in order %s as %s", (raw, order, expected) => expect(read(raw, "UTC", order)).toBe(expected));

  it.each([
    ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z W_DST"],
    ["2026-03-29T02:30 Europe/Berlin", "UTC", "2026-03-29T01:30:00Z W_DST"],
    ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z W_DST"],
    ["2026-10-25T02:30+01:00", "Europe/Berlin", "2026-10-25T01:30:00Z"],
    ["2026-03-08 02:30", "America/New_York", "2026-03-08T07:30:00Z W_DST"],
    ["2026-11-01 01:30", "America/New_York", "2026-11-01T05:30:00Z W_DST"],
    ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00Z W_DST"],
    ["2026-10-04 02:00", "Australia/Lord_Howe", "2026-10-03T15:30:00Z W_DST"],
    ["2026-07-01 12:00", "Asia/Kathmandu", "2026-07-01T06:15:00Z"],
    ["2026-07-01 12:00", "Mars/Phobos", "R_DATE"],
    ["2026-07-01 12:00 Mars/Phobos", "UTC", "R_DATE"],
  ])("reads %j in %s as %s", (raw, zone, expected) => expect(read(raw, zone)).toBe(expected));

  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Shanghai",
  ];
  const instant = fc.integer({ min: Date.UTC(1996, 0) / 1000, max: Date.UTC(2026, 10) / 1000 }).map((s) => s * 1000);

  it("agrees with the slow way for every wall time of a zone", () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (ms, zone) => {
        const wall = new Date(ms).toISOString().slice(0, 19);
        const [year, month, day] = wall.slice(0, 10).split("-").map(Number) as [number, number, number];
        const msOfDay = ms % 86_400_000;
        expect(read(wall, zone).split(" ")[0]).toBe(
          new Date(instantOf(zone, { year, month, day, msOfDay })).toISOString().replace(".000Z", "Z"),
        );
        expect(localTime(zone, instantOf(zone, { year, month, day, msOfDay })).year).toBeGreaterThan(1995);
      }),
    );
  });

  it("reads an instant back from the ways in which it is written", () => {
    const ways: ((date: Date) => string)[] = [
      (date) => date.toISOString(),
      (date) => date.toUTCString(),
      (date) => String(date.getTime() / 1000),
      (date) => String(date.getTime()),
      (date) => date.toISOString().replace("T", " ").replace(".000Z", " +0000"),
    ];
    fc.assert(
      fc.property(instant, fc.constantFrom(...ways), (ms, write) => {
        expect(parseDate(write(new Date(ms)), { order: "iso", timeZone: "Asia/Tokyo", nowMs }).utcMs).toBe(ms);
      }),
    );
  });
});
