import type { Page } from "@playwright/test";
import { createTenant } from "../drizzle/factories";
import { seriousFindings } from "./fixtures/axe";
import { brandFile } from "./fixtures/files";
import { fillTenant, openPreview } from "./fixtures/filled";
import { expect, signedIn, type Tenant, test, withPaths } from "./fixtures/test";

const MINUTE_MS = 60_000;
let tenant: Tenant;

test.beforeAll(async ({ browser, contextOptions, baseURL }) => {
  test.setTimeout(5 * MINUTE_MS);
  tenant = withPaths(await createTenant({ name: "Accessible", timeZone: "Europe/Berlin" }));
  const page = await signedIn(browser, tenant.owner, { ...contextOptions, baseURL: baseURL ?? "" });
  await fillTenant(page, tenant, 3 * MINUTE_MS);
  await page.context().close();
});

/** A state of the application worth looking at, and how to get there. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  overview: async (page) => {
    await page.goto(tenant.path("overview"));
    await expect(page.getByRole("table", { name: "Topics" })).toBeVisible();
  },
  "overview without posts in range": async (page) => {
    await page.goto(tenant.path("overview?from=2001-01-01&to=2001-01-31"));
    await expect(page.getByRole("main")).toBeVisible();
  },
  posts: async (page) => {
    await page.goto(tenant.path("posts?range=all"));
    await expect(page.getByRole("article").first()).toBeVisible();
  },
  "the filter editor": async (page) => {
    await page.goto(tenant.path("posts?range=all"));
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  "the date range": async (page) => {
    await page.goto(tenant.path("posts?range=all"));
    await page.getByRole("button", { name: /^Date range/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  topics: async (page) => {
    await page.goto(tenant.path("topics"));
    await expect(page.getByRole("table", { name: "Topics" })).toBeVisible();
  },
  "the topic editor with a mistake": async (page) => {
    await page.goto(tenant.path("topics"));
    await page.getByRole("button", { name: "New topic" }).click();
    await page.getByRole("dialog").getByLabel("Query", { exact: true }).fill("a AND (b");
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  },
  imports: async (page) => {
    await page.goto(tenant.path("data/imports"));
    await expect(page.getByRole("table", { name: "Imports" })).toBeVisible();
  },
  "an import's preview": (page) => openPreview(page, tenant, brandFile({ isSmall: true })),
  "an import's ledger": async (page) => {
    await page.goto(tenant.path("data/imports"));
    await page.getByRole("row", { name: /Done/ }).getByRole("link").first().click();
    await expect(page.getByRole("heading", { name: "The ledger" })).toBeVisible();
  },
  runs: async (page) => {
    await page.goto(tenant.path("data/runs"));
    await expect(page.getByRole("table", { name: "Runs" })).toBeVisible();
  },
  ...Object.fromEntries(
    ["Project", "Members", "Workspace", "Account", "Audit log"].map((name) => [
      `settings: ${name}`,
      async (page: Page) => {
        await page.goto(tenant.path("settings"));
        await page.getByRole("tab", { name }).click();
        await expect(page.getByRole("tabpanel", { name })).toBeVisible();
        await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
      },
    ]),
  ),
  "an address that does not exist": async (page) => {
    await page.goto(tenant.path("nothing"));
    await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  },
  "keyboard help": async (page) => {
    await page.goto(tenant.path("topics"));
    await expect(page.getByRole("table", { name: "Topics" })).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  },
  "the command palette": async (page) => {
    await page.goto(tenant.path("topics"));
    await expect(page.getByRole("table", { name: "Topics" })).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  },
};

const SIGNED_OUT = ["sign-in", "sign-up"] as const;
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`axe finds nothing serious, ${colorScheme}, ${size}`, async ({ browser, contextOptions, baseURL }) => {
      test.setTimeout(6 * MINUTE_MS);
      const options = { ...contextOptions, baseURL: baseURL ?? "", colorScheme, viewport };
      const page = await signedIn(browser, tenant.owner, options);
      for (const [name, open] of Object.entries(STATES)) {
        await test.step(name, async () => {
          await open(page);
          expect.soft(await seriousFindings(page), name).toEqual([]);
          await expectNoSidewaysScroll(page, name);
        });
      }
      const visitor = await (await browser.newContext(options)).newPage();
      for (const name of SIGNED_OUT) {
        await visitor.goto(`/${name}`);
        await expect(visitor.getByRole("heading", { level: 1 })).toBeVisible();
        expect.soft(await seriousFindings(visitor), name).toEqual([]);
        await expectNoSidewaysScroll(visitor, name);
      }
      await page.context().close();
      await visitor.context().close();
    });
  }
}

/** No page is wider than its window: what is wide scrolls inside itself. */
async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const extra = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(extra, `${name} scrolls sideways by ${extra} pixels`).toBeLessThanOrEqual(0);
}
