import type { Page } from "@playwright/test";
import { createTenant } from "../drizzle/factories";
import { csvFile } from "./fixtures/files";
import { fillTenant, openPreview } from "./fixtures/filled";
import { test as base, expect, signedIn, type Tenant, withPaths } from "./fixtures/test";

const MINUTE_MS = 60_000;
let filled: Tenant;

/** `page` is signed in as the owner of the workspace that is filled once for this file. */
const test = base.extend<{ page: Page }>({
  page: async ({ browser, contextOptions, baseURL }, use) => {
    const page = await signedIn(browser, filled.owner, { ...contextOptions, baseURL: baseURL ?? "" });
    await use(page);
    await page.context().close();
  },
});

test.beforeAll(async ({ browser, contextOptions, baseURL }) => {
  test.setTimeout(5 * MINUTE_MS);
  filled = withPaths(await createTenant({ name: "Six airlines", timeZone: "Europe/Berlin" }));
  const page = await signedIn(browser, filled.owner, { ...contextOptions, baseURL: baseURL ?? "" });
  await fillTenant(page, filled, 3 * MINUTE_MS);
  await page.context().close();
});

const count = (page: Page) => page.getByRole("region", { name: "Filters" }).getByRole("status");

/** Adds a filter by the bar: field, then value. */
async function addFilter(page: Page, field: string, value: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: field, exact: true }).click();
  await page.getByRole("option", { name: value }).click();
  await page.keyboard.press("Escape");
}

test("the whole view lives in the address: a copied link restores it", async ({ page }) => {
  await page.goto(filled.path("overview"));
  await expect(count(page)).toHaveText("600 posts match");
  await addFilter(page, "Topic", /Velmora/);
  await expect(count(page)).toHaveText("100 posts match");
  await addFilter(page, "Sentiment", /Negative/);
  await expect(count(page)).not.toHaveText("100 posts match");
  const narrowed = await count(page).innerText();
  const copy = await page.context().newPage();
  await copy.goto(page.url());
  await expect(count(copy)).toHaveText(narrowed);
  await expect(copy.getByRole("button", { name: "Change the filter “Topic: Velmora”" })).toBeVisible();
  await copy.getByRole("button", { name: "Remove the filter “Sentiment: Negative”" }).click();
  await expect(count(copy)).toHaveText("100 posts match");
  await copy.getByRole("button", { name: "Clear all" }).click();
  await expect(count(copy)).toHaveText("600 posts match");
  await copy.goBack();
  await expect(count(copy)).toHaveText("100 posts match");
});

