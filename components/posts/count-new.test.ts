import { expect, it } from "vitest";
import { countNew } from "./count-new";

const at = (id: string, minute: number) => ({ id, publishedAt: `2026-03-01T10:0${minute}:00.000Z` });

it("counts what came in above the last loaded post", () => {
  expect(countNew([at("9", 5), at("3", 2), at("2", 1)], [at("3", 2), at("2", 1)])).toBe(1);
});

it("does not take posts of the same instant that wait on the next page for new ones", () => {
  const loaded = [at("10", 1), at("9", 1)];
  expect(countNew([at("11", 2), at("10", 1), at("9", 1), at("8", 1), at("7", 1)], loaded)).toBe(1);
});

it("counts everything over an empty list", () => {
  expect(countNew([at("1", 1)], [])).toBe(1);
});
