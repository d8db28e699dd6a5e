import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMPARES, type DateRange, RANGE_PRESETS } from "@/lib/contracts/post-filter";
import { bucketEdges, defaultInterval } from "./buckets";
import { compareEdges, compareRange, compareShift, resolveRange } from "./ranges";
import { DAY_MS } from "./time-zone";

const shown = (span: { fromMs: number; toMs: number } | null) =>
  span && [new Date(span.fromMs).toISOString(), new Date(span.toMs).toISOString()];
const NOW = Date.parse("2026-11-24T08:10:30Z");
const range = (preset: (typeof RANGE_PRESETS)[number]): DateRange => ({ preset });

describe("resolveRange", () => {
  it.each([
    ["24h", "UTC", "2026-11-23T09:00:00.000Z", "2026-11-24T09:00:00.000Z"],
    ["24h", "Asia/Kathmandu", "2026-11-23T08:15:00.000Z", "2026-11-24T08:15:00.000Z"],
    ["7d", "UTC", "2026-11-18T00:00:00.000Z", "2026-11-25T00:00:00.000Z"],
    ["30d", "America/New_York", "2026-10-26T04:00:00.000Z", "2026-11-25T05:00:00.000Z"],
    ["90d", "Asia/Kolkata", "2026-08-26T18:30:00.000Z", "2026-11-24T18:30:00.000Z"],
    ["month", "Europe/Berlin", "2026-10-31T23:00:00.000Z", "2026-11-24T23:00:00.000Z"],
    ["quarter", "America/St_Johns", "2026-10-01T02:30:00.000Z", "2026-11-25T03:30:00.000Z"],
    ["all", "UTC", "1970-01-01T00:00:00.000Z", "2026-11-26T00:00:00.000Z"],
  ] as const)("%s in %s", (preset, zone, from, to) => {
    expect(shown(resolveRange(range(preset), zone, NOW))).toEqual([from, to]);
  });

  it("takes two days, both inclusive", () => {
    expect(shown(resolveRange({ fromDay: "2026-03-08", toDay: "2026-03-08" }, "America/New_York", NOW))).toEqual([
      "2026-03-08T05:00:00.000Z",
      "2026-03-09T04:00:00.000Z",
    ]);
  });

  it("takes two instants as they are, compared with as much time before", () => {
    const hour = { from: "2026-03-08T05:00:00.000Z", to: "2026-03-08T06:00:00.000Z" };
    const span = resolveRange(hour, "America/New_York", NOW);
    expect(span).toEqual({ fromMs: Date.parse(hour.from), toMs: Date.parse(hour.to) });
    const shift = compareShift(hour, span, "previous", "America/New_York");
    expect(shift?.(span.fromMs)).toBe(Date.parse("2026-03-08T04:00:00.000Z"));
    const backwards = { from: "2026-03-08T05:00:00.500Z", to: "2026-03-08T05:00:00Z" };
    expect(() => resolveRange(backwards, "UTC", NOW)).toThrow(RangeError);
  });
  it("refuses days in the wrong order and a day the zone never had", () => {
    expect(() => resolveRange({ fromDay: "2026-03-09", toDay: "2026-03-08" }, "UTC", NOW)).toThrow(RangeError);
    expect(() => resolveRange({ fromDay: "2011-12-30", toDay: "2011-12-30" }, "Pacific/Apia", NOW)).toThrow(RangeError);
  });
});

describe("compareRange", () => {
  it.each([
    ["24h", "previous", "2026-11-22T09:00:00.000Z", "2026-11-23T08:10:30.000Z"],
    ["7d", "previous", "2026-11-11T00:00:00.000Z", "2026-11-17T08:10:30.000Z"],
    ["month", "previous", "2026-10-01T00:00:00.000Z", "2026-10-24T08:10:30.000Z"],
    ["quarter", "previous", "2026-07-01T00:00:00.000Z", "2026-08-24T08:10:30.000Z"],
    ["30d", "year", "2025-10-26T00:00:00.000Z", "2025-11-24T08:10:30.000Z"],
  ] as const)("%s, %s: only as much as has passed", (preset, compare, from, to) => {
    expect(shown(compareRange(range(preset), compare, "UTC", NOW))).toEqual([from, to]);
  });

  it("compares finished days with as many whole days before them, over a clock change", () => {
    const finished = { fromDay: "2026-03-08", toDay: "2026-03-14" };
    expect(shown(compareRange(finished, "previous", "America/New_York", NOW))).toEqual([
      "2026-03-01T05:00:00.000Z",
      "2026-03-08T05:00:00.000Z",
    ]);
  });

  it("compares the end of a long month with the whole of a short one", () => {
    const now = Date.parse("2026-03-31T15:00:00Z");
    expect(shown(compareRange(range("month"), "previous", "UTC", now))).toEqual([
      "2026-02-01T00:00:00.000Z",
      "2026-03-01T00:00:00.000Z",
    ]);
  });

  it("has nothing for none and for all", () => {
    expect(compareRange(range("7d"), "none", "UTC", NOW)).toBeNull();
    expect(compareRange(range("all"), "previous", "UTC", NOW)).toBeNull();
  });
});

describe("compareEdges", () => {
  it("puts bucket i beside bucket i and leaves days the other month lacks empty", () => {
    const now = Date.parse("2026-03-31T15:00:00Z");
    const span = resolveRange(range("month"), "UTC", now);
    const shift = compareShift(range("month"), span, "previous", "UTC");
    const edges = bucketEdges(span, "day", "UTC");
    const compared = shift && compareEdges(edges, shift, now);
    const lengths = compared?.edges.slice(1).map((edge, i) => (edge - (compared.edges[i] ?? 0)) / DAY_MS);
    expect(lengths).toEqual([...Array(28).fill(1), 0, 0, 0]);
  });

  it("never overlaps the range, never runs backwards, has as many edges, for any zone and moment", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.constantFrom("UTC", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Santiago"),
        fc.constantFrom(...RANGE_PRESETS),
        fc.constantFrom(...COMPARES),
        (nowMs, zone, preset, compare) => {
          const span = resolveRange(range(preset), zone, nowMs);
          expect(span.fromMs).toBeLessThanOrEqual(nowMs);
          expect(span.toMs).toBeGreaterThan(nowMs);
          const shift = compareShift(range(preset), span, compare, zone);
          if (!shift) return;
          const edges = bucketEdges(span, defaultInterval(span), zone);
          const compared = compareEdges(edges, shift, nowMs);
          // 29 February alone has no year-ago day: nothing is comparable, and only then is there no comparison
          if (compared === null) {
            expect(shift(span.toMs)).toBeLessThanOrEqual(shift(span.fromMs));
            return;
          }
          expect(compared?.edges).toHaveLength(edges.length);
          expect(compared?.span.toMs).toBeLessThanOrEqual(span.fromMs);
          expect(compared?.edges).toEqual([...(compared?.edges ?? [])].sort((a, b) => a - b));
          expect(compared?.edges[0]).toBe(compared?.span.fromMs);
          expect(compared?.edges.at(-1)).toBe(compared?.span.toMs);
        },
      ),
      // two moments of a 29 February, found by 40,000 runs
      {
        numRuns: 300,
        examples: [
          [1_709_144_100_001, "Asia/Kathmandu", "quarter", "year"],
          [1_835_457_300_000, "Asia/Kathmandu", "24h", "year"],
        ],
      },
    );
  });
});
