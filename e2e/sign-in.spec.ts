import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test";

/** Makes an account by the form; ends on the first page of its workspace. */
async function signUp(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Nora Test");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Name of the workspace").fill("Nora's team");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
}

const newEmail = (): string => `nora-${Date.now()}@example.test`;
const PASSWORD = "violet kettle under stairs";

test("a person signs up, out and in again", async ({ visitor }) => {
  const email = newEmail();
  await signUp(visitor, email, PASSWORD);
  await visitor.getByRole("button", { name: "Account: Nora Test" }).click();
  await visitor.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await visitor.goto("/");
  await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await visitor.getByLabel("E-mail").fill(email);
  await visitor.getByLabel("Password").fill("not the password");
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByRole("alert").filter({ hasText: "password is wrong" })).toBeVisible();
  await visitor.getByLabel("Password").fill(PASSWORD);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByRole("button", { name: "Account: Nora Test" })).toBeVisible();
});

test("a password that everybody knows is refused, and so is a taken address", async ({
  visitor,
  browser,
  contextOptions,
}) => {
  const email = newEmail();
  await visitor.goto("/sign-up");
  await visitor.getByLabel("Your name").fill("Nora Test");
  await visitor.getByLabel("E-mail").fill(email);
  await visitor.getByLabel("Password").fill("password123");
  await visitor.getByLabel("Name of the workspace").fill("Nora's team");
  await visitor.getByRole("button", { name: "Create workspace" }).click();
  await expect(visitor.getByRole("alert").filter({ hasText: /password/i })).toBeVisible();
  await visitor.getByLabel("Password").fill(PASSWORD);
  await visitor.getByRole("button", { name: "Create workspace" }).click();
  await expect(visitor.getByRole("navigation", { name: "Main" })).toBeVisible();

  const other = await browser.newContext(contextOptions);
  const page = await other.newPage();
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Someone else");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Name of the workspace").fill("Another team");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /account/i })).toBeVisible();
  await other.close();
});

test("a session that is revoked elsewhere ends with the next request", async ({ page, owner, tenant }) => {
  await page.goto(tenant.path("topics"));
  await expect(page.getByRole("heading", { name: "Topics" })).toBeVisible();
  const elsewhere = await owner({});
  await elsewhere.goto(tenant.path("settings"));
  await elsewhere.getByRole("tab", { name: "Account" }).click();
  await elsewhere.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(elsewhere.getByRole("button", { name: "Sign out everywhere else" })).toBeHidden();
  await page.goto(tenant.path("topics"));
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await elsewhere.goto(tenant.path("topics"));
  await expect(elsewhere.getByRole("heading", { name: "Topics" })).toBeVisible();
});
