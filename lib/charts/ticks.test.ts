import { describe, expect, it } from "vitest";
import { createFormat } from "../format";
import { axisTicks, countScale, netScale } from "./ticks";

const format = createFormat("en", "Europe/Berlin");
const hours = (count: number) =>
  Array.from({ length: count }, (_, index) => new Date(Date.UTC(2026, 2, 1, 5 + index)).toISOString());
const days = (count: number) =>
  Array.from({ length: count }, (_, index) => new Date(Date.UTC(2026, 1, 28 + index, 23)).toISOString());

describe("axisTicks", () => {
  it("names round hours of the local day", () => {
    expect(axisTicks(hours(24), "hour", 8, format).map((at) => format.time(at))).toEqual([
      "06:00",
      "09:00",
      "12:00",
      "15:00",
      "18:00",
      "21:00",
      "00:00",
      "03:00",
    ]);
    expect(axisTicks(hours(168), "hour", 8, format).every((at) => format.time(at) === "00:00")).toBe(true);
  });
  it("goes by weeks when days are many and never above the wished number", () => {
    expect(axisTicks(days(30), "day", 8, format)).toHaveLength(5);
    expect(axisTicks(days(7), "day", 8, format)).toHaveLength(7);
    expect(axisTicks(days(170), "day", 8, format).length).toBeLessThanOrEqual(8);
    expect(axisTicks(days(1), "day", 8, format)).toHaveLength(1);
  });
});

describe("netScale", () => {
  it("has round ticks with zero among them and stays within the scale", () => {
    expect(netScale(-58, 31)).toEqual({ domain: [-60, 40], ticks: [-60, -40, -20, 0, 20, 40] });
    expect(netScale(3, 8)).toEqual({ domain: [0, 10], ticks: [0, 5, 10] });
    expect(netScale(-100, 100)).toEqual({ domain: [-100, 100], ticks: [-100, -50, 0, 50, 100] });
  });
});

describe("countScale", () => {
  it("has round steps from zero that hold the highest count", () => {
    expect(countScale(1_084).ticks).toEqual([0, 200, 400, 600, 800, 1_000, 1_200]);
    expect(countScale(257).ticks).toEqual([0, 50, 100, 150, 200, 250, 300]);
    expect(countScale(21).ticks).toEqual([0, 5, 10, 15, 20, 25]);
    expect(countScale(3).ticks).toEqual([0, 1, 2, 3]);
    expect(countScale(0).ticks).toEqual([0, 1]);
  });
});
