import { seriousFindings } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

test("a browser that speaks Chinese meets Chinese before it signs in", async ({ browser, contextOptions }) => {
  const context = await browser.newContext({ ...contextOptions, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
  await expect(page.getByLabel("邮箱")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
  await context.close();
});

test("the account's language changes every page and stays", async ({ page, owner, tenant }) => {
  await page.goto(tenant.path("topics"));
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { name: "话题" })).toBeVisible();
  const nav = page.getByRole("navigation", { name: "主导航" });
  await expect(nav.getByRole("link")).toHaveText([/总览/, /帖子/, /话题/, /分类器/, /准确率/, /数据/, /设置/]);
  for (const [path, heading] of [
    ["data/imports", "数据"],
    ["data/runs", "数据"],
    ["settings", "设置"],
    ["topics", "话题"],
    ["accuracy", "准确率"],
  ] as const) {
    await page.goto(tenant.path(path));
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText(/\b(?:loading|posts|topics|imports|settings)\b/i);
    expect(await seriousFindings(page), path).toEqual([]);
  }
  const elsewhere = await owner({ locale: "en-GB" });
  await elsewhere.goto(tenant.path("topics"));
  await expect(elsewhere.getByRole("heading", { name: "话题" })).toBeVisible();
  await elsewhere.getByRole("button", { name: /^账户/ }).click();
  await elsewhere.getByRole("menuitemradio", { name: "English" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Topics" })).toBeVisible();
});
