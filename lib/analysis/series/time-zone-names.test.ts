import { describe, expect, it } from "vitest";
import { findTimeZone, nearestTimeZones, timeZoneNames } from "./time-zone-names";

describe("findTimeZone", () => {
  it.each(["Europe/Berlin", "Asia/Kathmandu", "America/Argentina/Ushuaia", "UTC", "US/Eastern"])("takes %s", (name) => {
    expect(findTimeZone(name)).toBe(name);
  });

  it("puts the spelling right", () => {
    expect(findTimeZone(" europe/berlin ")).toBe("Europe/Berlin");
    expect(findTimeZone("asia/kolkata")).toBe("Asia/Kolkata");
  });

  it.each(["Mars/Phobos", "EST5EDT", "UTC+25", "+05:30", "EST", "", "Europe/Berlin\u0000", "../etc/passwd"])(
    "refuses %j",
    (name) => {
      expect(findTimeZone(name)).toBeNull();
    },
  );

  it("takes every name it offers", () => {
    expect(timeZoneNames().filter((name) => findTimeZone(name) !== name)).toEqual([]);
    expect(timeZoneNames().length).toBeGreaterThan(400);
  });
});

describe("nearestTimeZones", () => {
  it("finds a misspelt place, with or without its area", () => {
    expect(nearestTimeZones("Europe/Berln")[0]).toBe("Europe/Berlin");
    expect(nearestTimeZones("Katmandoo")[0]).toBe("Asia/Kathmandu");
    expect(nearestTimeZones("new york")[0]).toBe("America/New_York");
  });

  it("knows what an abbreviation or an offset stands for", () => {
    expect(nearestTimeZones("EST5EDT")[0]).toBe("America/New_York");
    expect(nearestTimeZones("UTC+5:45")).toEqual(["Asia/Kathmandu"]);
  });

  it("always offers names that are taken, at most as many as asked", () => {
    for (const text of ["Mars/Phobos", "UTC+25", "", "x".repeat(5_000)]) {
      const hints = nearestTimeZones(text, 2);
      expect(hints).toHaveLength(2);
      for (const hint of hints) expect(findTimeZone(hint)).toBe(hint);
    }
  });
});
