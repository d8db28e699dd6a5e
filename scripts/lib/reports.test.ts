import { describe, expect, it } from "vitest";
import { closingLine, countPlaywright, countVitest, sum } from "./reports.mjs";

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});

describe("countVitest", () => {
  it("counts passed, failed and skipped tests", () => {
    const report = { testResults: [file("passed", "passed", "pending"), file("failed", "passed", "failed", "todo")] };
    expect(countVitest(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it("counts a file that could not be loaded as one failure", () => {
    expect(countVitest({ testResults: [file("failed"), file("passed", "passed")] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it("counts a crash, a missing report and an empty run as failures", () => {
    expect(countVitest({ testResults: [file("passed", "passed")] }, null).failed).toBe(1);
    expect(countVitest(null, 0).failed).toBe(1);
    expect(countVitest({ testResults: [] }, 0).failed).toBe(1);
  });
});

describe("countPlaywright", () => {
  it("takes a test that passed only when repeated for failed", () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };
    expect(countPlaywright(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it("counts errors outside tests and a runner that left no report", () => {
    expect(countPlaywright({ stats: { expected: 1 }, errors: [{}] }, 1).failed).toBe(1);
    expect(countPlaywright(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

it("closes with one line", () => {
  const total = sum([
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 3, failed: 1, skipped: 0 },
  ]);
  expect(closingLine(total)).toBe("5 passed, 1 failed, 1 skipped");
  expect(closingLine({ ...total, skipped: 0 })).toBe("5 passed, 1 failed");
});
