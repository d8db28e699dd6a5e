import { createPosts } from "../drizzle/factories";
import { seriousFindings } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

const MINUTE_MS = 60_000;
const PHONE = { width: 390, height: 844 };
const TEXT = "I love the coffee here, but the queue is terrible";

test.beforeEach(async ({ tenant }) => {
  await createPosts(tenant, [
    { text: TEXT, authorHandle: "ana" },
    { text: "The coffee here is lovely, the queue is not", authorHandle: "bo" },
  ]);
});

test("on a phone the why view marks the words, adds them up, and gives focus back", async ({ owner, tenant }) => {
  test.setTimeout(3 * MINUTE_MS);
  const page = await owner({ viewport: PHONE });
  const chip = page.getByRole("button", { name: /^Sentiment of the post by @ana: (Positive|Neutral|Negative)/ });
  await expect(async () => {
    await page.goto(tenant.path("posts?range=all"));
    await expect(chip).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 2 * MINUTE_MS });

  await chip.click();
  await page.getByRole("menuitem", { name: "Why this label?" }).click();
  const sheet = page.getByRole("dialog", { name: /^Why “(Positive|Neutral|Negative)”/ });
  const words = sheet.getByRole("group", { name: "The post with its words marked" });
  await expect(words).toHaveText(TEXT, { timeout: MINUTE_MS });
  await expect(words.locator("mark").first()).toBeVisible();
  await expect(sheet.getByText(/^Start .* together/)).toBeVisible();
  await expect(sheet.getByText(/^Read by /)).toBeVisible();
  await expect(sheet.getByRole("region", { name: "Posts that read alike" })).toContainText("lovely");

  await sheet.locator("summary").click();
  await expect(sheet.getByRole("rowheader")).toHaveText(
    "I love the coffee here , but the queue is terrible".split(" "),
  );
  await sheet.getByRole("radio", { name: "Without the word" }).click();
  await expect(sheet.getByText(/do not add up/)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.width);

  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(chip).toBeFocused();
});
