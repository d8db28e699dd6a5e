import { describe, expect, it } from "vitest";
import { createFormat } from "./format";

const en = createFormat("en", "Europe/Berlin");
const zh = createFormat("zh-CN", "Asia/Shanghai");

describe("numbers", () => {
  it("keeps small numbers whole and shortens large ones", () => {
    expect(en.compact(9_127)).toBe("9,127");
    expect(en.compact(18_412)).toBe("18.4K");
    expect(en.compact(41_000_000)).toBe("41M");
    expect(zh.compact(18_412)).toBe("1.84万");
    expect(zh.compact(31_085_000)).toBe("3110万");
  });
  it("writes a true minus and a plus, none at zero", () => {
    expect(en.signed(-6)).toBe("−6");
    expect(en.signed(14)).toBe("+14");
    expect(en.signed(0)).toBe("0");
    expect(en.change(0.314)).toBe("+31%");
    expect(en.points(-0.019)).toBe("−1.9");
    expect(en.percent(0.2734, 1)).toBe("27.3%");
  });
  it("counts bytes in thousands", () => {
    expect(en.bytes(0)).toBe("0 B");
    expect(en.bytes(999)).toBe("999 B");
    expect(en.bytes(11_000_000)).toBe("11.0 MB");
  });
});

describe("dates", () => {
  it("uses the zone, not the machine", () => {
    expect(en.dateTime("2026-03-11T23:30:00Z")).toBe("12 Mar 2026, 00:30");
    expect(en.isoDay("2026-03-11T23:30:00Z")).toBe("2026-03-12");
    expect(zh.day("2026-03-11T16:30:00Z")).toBe("3月12日");
  });
  it("shows an exclusive end as its last day", () => {
    expect(en.range("2026-02-28T23:00:00Z", "2026-03-30T22:00:00Z")).toBe("1–30 March 2026");
  });
  it("names two days and two instants", () => {
    expect(en.days("2026-03-01", "2026-03-12")).toBe("1–12 March 2026");
    expect(en.days("2026-02-26", "2026-03-12")).toBe("26 February – 12 March 2026");
    expect(en.days("2025-12-26", "2026-03-12")).toBe("26 December 2025 – 12 March 2026");
    expect(zh.days("2026-03-01", "2026-03-30")).toBe("2026年3月1日–30日");
    expect(zh.days("2026-10-26", "2026-11-24")).toBe("2026年10月26日–11月24日");
    expect(en.days("2026-03-12", "2026-03-12")).toBe("12 March 2026");
    expect(en.span("2026-03-12T13:00:00Z", "2026-03-12T14:00:00Z")).toBe("12 Mar 2026, 14:00–15:00");
    expect(en.span("2026-03-12T13:00:00Z", "2026-03-13T13:00:00Z")).toBe("12 Mar 2026, 14:00 – 13 Mar 2026, 14:00");
  });
  it("names buckets by their interval", () => {
    expect(en.bucket("2026-03-11T23:00:00Z", "day")).toMatch(/^Thu,? 12 March$/);
    expect(en.tick("2026-03-11T23:00:00Z", "hour")).toBe("12 Mar");
    expect(en.tick("2026-03-12T01:00:00Z", "hour")).toBe("02:00");
    expect(en.bucket("2026-02-28T23:00:00Z", "month")).toBe("March 2026");
  });
  it("tells how long ago", () => {
    const now = Date.parse("2026-03-12T12:00:00Z");
    expect(en.relative("2026-03-12T11:57:00Z", now)).toBe("3 min ago");
    expect(en.relative("2026-03-10T12:00:00Z", now)).toBe("2 days ago");
    expect(zh.relative("2026-03-12T11:57:00Z", now)).toMatch(/3\s?分钟前/);
  });
});

describe("names", () => {
  it("names languages and refuses nonsense", () => {
    expect(en.language("zh")).toBe("Chinese");
    expect(zh.language("en")).toBe("英语");
    expect(en.language("und")).toBeNull();
    expect(en.language("!!")).toBeNull();
  });
});
