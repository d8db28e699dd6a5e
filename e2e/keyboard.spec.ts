import type { Page } from "@playwright/test";
import { createPosts } from "../drizzle/factories";
import { expect, test } from "./fixtures/test";

/** Name of what has the focus, as the accessibility tree says. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return element?.getAttribute("aria-label") ?? label ?? element?.textContent?.trim() ?? "";
  });

/** Presses Tab until something with this name has the focus; fails after 60 presses. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press("Tab");
    if (name.test(await focusedName(page))) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test("a topic is made without a mouse", async ({ page, tenant }) => {
  await createPosts(tenant, [{ text: "espresso or nothing" }]);
  await page.goto(tenant.path("data/runs"));
  await expect(page.getByRole("heading", { name: "Data" })).toBeVisible();
  await page.keyboard.press("Tab");
  expect(await focusedName(page)).toBe("Skip to content");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByText("No topics yet")).toBeVisible();
  await tabTo(page, /^New topic$/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New topic" });
  await expect(dialog).toBeVisible();
  await tabTo(page, /^Name$/);
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Espresso");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(dialog.getByLabel("Query", { exact: true })).toBeFocused();
  await page.keyboard.type("espresso");
  await expect(dialog.getByText("1 post matches of 1")).toBeVisible();
  await tabTo(page, /^Save topic$/);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("link", { name: "See posts: Espresso, 1" })).toBeVisible();
});

test("help, palette and search open by key and close with Escape", async ({ page, tenant }) => {
  await page.goto(tenant.path("topics"));
  await expect(page.getByText("No topics yet")).toBeVisible();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await page.keyboard.type("sett");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("g t");
  await expect(page.getByRole("searchbox")).toHaveValue("g t");
});

test("posts are walked and corrected by key", async ({ page, tenant }) => {
  await createPosts(
    tenant,
    ["first", "second", "third"].map((text, i) => ({
      text: `the ${text} post`,
      authorHandle: `writer_${text}`,
      sentiment: "neutral" as const,
      publishedAt: new Date(Date.now() - (i + 1) * 60_000),
    })),
  );
  await page.goto(tenant.path("posts"));
  await expect(page.getByRole("article")).toHaveCount(3);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("1");
  const second = page.getByRole("article").nth(1);
  await expect(second.getByRole("button", { name: /Sentiment.*Negative/i })).toBeVisible();
  await page.keyboard.press("k");
  await page.keyboard.press("3");
  const first = page.getByRole("article").first();
  await expect(first.getByRole("button", { name: /Sentiment.*Positive/i })).toBeVisible();
  await expect(
    page
      .getByRole("article")
      .nth(2)
      .getByRole("button", { name: /Sentiment.*Neutral/i }),
  ).toBeVisible();
});

test("the focus is always to be seen", async ({ page, tenant }) => {
  await page.goto(tenant.path("settings"));
  await expect(page.getByLabel("Name of the project")).toBeVisible();
  for (let press = 0; press < 25; press += 1) {
    await page.keyboard.press("Tab");
    const look = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "body";
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return outlineStyle !== "none" && outlineWidth !== "0px" ? "ring" : boxShadow !== "none" ? "shadow" : "nothing";
    });
    expect(look, await focusedName(page)).not.toBe("nothing");
  }
});
