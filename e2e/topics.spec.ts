import { createPosts } from "../drizzle/factories";
import { expect, test } from "./fixtures/test";

test.beforeEach(async ({ tenant }) => {
  await createPosts(tenant, [
    { text: "the flat white here is lovely", searchText: " the flat white here is lovely " },
    { text: "espresso or nothing", searchText: " espresso or nothing " },
    { text: "decaf espresso, why", searchText: " decaf espresso why " },
  ]);
});

test("a query with a mistake says where it is and how to mend it", async ({ page, tenant }) => {
  await page.goto(tenant.path("topics"));
  await page.getByRole("button", { name: "New topic" }).click();
  const dialog = page.getByRole("dialog", { name: "New topic" });
  await dialog.getByLabel("Query", { exact: true }).fill('espresso AND ("flat white"');
  const problem = dialog.getByRole("alert");
  await expect(problem).toContainText("From character 14");
  await expect(problem.getByText("(", { exact: true })).toBeVisible();
});

test("the preview counts what matches and shows it, and saving matches all posts", async ({ page, tenant }) => {
  await page.goto(tenant.path("topics"));
  await page.getByRole("button", { name: "New topic" }).click();
  const dialog = page.getByRole("dialog", { name: "New topic" });
  await dialog.getByLabel("Name").fill("Espresso");
  await dialog.getByLabel("Query", { exact: true }).fill("espresso -decaf");
  await expect(dialog.getByText("1 post matches of 3")).toBeVisible();
  await expect(dialog.getByRole("list", { name: "Newest matches" }).getByRole("listitem")).toHaveText([
    /espresso or nothing/,
  ]);
  await dialog.getByLabel("Query", { exact: true }).fill('espresso OR "flat white"');
  await expect(dialog.getByText("3 posts match of 3")).toBeVisible();
  await dialog.getByRole("button", { name: "Save topic" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("link", { name: "See posts: Espresso, 3" })).toBeVisible();
});

test("a topic is changed and deleted", async ({ page, tenant }) => {
  await page.goto(tenant.path("topics"));
  await page.getByRole("button", { name: "New topic" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Coffee");
  await dialog.getByLabel("Query", { exact: true }).fill("espresso");
  await dialog.getByRole("button", { name: "Save topic" }).click();
  await expect(page.getByRole("link", { name: "See posts: Coffee, 2" })).toBeVisible();

  await page.getByRole("button", { name: "Coffee" }).click();
  await dialog.getByLabel("Query", { exact: true }).fill("lovely");
  await dialog.getByRole("button", { name: "Save topic" }).click();
  await expect(page.getByRole("link", { name: "See posts: Coffee, 1" })).toBeVisible();

  await page.getByRole("button", { name: "Coffee" }).click();
  await dialog.getByRole("button", { name: "Delete topic" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete “Coffee”?" });
  await question.getByRole("button", { name: "Delete topic" }).click();
  await expect(page.getByText("No topics yet")).toBeVisible();
});
