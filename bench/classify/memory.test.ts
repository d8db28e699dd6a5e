import { expect, test } from "vitest";
import { megabytesOf } from "./memory";

test("counts a process and its descendants, whatever the order of the rows", () => {
  const table = "  30 20 1000\n  10 1 2000\n  20 10 4000\n  40 1 8000\n";
  expect(megabytesOf(table, 10)).toBeCloseTo((7_000 * 1_024) / 1e6, 12);
});
