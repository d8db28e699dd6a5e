import type { Page } from "@playwright/test";
import { brandFile } from "./fixtures/files";
import { chooseBrandColumn, openPreview, waitUntilRead } from "./fixtures/filled";
import { expect, test, withPaths } from "./fixtures/test";

const MINUTE_MS = 60_000;
const digits = (text: string): number => Number(text.replace(/\D/g, ""));

/** Adds up a column of the table behind "Posts over time". */
async function sumOf(page: Page, column: string): Promise<number> {
  const rows = await page.getByRole("table", { name: "Posts over time" }).getByRole("row").allInnerTexts();
  const [head = [], ...body] = rows.map((row) => row.split("\t").map((cell) => cell.trim()));
  const at = head.indexOf(column);
  return at < 0 ? Number.NaN : body.reduce((sum, cells) => sum + digits(cells[at] ?? "0"), 0);
}

/** Moves along the chart with the arrow keys to the first bucket with posts; returns how many it holds. */
async function findPoint(page: Page): Promise<number> {
  const chart = page.getByRole("application", { name: "Posts over time" });
  const total = page.getByText(/^Total\s*[\d,]+$/);
  await chart.focus();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(press === 0 ? "ArrowLeft" : "ArrowRight");
    await expect(total.first()).toBeVisible();
    const count = digits(await total.first().innerText());
    if (count > 0) return count;
  }
  throw new Error("No bucket of the chart holds a post.");
}

test("from sign-up to a corrected label", async ({ visitor: page }) => {
  test.setTimeout(10 * MINUTE_MS);
  const file = brandFile();
  const people = { name: "Mara Test", email: `mara-${Date.now()}@example.test` };

  await test.step("sign up", async () => {
    await page.goto("/sign-up");
    await page.getByLabel("Your name").fill(people.name);
    await page.getByLabel("E-mail").fill(people.email);
    await page.getByLabel("Password").fill("amber tram over cobbles");
    await page.getByLabel("Name of the workspace").fill("Mara's agency");
    await page.getByRole("button", { name: "Create workspace" }).click();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  });

  const first = new URL(page.url()).pathname;
  await test.step("create a project", async () => {
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("tab", { name: "Workspace" }).click();
    await page.getByLabel("New project").fill("Airlines");
    await page.getByRole("button", { name: "Create project" }).click();
    await expect(page.getByRole("button", { name: "Workspace and project: Airlines, Mara's agency" })).toBeVisible();
    expect(new URL(page.url()).pathname).not.toBe(first);
  });

  const [, workspaceId = "", projectId = ""] = new URL(page.url()).pathname.split("/");
  const project = withPaths({ workspaceId, projectId, owner: { id: "", email: people.email } });

  await test.step("import the file", async () => {
    await openPreview(page, project, file);
    await chooseBrandColumn(page, file);
    await page.getByRole("button", { name: "Start the import" }).click();
    const ledger = page.getByText(/read = .* stored \+ .* updated \+ .* duplicate \+ .* rejected/);
    await expect(page.getByRole("status").filter({ hasText: "Done" })).toBeVisible({ timeout: 3 * MINUTE_MS });
    const [read = 0, ...parts] = ((await ledger.innerText()).match(/[\d,]+/g) ?? []).map(digits);
    expect(read).toBe(file.rowCount);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(read);
  });

  await test.step("watch the run", async () => {
    await page.goto(project.path("data/runs"));
    const row = page.getByRole("row", { name: new RegExp(`Import ${file.name.replace(".", "\\.")}`) });
    await expect(row).toContainText("Done");
    await expect(page.getByRole("row", { name: /Read posts/ })).toBeVisible();
    await waitUntilRead(page, project, 6 * MINUTE_MS);
  });

  await test.step("see the sentiment of six brands", async () => {
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("button", { name: /^Date range/ }).click();
    await page.getByRole("button", { name: "All time", exact: true }).click();
    const topics = page.getByRole("table", { name: "Topics" });
    expect(file.brands).toHaveLength(6);
    for (const brand of file.brands) {
      await expect(topics.getByRole("row", { name: brand })).toContainText(/[+−]?\d+ ± \d+/, { timeout: MINUTE_MS });
    }
  });

  await test.step("open the posts behind a point, correct one, see the number move", async () => {
    const count = await findPoint(page);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article").first()).toBeVisible();
    await expect(page.getByRole("region", { name: "Filters" }).getByRole("status")).toContainText(
      `${count.toLocaleString("en-GB")} post`,
    );
    const numbers = await page.context().newPage();
    await numbers.goto(project.path(`overview${new URL(page.url()).search}`));
    await numbers.getByRole("button", { name: "Show as table: Posts over time" }).click();
    await expect.poll(() => sumOf(numbers, "Total")).toBe(count);
    const before = { positive: await sumOf(numbers, "Positive"), negative: await sumOf(numbers, "Negative") };

    const chip = page.getByRole("button", { name: /: Negative\. Correct it/ }).first();
    await chip.click();
    await page.getByRole("menuitemradio", { name: /^Positive/ }).click();
    // the notice is written twice: for the eye and for readers
    await expect(page.getByText(/Corrected to Positive/).first()).toBeVisible();
    await expect.poll(() => sumOf(numbers, "Positive"), { timeout: MINUTE_MS }).toBe(before.positive + 1);
    expect(await sumOf(numbers, "Negative")).toBe(before.negative - 1);
    expect(await sumOf(numbers, "Total")).toBe(count);
  });
});
