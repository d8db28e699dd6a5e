import { describe, expect, it } from "vitest";
import { matchKey, pressName } from "./hotkey-match";

const bound = new Set(["/", "?", "g o", "g p", "j", "mod+k"]);

describe("keys", () => {
  it("names presses", () => {
    expect(pressName({ key: "K", mod: true, alt: false })).toBe("mod+k");
    expect(pressName({ key: "?", mod: false, alt: false })).toBe("?");
    expect(pressName({ key: "o", mod: false, alt: true })).toBeNull();
  });
  it("runs a single key at once", () => {
    expect(matchKey(bound, null, "j")).toEqual({ run: "j", waiting: null });
  });
  it("waits after the first key of a sequence and runs on the second", () => {
    expect(matchKey(bound, null, "g")).toEqual({ run: null, waiting: "g" });
    expect(matchKey(bound, "g", "p")).toEqual({ run: "g p", waiting: null });
  });
  it("forgets a sequence that goes nowhere, yet runs the key itself", () => {
    expect(matchKey(bound, "g", "j")).toEqual({ run: "j", waiting: null });
    expect(matchKey(bound, "g", "z")).toEqual({ run: null, waiting: null });
  });
});
