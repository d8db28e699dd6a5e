import { describe, expect, it } from "vitest";
import { DEFAULT_VIEW, readView, toSearchParams, type ViewState, writeView } from "./view-state";

const topic = "0190a0a0-0000-7000-8000-000000000001";

describe("view state", () => {
  it("has an empty address at its defaults", () => {
    expect(writeView(DEFAULT_VIEW)).toBe("");
    expect(readView(new URLSearchParams())).toEqual(DEFAULT_VIEW);
  });
  it("restores everything from a copied link", () => {
    const view: ViewState = {
      filter: { query: "late delivery", topics: [topic], notLanguages: ["zh"], minFollowers: 100 },
      range: { fromDay: "2026-03-01", toDay: "2026-03-12" },
      compare: "year",
      sort: "engagement",
    };
    expect(readView(new URLSearchParams(writeView(view)))).toEqual(view);
  });
  it("ignores what it cannot read", () => {
    const params = toSearchParams({ compare: "never", sort: ["engagement", "newest"], range: "x", page: undefined });
    expect(readView(params)).toEqual({ ...DEFAULT_VIEW, sort: "engagement" });
  });
});
