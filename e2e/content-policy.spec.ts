import type { Page } from "@playwright/test";
import { csvFile } from "./fixtures/files";
import { fillTenant, openPreview } from "./fixtures/filled";
import { expect, type Tenant, test } from "./fixtures/test";

const MINUTE_MS = 60_000;

/** What the browser says of the policy from now on. */
function violationsOf(page: Page): string[] {
  const found: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) found.push(message.text());
  });
  return found;
}

/** The sources of scripts in the policy of a page's answer. */
async function scriptSources(page: Page, address: string): Promise<string[]> {
  const header = (await page.request.get(address)).headers()["content-security-policy"] ?? "";
  const policy = header.split(";").map((part) => part.trim().split(" "));
  return policy.find(([name]) => name === "script-src")?.slice(1) ?? [];
}

test("every page lets scripts run by a nonce of its own alone", async ({ page, tenant }) => {
  const nonces = new Set<string>();
  const addresses = ["/sign-in", "/sign-up", tenant.path("overview"), tenant.path("posts"), tenant.path("nothing")];
  for (const address of [...addresses, ...addresses]) {
    const sources = await scriptSources(page, address);
    expect(sources, address).toEqual([expect.stringMatching(/^'nonce-[\w-]{20,}'$/), "'strict-dynamic'"]);
    nonces.add(sources[0] ?? "");
  }
  expect(nonces.size).toBe(2 * addresses.length);
  const api = await page.request.get("/api/health");
  expect(api.headers()["content-security-policy"]).toContain("default-src 'none'");
});

test("a script that slipped into a page does not run", async ({ visitor }) => {
  const violations = violationsOf(visitor);
  await visitor.goto("/sign-in");
  await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(violations).toEqual([]);
  await visitor.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", `<img alt="" src="data:," onerror="document.title = 'taken over'">`);
  });
  await expect.poll(() => violations.length, "an event handler in the markup").toBe(1);
  await expect(visitor).not.toHaveTitle("taken over");
});

/** Draws, filters, downloads and fills the screen on the Overview. */
async function exerciseOverview(page: Page, tenant: Tenant): Promise<void> {
  await page.goto(tenant.path("overview?range=all"));
  await expect(page.getByRole("table", { name: "Topics" })).toBeVisible();
  const more = page.getByRole("button", { name: "More for Posts over time" });
  for (const file of ["Download PNG", "Download CSV"]) {
    await more.click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: file }).click();
    await download;
  }
  await more.click();
  await page.getByRole("menuitem", { name: "Full screen" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Sentiment", exact: true }).click();
  await page.getByRole("option", { name: /Negative/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /Remove the filter “Sentiment/ })).toBeVisible();
}

async function visitAll(page: Page, tenant: Tenant): Promise<void> {
  await exerciseOverview(page, tenant);
  await page.getByRole("link", { name: "Posts", exact: true }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
  for (const [address, heading] of [
    ["topics", "Topics"],
    ["classifiers", "Classifiers"],
    ["data/imports", "Data"],
    ["data/runs", "Data"],
    ["settings", "Settings"],
    ["nothing", "Nothing here"],
  ] as const) {
    await page.goto(tenant.path(address));
    await expect(page.getByRole("heading", { level: 1, name: heading }), address).toBeVisible();
  }
  await page.goto("/sign-up");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

test("no page breaks its own policy, in either theme", async ({ page, tenant }) => {
  test.setTimeout(6 * MINUTE_MS);
  const violations = violationsOf(page);
  await fillTenant(page, tenant, 3 * MINUTE_MS);
  await visitAll(page, tenant);
  await page.goto(tenant.path("posts?range=all"));
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Escape");
  await visitAll(page, tenant);
  expect(violations).toEqual([]);
});

test("an upload of more than 10 MB arrives whole, as no page holds it up", async ({ page, tenant }) => {
  test.setTimeout(3 * MINUTE_MS);
  const rows = Array.from({ length: 1_000 }, (_, i) => [
    String(i),
    "the same words",
    "2026-03-05 10:00:00",
    "-".repeat(11_500),
  ]);
  const file = csvFile("wide.csv", [["id", "text", "created_at", "filling"], ...rows]);
  expect(file.buffer.length).toBeGreaterThan(11_000_000);
  await openPreview(page, tenant, { ...file, brandColumn: "", brands: [], rowCount: rows.length });
  await page.getByRole("button", { name: "Start the import" }).click();
  await expect(page.getByText(/1,000 read = 1,000 stored/)).toBeVisible({ timeout: MINUTE_MS });
});
