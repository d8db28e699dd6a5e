import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INTERVALS } from "@/lib/contracts/metrics";
import { bucketEdges, defaultInterval, unfinishedFrom } from "./buckets";
import { GRAIN_MS, type StoredGrain, segmentsOf } from "./segments";
import { DAY_MS, HOUR_MS, isoWeekday, localTime, parseDay, startOfDay } from "./time-zone";

const ZONES = [
  "UTC",
  "America/New_York",
  "America/St_Johns",
  "America/Santiago",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Europe/Dublin",
  "Africa/Casablanca",
  "Antarctica/Troll",
];

const days = (zone: string, from: string, to: string) => ({
  fromMs: startOfDay(zone, parseDay(from)),
  toMs: startOfDay(zone, parseDay(to)),
});
const lengths = (edges: number[]) => edges.slice(1).map((edge, i) => (edge - (edges[i] ?? 0)) / HOUR_MS);

const someSpan = fc
  .tuple(fc.integer({ min: Date.UTC(2008, 0, 1), max: Date.UTC(2030, 0, 1) }), fc.integer({ min: 1, max: 40 * DAY_MS }))
  .map(([fromMs, lengthMs]) => ({ fromMs, toMs: fromMs + lengthMs }));

const ALL: StoredGrain[] = ["day", "sixHours", "hour", "quarter"];
const someGrains = fc.subarray(ALL);

