import type { Page } from "@playwright/test";
import { csvFile, type UploadFile } from "./fixtures/files";
import { expect, type Tenant, test } from "./fixtures/test";

const ROWS = [
  ["ref", "body", "who", "posted", "stars"],
  ["1", "Lovely service, thank you!", "ana", "2026-03-04 08:00:00", "5"],
  ["2", "Never again, awful.", "bo", "2026-03-05 09:30:00", "1"],
  ["3", "Open on Monday?", "cy", "2026-03-06 10:15:00", "3"],
];

async function upload(page: Page, tenant: Tenant, file: UploadFile): Promise<void> {
  await page.goto(tenant.path("data/imports"));
  await page.getByLabel("Choose a file").last().setInputFiles(file);
  await expect(page.getByRole("heading", { name: "Check how the file is read" })).toBeVisible();
}

/** Chooses what a column becomes. */
async function choose(page: Page, column: string, field: string): Promise<void> {
  await page.getByRole("combobox", { name: `${column}: Becomes` }).click();
  await page.getByRole("option", { name: field, exact: true }).click();
}

test("the preview shows what a changed mapping would store, the import stores that", async ({ page, tenant }) => {
  await upload(page, tenant, csvFile("visits.csv", ROWS));
  await choose(page, "body", "Text");
  await choose(page, "stars", "Likes");
  await choose(page, "ref", "Id");
  const rows = page.getByRole("table", { name: "First rows, as they would be stored" });
  await expect(rows.getByRole("row", { name: /Lovely service/ })).toBeVisible();
  await choose(page, "body", "Author name");
  await expect(page.getByRole("alert").filter({ hasText: "Choose which column holds the text" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Start the import" })).toBeDisabled();
  await choose(page, "body", "Text");
  await page.getByRole("button", { name: "Start the import" }).click();
  await expect(page.getByText("3 read = 3 stored + 0 updated + 0 duplicate + 0 rejected")).toBeVisible();

  await upload(page, tenant, csvFile("visits again.csv", ROWS));
  await expect(page.getByText("Read as your last file with these columns.")).toBeVisible();
  await page.getByRole("button", { name: "Start the import" }).click();
  await expect(page.getByText("3 read = 0 stored + 0 updated + 3 duplicate + 0 rejected")).toBeVisible();
  await expect(page.getByText("nothing was stored twice")).toBeVisible();
});

test("rows that cannot be stored are counted and can be downloaded with their reason", async ({ page, tenant }) => {
  const broken = [...ROWS, ["4", "No date here", "di", "soon", "2"], ["5", "", "ed", "2026-03-07 10:00:00", "2"]];
  await upload(page, tenant, csvFile("broken.csv", broken));
  await choose(page, "body", "Text");
  await choose(page, "ref", "Id");
  await choose(page, "posted", "Time");
  await page.getByRole("button", { name: "Start the import" }).click();
  await expect(page.getByText("5 read = 3 stored + 0 updated + 0 duplicate + 2 rejected")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the rejected rows (CSV)" }).click();
  const file = await (await download).createReadStream();
  const text = (await file.toArray()).join("");
  expect(text).toContain("soon");
  expect(text.trim().split("\n")).toHaveLength(3);
});

test("a file that is no table of posts is refused with a reason", async ({ page, tenant }) => {
  await page.goto(tenant.path("data/imports"));
  const zip = {
    name: "book.xlsx",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("PK\u0003\u0004 workbook"),
  };
  await page.getByLabel("Choose a file").last().setInputFiles(zip);
  await expect(page.getByRole("alert").filter({ hasText: /CSV|Excel|spreadsheet/i })).toBeVisible();
});
