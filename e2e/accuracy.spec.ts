import type { Page } from "@playwright/test";
import { createReadPosts } from "../lib/services/accuracy-testing";
import { seriousFindings } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

const KEYS: Readonly<Record<string, string>> = { negative: "1", neutral: "2", positive: "3" };

/** Answers the post on the screen, truly or with another key, and waits until the next one is there. */
async function checkOne(page: Page, key?: string): Promise<void> {
  const post = page.getByRole("article");
  const text = await post.innerText();
  const truth = /this is (\w+)/.exec(text)?.[1] ?? "";
  await page.keyboard.press(key ?? KEYS[truth] ?? "0");
  await expect(post).not.toHaveText(text, { useInnerText: true });
}

test("two people check the same posts; kappa, what to settle, and the model's accuracy are shown", async ({
  page,
  tenant,
  member,
}) => {
  test.setTimeout(180_000);
  await createReadPosts(tenant, 60);
  await page.goto(tenant.path("overview"));
  await page.getByRole("link", { name: "Accuracy", exact: true }).click();
  await page.getByRole("button", { name: "Draw a sample now" }).click();
  await expect(page.getByText("50 more checked posts are needed before an accuracy is stated.")).toBeVisible();
  await page.getByRole("link", { name: "Check posts" }).click();
  await expect(page.getByRole("heading", { name: "Guideline" })).toBeVisible();
  await expect(page.getByText("0 checked, 60 left")).toBeVisible();
  await expect(page.getByText(/the model/)).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);
  const first = await page.getByRole("article").innerText();
  // a slip, and back
  await checkOne(page, "0");
  await expect(page.getByText(/you said Cannot tell, the model/)).toBeVisible();
  await page.keyboard.press("z");
  await expect(page.getByRole("article")).toHaveText(first, { useInnerText: true });
  for (let i = 0; i < 52; i++) await checkOne(page);
  await expect(page.getByText("52 checked, 8 left")).toBeVisible();

  const other = await member("analyst");
  await other.setViewportSize({ width: 390, height: 844 });
  await other.goto(tenant.path("accuracy/check"));
  await expect(other.getByRole("article")).toHaveText(first, { useInnerText: true });
  const isNegative = first.includes("this is negative");
  await checkOne(other, isNegative ? "3" : "1");
  for (let i = 0; i < 11; i++) await checkOne(other);
  await expect(other.getByText("12 checked, 48 left")).toBeVisible();
  expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await page.getByRole("link", { name: "Back to Accuracy" }).click();
  const agreement = page.getByRole("table", { name: "How far people agree" });
  const pair = agreement.getByRole("row").nth(1);
  await expect(pair).toContainText(/0\.\d\d/);
  await expect(pair).toContainText("92%");
  await expect(pair).toContainText(/Substantial|Almost perfect/);
  await expect(page.getByText("Accuracy on your posts")).toBeVisible();
  await expect(page.getByText(/95% interval \d+% to \d+%/)).toBeVisible();
  await expect(page.getByText(/from 51 checked posts/)).toBeVisible();
  await page.getByRole("button", { name: isNegative ? "Settle as Negative" : "Settle as Neutral" }).click();
  await expect(page.getByText(/^Settled:/)).toBeVisible();
  await expect(page.getByText(/from 52 checked posts/)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test("a viewer sees the passport without touching it", async ({ tenant, member }) => {
  const viewer = await member("viewer");
  await viewer.goto(tenant.path("accuracy"));
  await expect(viewer.getByText("No sample yet")).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Draw a sample now" })).toHaveCount(0);
});
