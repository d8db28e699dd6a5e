import { createTenant } from "../drizzle/factories";
import { expect, test, withPaths } from "./fixtures/test";

const PAGES = ["overview", "posts", "topics", "data/imports", "data/runs", "settings"];

test("another workspace's addresses are the same 404 as ones that do not exist", async ({ page, tenant }) => {
  const other = withPaths(await createTenant({ name: "Somebody else's" }));
  for (const name of PAGES) {
    const theirs = await page.goto(other.path(name));
    expect(theirs?.status(), name).toBe(404);
    await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
    await expect(page.getByText("Somebody else's")).toHaveCount(0);
    const mixed = await page.goto(`/${tenant.workspaceId}/${other.projectId}/${name}`);
    expect(mixed?.status(), `${name} of a foreign project`).toBe(404);
  }
  const api = await page.request.get(`/api/w/${other.workspaceId}/p/${other.projectId}/topics`);
  const nowhere = await page.request.get(`/api/w/${crypto.randomUUID()}/p/${crypto.randomUUID()}/topics`);
  expect([api.status(), nowhere.status()]).toEqual([404, 404]);
  const [a, b] = [await api.json(), await nowhere.json()];
  expect({ ...a, requestId: "", instance: "" }).toEqual({ ...b, requestId: "", instance: "" });
});

test("nobody sees a page without signing in", async ({ visitor, tenant }) => {
  await visitor.goto(tenant.path("overview"));
  await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const api = await visitor.request.get(`/api/w/${tenant.workspaceId}/p/${tenant.projectId}/topics`);
  expect(api.status()).toBe(401);
});

test("a viewer looks and filters, and is offered nothing to save", async ({ member, tenant }) => {
  const page = await member("viewer");
  await page.goto(tenant.path("topics"));
  await expect(page.getByText("No topics yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "New topic" })).toHaveCount(0);
  await page.goto(tenant.path("data/imports"));
  await expect(page.getByText("No imports yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose a file" })).toHaveCount(0);
  await page.goto(tenant.path("settings"));
  await expect(page.getByText("Only owners and admins can change this.")).toBeVisible();
  await expect(page.getByRole("tab", { name: "Audit log" })).toHaveCount(0);
  const refused = await page.request.post(`/api/w/${tenant.workspaceId}/p/${tenant.projectId}/topics`, {
    data: { name: "Mine", kind: "brand", query: "mine" },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "E_FORBIDDEN" });
});
