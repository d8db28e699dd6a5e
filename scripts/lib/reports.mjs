// @ts-check

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts a vitest JSON report. A file that could not be run counts as one failure, and so does a run that was not
 * successful although no test failed (an error outside any test).
 * @param {any} report null when the runner left none
 * @param {number | null} exitCode of the runner
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report?.testResults ?? []) {
    const results = file.assertionResults ?? [];
    for (const { status } of results) {
      if (status === "passed") counts.passed += 1;
      else if (status === "failed") counts.failed += 1;
      else counts.skipped += 1;
    }
    const isBroken = file.status === "failed" && !results.some((/** @type {any} */ one) => one.status === "failed");
    if (isBroken) counts.failed += 1;
  }
  return crashed(counts, exitCode);
}

/**
 * Counts a Playwright JSON report; a test that passed only when repeated counts as failed.
 * @param {any} report null when the runner left none
 * @param {number | null} exitCode of the runner
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return crashed({ passed: expected, failed: unexpected + flaky + (report?.errors?.length ?? 0), skipped }, exitCode);
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * The closing line.
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
}

/**
 * A runner that ended with an error, or ran nothing, has failed at least once.
 * @param {Counts} counts
 * @param {number | null} exitCode
 * @returns {Counts}
 */
function crashed(counts, exitCode) {
  const ranNothing = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (exitCode !== 0 || ranNothing) ? { ...counts, failed: 1 } : counts;
}
