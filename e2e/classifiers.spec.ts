import type { Page } from "@playwright/test";
import { createPosts } from "../drizzle/factories";
import { seriousFindings } from "./fixtures/axe";
import { expect, type Tenant, test } from "./fixtures/test";

const PRAISE = "Really wonderful espresso and such kind people, cup";
const DELIVERY = "My parcel still has not arrived and nobody answers, day";
const COUNT = 44;

/** Posts that were just published, half of each kind; the worker finds and reads them by itself. */
async function fill(tenant: Tenant): Promise<void> {
  const minute = 60_000;
  await createPosts(
    tenant,
    Array.from({ length: COUNT }, (_, i) => ({
      text: `${i % 2 === 0 ? PRAISE : DELIVERY} ${i}`,
      publishedAt: new Date(Date.now() - (i + 1) * minute),
    })),
  );
}

/** Labels what is on the screen with a number key, and waits until the next post is there. */
async function labelOne(page: Page): Promise<void> {
  const post = page.getByRole("article");
  const text = await post.innerText();
  await page.keyboard.press(text.includes(PRAISE) ? "1" : "2");
  await expect(post).not.toHaveText(text, { useInnerText: true });
}

test("40 posts labelled by keyboard, trained, published, shown as a chart, and taken back", async ({
  page,
  tenant,
}) => {
  test.setTimeout(180_000);
  await fill(tenant);
  await page.goto(tenant.path("classifiers"));
  await page.getByRole("button", { name: "New classifier" }).click();
  const dialog = page.getByRole("dialog", { name: "New classifier" });
  await dialog.getByLabel("Name").fill("Reason");
  await dialog.getByLabel("Labels").fill("praise\ndelivery");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("praise needs 8 more texts")).toBeVisible();
  await expect(page.getByRole("button", { name: "Train a version" })).toBeDisabled();

  await page.getByRole("link", { name: "Label posts" }).click();
  await expect(page.getByRole("article")).toContainText(PRAISE);
  expect(await seriousFindings(page)).toEqual([]);
  // a slip, and back
  await page.keyboard.press("2");
  await expect(page.getByText("1 labelled now")).toBeVisible();
  await expect(page.getByRole("article")).toContainText(DELIVERY);
  await page.keyboard.press("z");
  await expect(page.getByText("0 labelled now")).toBeVisible();
  await expect(page.getByRole("article")).toContainText(PRAISE);
  await page.keyboard.press("s");
  await expect(page.getByRole("article")).toContainText(DELIVERY);
  for (let i = 0; i < 40; i++) await labelOne(page);
  await expect(page.getByText("40 labelled now")).toBeVisible();
  const counts = page.getByRole("table", { name: "Texts per label" });
  await expect(counts.getByRole("row", { name: /praise/ })).toContainText("20");
  await expect(counts.getByRole("row", { name: /delivery/ })).toContainText("20");

  await page.getByRole("link", { name: "Back to the classifier" }).click();
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.getByRole("button", { name: "Train a version" }).click();
  await expect(page.getByRole("tab", { name: "Versions" })).toBeVisible();
  await page.getByRole("tab", { name: "Versions" }).click();
  await expect(page.getByRole("heading", { name: "What version 1 did on 8 texts" })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("table", { name: "Given against predicted" })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole("button", { name: "Publish version 1" }).click();
  const question = page.getByRole("alertdialog", { name: "Publish version 1?" });
  await expect(question).toContainText("Every read post of this project gets a class");
  await question.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByText("Published", { exact: true }).first()).toBeVisible({ timeout: 60_000 });

  await page.getByRole("link", { name: "Overview", exact: true }).click();
  const chart = page.getByRole("table", { name: "Reason" });
  await expect(chart.getByRole("row")).toHaveCount(3, { timeout: 30_000 });
  await chart.getByRole("link", { name: "delivery" }).click();
  await expect(page).toHaveURL(/class=/);
  await expect(page.getByRole("article").first()).toContainText(DELIVERY);
  await expect(page.getByRole("link", { name: /^Reason: delivery/ }).first()).toBeVisible();

  await page.goto(tenant.path("classifiers"));
  await page.getByRole("link", { name: "Reason" }).click();
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Retired")).toBeVisible();
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Emotions" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Reason" })).toHaveCount(0);
});

test("a file with bad rows names each, and a viewer looks without touching", async ({ page, tenant, member }) => {
  await page.goto(tenant.path("classifiers"));
  await page.getByRole("button", { name: "New classifier" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Mood");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByLabel("Choose a file").setInputFiles({
    name: "labels.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("text,label\nso good,good\n,good\nso bad,bad\n"),
  });
  await expect(page.getByText("2 texts added")).toBeVisible();
  await expect(page.getByRole("row", { name: /The row has no text/ })).toContainText("3");
  const viewer = await member("viewer");
  await viewer.goto(new URL(page.url()).pathname);
  await expect(viewer.getByRole("heading", { name: /Mood/ })).toBeVisible();
  await expect(viewer.getByText("so good")).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Train a version" })).toHaveCount(0);
  await expect(viewer.getByRole("button", { name: "Choose a file" })).toHaveCount(0);
  await expect(viewer.getByRole("button", { name: "Edit" })).toHaveCount(0);
});

test("fits a phone", async ({ owner, tenant }) => {
  await createPosts(tenant, [{ text: `${PRAISE} ${"and-on".repeat(20)}` }]);
  const phone = await owner({ viewport: { width: 390, height: 844 } });
  const fits = async () =>
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await phone.goto(tenant.path("classifiers"));
  await expect(phone.getByText("No classifiers yet")).toBeVisible();
  await fits();
  await phone.getByRole("button", { name: "New classifier" }).click();
  const dialog = phone.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Reason of the message that was written");
  await dialog.getByLabel("Labels").fill("praise for people\ndelivery that came late");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(phone.getByText("No examples yet")).toBeVisible();
  await fits();
  await phone.getByRole("link", { name: "Label posts" }).click();
  await expect(phone.getByRole("article")).toContainText(PRAISE);
  await fits();
  await phone.getByRole("button", { name: /delivery that came late/ }).click();
  await expect(phone.getByText("Nothing left to label")).toBeVisible();
});
