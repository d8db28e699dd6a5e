/** Signing in with a real OpenID Connect provider: discovery, PKCE, state, nonce, signed id_token, userinfo. */
import type { BrowserContext, Page } from "@playwright/test";
import { countSessions } from "../drizzle/factories";
import { startIdentityProvider } from "./fixtures/identity-provider.mjs";
import { expect, test } from "./fixtures/test";

const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = process.env;
const name = process.env.OIDC_NAME ?? "Single sign-on";
const PASSWORD = "violet kettle under stairs";

type Provider = Awaited<ReturnType<typeof startIdentityProvider>>;
let provider: Provider;

test.beforeAll(async ({ baseURL }) => {
  if (!issuer || !clientId || !clientSecret || !baseURL)
    throw new Error("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are not set: see e2e/README.md.");
  provider = await startIdentityProvider({ issuer, clientId, clientSecret, appUrl: baseURL });
});
test.afterAll(() => provider?.stop());

/** A person of the provider's that no other test knows. */
function newPerson(claims: { email_verified?: boolean; email?: string }): { subject: string; email: string } {
  const subject = crypto.randomUUID();
  const email = claims.email ?? `${subject}@example.test`;
  provider.people.set(subject, { name: "Mira Provider", email, email_verified: true, ...claims });
  return { subject, email };
}

/** From our sign-in page to the provider's. */
async function leave(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Continue with ${name}` }).click();
  await expect(page.getByLabel("Person")).toBeVisible();
}

async function signInAs(page: Page, subject: string): Promise<void> {
  await leave(page);
  await page.getByLabel("Person").fill(subject);
  await page.getByRole("button", { name: "Let me in" }).click();
}

async function signUpWithPassword(page: Page, email: string, baseURL: string | undefined): Promise<void> {
  const made = await page.request.post("/api/sign-up", {
    headers: { origin: baseURL ?? "" },
    data: { email, name: "Nora Test", password: PASSWORD, workspaceName: "Nora's team" },
  });
  expect(made.status()).toBeLessThan(300);
}

const problem = (page: Page, words: RegExp) => page.getByRole("alert").filter({ hasText: words });
const cookiesOf = async (context: BrowserContext, part: string) =>
  (await context.cookies()).filter((cookie) => cookie.name.includes(part));

test("a person comes in through the provider, and out again", async ({ visitor }) => {
  const { subject, email } = newPerson({});
  await signInAs(visitor, subject);
  await expect(visitor.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(visitor.getByRole("button", { name: "Account: Mira Provider" })).toBeVisible();
  expect(await countSessions(email)).toEqual({ open: 1, ended: 0 });

  const cookies = await cookiesOf(visitor.context(), "earshot.session");
  expect(cookies).toHaveLength(1);
  const home = visitor.url();
  await visitor.getByRole("button", { name: "Account: Mira Provider" }).click();
  await visitor.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await countSessions(email)).toEqual({ open: 0, ended: 1 });
  // the cookie of before, as a thief would have kept it
  await visitor.context().addCookies(cookies);
  await visitor.goto(home);
  await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await visitor.context().clearCookies();
  await signInAs(visitor, subject);
  await expect(visitor.getByRole("navigation", { name: "Main" })).toBeVisible();
  expect(visitor.url()).toBe(home);
  expect(await countSessions(email)).toEqual({ open: 1, ended: 1 });
});

test("an unverified address takes over no account and makes none", async ({ visitor, baseURL }) => {
  const { subject, email } = newPerson({ email_verified: false });
  await signUpWithPassword(visitor, email, baseURL);
  await signInAs(visitor, subject);
  await expect(problem(visitor, /has not verified your e-mail address/)).toBeVisible();
  expect(await countSessions(email)).toEqual({ open: 0, ended: 0 });

  const stranger = newPerson({ email_verified: false });
  await visitor.context().clearCookies();
  await signInAs(visitor, stranger.subject);
  await expect(problem(visitor, /has not verified your e-mail address/)).toBeVisible();
  expect(await cookiesOf(visitor.context(), "earshot.session")).toEqual([]);
});

test("a verified address takes over no account with a password either", async ({ visitor, baseURL }) => {
  const { subject, email } = newPerson({});
  await signUpWithPassword(visitor, email, baseURL);
  await signInAs(visitor, subject);
  await expect(problem(visitor, /already has an account with a password/)).toBeVisible();
  expect(await countSessions(email)).toEqual({ open: 0, ended: 0 });
  await visitor.getByLabel("E-mail").fill(email);
  await visitor.getByLabel("Password").fill(PASSWORD);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByRole("button", { name: "Account: Nora Test" })).toBeVisible();
});

test("a provider that gives no address, and a person who says no, are told apart", async ({ visitor }) => {
  const nameless = crypto.randomUUID();
  provider.people.set(nameless, { name: "Nobody" });
  await signInAs(visitor, nameless);
  await expect(problem(visitor, /did not pass on your e-mail address/)).toBeVisible();
  await visitor.context().clearCookies();
  await leave(visitor);
  await visitor.getByRole("button", { name: "Cancel" }).click();
  await expect(problem(visitor, /did not sign you in/)).toBeVisible();
});

test("a state that is not this browser's is refused with a page", async ({ visitor }) => {
  const callback = "/api/auth/callback/oidc?code=somebody-elses&state=somebody-elses";
  const without = await visitor.goto(callback);
  expect(without?.status()).toBe(200);
  await expect(problem(visitor, /did not sign you in/)).toBeVisible();
  await leave(visitor);
  const wrong = await visitor.goto(callback);
  expect(wrong?.status()).toBe(200);
  await expect(problem(visitor, /did not sign you in/)).toBeVisible();
  expect(await cookiesOf(visitor.context(), "earshot.session")).toEqual([]);
});

test("an id_token with the nonce of another sign-in is refused with a page", async ({
  visitor,
  browser,
  contextOptions,
}) => {
  const { subject, email } = newPerson({});
  const other = await browser.newContext(contextOptions);
  await leave(await other.newPage());
  const nonce = await cookiesOf(other, "nonce");
  await other.close();
  expect(nonce).toHaveLength(1);
  await leave(visitor);
  await visitor.context().addCookies(nonce);
  await visitor.getByLabel("Person").fill(subject);
  await visitor.getByRole("button", { name: "Let me in" }).click();
  await expect(problem(visitor, /did not sign you in/)).toBeVisible();
  expect(await countSessions(email)).toEqual({ open: 0, ended: 0 });
});
