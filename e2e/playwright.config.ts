/**
 * Browser tests against an Earshot that runs already: E2E_BASE_URL says where, DATABASE_URL and NEXTAUTH_SECRET are that
 * Earshot's own, CHROMIUM_PATH names a browser to use instead of Playwright's. `npm test` sets all of them.
 */
import { defineConfig } from "@playwright/test";

const { E2E_BASE_URL: baseURL, CHROMIUM_PATH: executablePath } = process.env;
if (!baseURL) throw new Error("E2E_BASE_URL is not set: run the browser tests with npm test -- --only e2e.");

export default defineConfig({
  testDir: ".",
  outputDir: ".results",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    colorScheme: "light",
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
    launchOptions: executablePath ? { executablePath } : {},
  },
});