test("a panel has a table, a file and a full screen, and leads to its posts", async ({ page }) => {
  await page.goto(filled.path("overview"));
  await page.getByRole("button", { name: "Show as table: Posts over time" }).click();
  const table = page.getByRole("table", { name: "Posts over time" });
  await expect(table.getByRole("columnheader")).toContainText(["Day", "Positive", "Neutral", "Negative", "Total"]);
  await page.getByRole("button", { name: "More for Posts over time" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download CSV" }).click();
  const stream = await (await download).createReadStream();
  const [head = "", ...rows] = (await stream.toArray())
    .join("")
    .replace(/^\ufeff/, "")
    .trim()
    .split(/\r?\n/);
  const totals = rows.map((row) => Number(row.split(",").at(-1)));
  expect(head).toContain("Total");
  expect(totals.reduce((sum, total) => sum + total, 0)).toBe(600);
  await page.getByRole("button", { name: "More for Posts over time" }).click();
  await page.getByRole("menuitem", { name: "Full screen" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("table", { name: "Topics" }).getByRole("link", { name: "Orbane" }).click();
  await expect(page.getByRole("heading", { name: "Posts", level: 1 })).toBeVisible();
  await expect(count(page)).toHaveText("100 posts match");
});

test("on a phone a short table leaves no gap under it", async ({ page }) => {
  await page.goto(filled.path("overview"));
  await addFilter(page, "Topic", /Velmora/);
  await expect(count(page)).toHaveText("100 posts match");
  await page.setViewportSize({ width: 390, height: 844 });
  const panel = page.getByRole("region", { name: "Share of voice" }).or(page.getByRole("region", { name: /Velmora/ }));
  const voice = panel.filter({ has: page.getByRole("table", { name: "Share of voice" }) });
  const gap = async () => {
    const [outer, inner] = await Promise.all([voice.boundingBox(), voice.getByRole("table").boundingBox()]);
    return outer && inner ? outer.y + outer.height - inner.y - inner.height : null;
  };
  await expect(voice.getByRole("table").getByRole("row")).toHaveCount(2);
  await expect.poll(gap).toBeLessThan(40);
});

test("a panel that cannot load says so alone, and loads when asked again", async ({ page }) => {
  await page.goto(filled.path("posts"));
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.route("**/metrics", (route) => route.abort());
  await page.getByRole("link", { name: "Overview" }).click();
  const retry = page.getByRole("main").getByRole("button", { name: "Try again" });
  await expect(retry.first()).toBeVisible({ timeout: MINUTE_MS });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await page.unroute("**/metrics");
  const before = await retry.count();
  await retry.first().click();
  await expect.poll(() => retry.count()).toBeLessThan(before);
});

test("search finds words, says what is wrong, and clears", async ({ page }) => {
  await page.goto(filled.path("posts"));
  const search = page.getByRole("searchbox");
  await search.fill('"three hours late" AND velmora');
  await search.press("Enter");
  await expect(count(page)).toHaveText(/^[1-9]\d? posts match$/);
  await expect(page.getByRole("article").first()).toContainText("three hours late");
  await search.fill('"three hours');
  await search.press("Enter");
  await expect(count(page)).toContainText("never closed");
  await search.fill("");
  await search.press("Enter");
  await expect(count(page)).toHaveText("600 posts match");
});

test("posts that no filter leaves: the page says which filter hides how many", async ({ page }) => {
  await page.goto(filled.path("posts?platform=nowhere"));
  await expect(page.getByText("No posts match")).toBeVisible();
  await expect(page.getByText(/600 posts of this range are hidden/)).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("new posts reach an open page by themselves, and the list waits for a word", async ({ page }) => {
  test.setTimeout(3 * MINUTE_MS);
  await page.goto(filled.path("posts"));
  await expect(page.getByRole("article").first()).toBeVisible();
  const first = await page.getByRole("article").first().innerText();
  const other = await page.context().newPage();
  const now = new Date(Date.now() - MINUTE_MS).toISOString();
  const rows = [["id", "airline", "handle", "created", "likes", "text"]];
  rows.push(["990001", "Orbane", "late_flyer", now, "1", "what a wonderful landing, thank you"]);
  const file = { ...csvFile("latest.csv", rows), brandColumn: "airline", brands: ["Orbane"], rowCount: 1 };
  await openPreview(other, filled, file);
  await other.getByRole("button", { name: "Start the import" }).click();
  await expect(other.getByText(/1 read = 1 stored/)).toBeVisible();

  // a page in the background asks for nothing; it catches up when somebody looks at it again
  await page.bringToFront();
  const button = page.getByRole("button", { name: "1 new post" });
  await expect(button).toBeVisible({ timeout: MINUTE_MS });
  await expect(page.getByRole("article").first()).toContainText(first.slice(0, 20));
  await button.click();
  await expect(page.getByRole("article").first()).toContainText("what a wonderful landing");
});

base("an empty project says what to do next", async ({ page, tenant }) => {
  await page.goto(tenant.path("overview"));
  await expect(
    page
      .getByRole("main")
      .getByRole("link", { name: /import/i })
      .first(),
  ).toBeVisible();
  await page.goto(tenant.path("posts"));
  await page.getByRole("link", { name: "Import posts" }).click();
  await expect(page.getByText("No imports yet")).toBeVisible();
});