describe("bucketEdges", () => {
  it("gives the long and the short day of a clock change their 25 and 23 hours", () => {
    expect(lengths(bucketEdges(days("Europe/Berlin", "2026-10-24", "2026-10-27"), "day", "Europe/Berlin"))).toEqual([
      24, 25, 24,
    ]);
    expect(lengths(bucketEdges(days("Africa/Cairo", "2026-04-23", "2026-04-26"), "day", "Africa/Cairo"))).toEqual([
      24, 23, 24,
    ]);
  });

  it("keeps the repeated hour apart and has none for the jumped-over hour", () => {
    const zone = "America/New_York";
    expect(bucketEdges(days(zone, "2026-11-01", "2026-11-02"), "hour", zone)).toHaveLength(26);
    expect(bucketEdges(days(zone, "2026-03-08", "2026-03-09"), "hour", zone)).toHaveLength(24);
  });

  it("begins hours where the local clock does", () => {
    const edges = bucketEdges(days("Asia/Kathmandu", "2026-11-24", "2026-11-25"), "hour", "Asia/Kathmandu");
    expect(edges.slice(0, 2).map((edge) => new Date(edge).toISOString())).toEqual([
      "2026-11-23T18:15:00.000Z",
      "2026-11-23T19:15:00.000Z",
    ]);
    expect(edges).toHaveLength(25);
  });

  it("has no bucket for the day Apia skipped", () => {
    const zone = "Pacific/Apia";
    expect(bucketEdges(days(zone, "2011-12-28", "2012-01-02"), "day", zone)).toHaveLength(5);
  });

  it("begins weeks on Monday and months on the first, whatever the span begins with", () => {
    const zone = "America/Santiago";
    const span = days(zone, "2026-08-05", "2026-11-18");
    for (const edge of bucketEdges(span, "week", zone).slice(1, -1)) {
      expect(isoWeekday(localTime(zone, edge))).toBe(1);
    }
    expect(
      bucketEdges(span, "month", zone)
        .slice(1, -1)
        .map((edge) => localTime(zone, edge).day),
    ).toEqual([1, 1, 1]);
  });

  it("covers any span once, in any zone, with every inner edge on a local boundary", () => {
    fc.assert(
      fc.property(someSpan, fc.constantFrom(...ZONES), fc.constantFrom(...INTERVALS), (span, zone, interval) => {
        const edges = bucketEdges(span, interval, zone);
        expect(edges[0]).toBe(span.fromMs);
        expect(edges.at(-1)).toBe(span.toMs);
        edges.slice(1).forEach((edge, i) => {
          expect(edge).toBeGreaterThan(edges[i] ?? 0);
        });
        if (interval === "hour") return;
        for (const edge of edges.slice(1, -1)) {
          const [before, after] = [localTime(zone, edge - 1), localTime(zone, edge)];
          expect(before.day).not.toBe(after.day);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("refuses an empty span and too many buckets", () => {
    expect(() => bucketEdges({ fromMs: 5, toMs: 5 }, "day", "UTC")).toThrow(RangeError);
    expect(() => bucketEdges({ fromMs: 0, toMs: 3_000 * HOUR_MS }, "hour", "UTC")).toThrow(/more than 2000/);
    expect(bucketEdges({ fromMs: 0, toMs: 2_000 * HOUR_MS }, "hour", "UTC")).toHaveLength(2_001);
  });
});

describe("segmentsOf", () => {
  it("reads whole UTC days, smaller grains around them and posts only where a quarter is cut", () => {
    const from = Date.UTC(2026, 10, 1, 22, 30);
    const grains = segmentsOf([from, from + 2 * DAY_MS + 61 * 60_000], ALL).map(({ grain, fromMs, toMs }) => [
      grain,
      (toMs - fromMs) / 60_000,
    ]);
    expect(grains).toEqual([
      ["quarter", 30],
      ["hour", 60],
      ["day", 1440],
      ["sixHours", 18 * 60],
      ["hour", 5 * 60],
      ["quarter", 30],
      ["posts", 1],
    ]);
  });

  it("needs no posts for hours, days, weeks and months of any zone, when quarter hours are stored", () => {
    for (const zone of ZONES) {
      for (const interval of INTERVALS) {
        const span = days(zone, "2026-09-01", "2026-11-15");
        const grains = segmentsOf(bucketEdges(span, interval, zone), ALL).map((segment) => segment.grain);
        expect(grains, `${zone} ${interval}`).not.toContain("posts");
      }
    }
  });

  it("covers the buckets exactly, on its own grid, and no segment of a stored grain straddles an edge", () => {
    fc.assert(
      fc.property(
        someSpan,
        fc.constantFrom(...ZONES),
        fc.constantFrom(...INTERVALS),
        someGrains,
        (span, zone, interval, stored) => {
          const edges = bucketEdges(span, interval, zone);
          const segments = segmentsOf(edges, stored);
          let reached = span.fromMs;
          for (const { grain, fromMs, toMs } of segments) {
            expect(fromMs).toBe(reached);
            expect(toMs).toBeGreaterThan(fromMs);
            reached = toMs;
            if (grain !== "posts") expect(stored).toContain(grain);
            const step = grain === "posts" ? 1 : GRAIN_MS[grain];
            expect(fromMs % step).toBe(0);
            expect(toMs % step).toBe(0);
            for (const edge of edges) if (edge > fromMs && edge < toMs) expect((edge - fromMs) % step).toBe(0);
          }
          expect(reached).toBe(span.toMs);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leaves to posts the hours that a half-hour zone's days begin in", () => {
    const zone = "Asia/Kolkata";
    const segments = segmentsOf(bucketEdges(days(zone, "2026-11-02", "2026-11-04"), "day", zone), ["day", "hour"]);
    expect(segments.map(({ grain, fromMs, toMs }) => [grain, (toMs - fromMs) / HOUR_MS])).toEqual([
      ["posts", 0.5],
      ["hour", 23],
      ["posts", 1],
      ["hour", 23],
      ["posts", 0.5],
    ]);
  });

  it("has no segment for a bucket without time", () => {
    expect(segmentsOf([0, 0, DAY_MS, DAY_MS], ALL)).toEqual([{ grain: "day", fromMs: 0, toMs: DAY_MS }]);
  });
});

describe("defaultInterval", () => {
  it.each([
    [DAY_MS, "hour"],
    [6 * DAY_MS, "hour"],
    [7 * DAY_MS - HOUR_MS, "day"],
    [7 * DAY_MS, "day"],
    [179 * DAY_MS, "day"],
    [180 * DAY_MS, "week"],
    [4_000 * DAY_MS, "week"],
    [60 * 365 * DAY_MS, "month"],
  ])("of %i ms is %s", (lengthMs, interval) => {
    expect(defaultInterval({ fromMs: 0, toMs: lengthMs })).toBe(interval);
  });
});

describe("unfinishedFrom", () => {
  it("is the start of the bucket that holds now, if one does", () => {
    expect(unfinishedFrom([0, 10, 20], 10)).toBe(10);
    expect(unfinishedFrom([0, 10, 20], 9)).toBe(0);
    expect(unfinishedFrom([0, 10, 20], 20)).toBeNull();
    expect(unfinishedFrom([0, 10, 20], -1)).toBeNull();
    expect(unfinishedFrom([], 1)).toBeNull();
  });
});
