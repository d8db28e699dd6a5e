import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/drizzle/client";
import { createMember, createSessionCookie, createTenant, type TestTenant } from "@/drizzle/factories";
import type { Role } from "@/lib/contracts/entities";
import { uuidv7 } from "@/lib/ids";
import { closeQueues } from "@/lib/jobs/queue";
import { type Scope, withCtx } from "@/lib/services/ctx";
import { startRun } from "@/lib/services/runs";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const ORIGIN = "http://localhost:3000";
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** Routes that anyone may call; next-auth answers for its own. A new route is closed unless it is named here. */
const PUBLIC = ["health", "sign-up", "auth/[...nextauth]"];

const root = fileURLToPath(new URL(".", import.meta.url));
const paths = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith("/route.ts"))
  .map((path) => path.slice(0, -"/route.ts".length))
  .filter((path) => !PUBLIC.includes(path));

let mine: TestTenant;
let theirs: TestTenant;
let runId: string;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  mine = await createTenant();
  theirs = await createTenant();
  cookies.owner = (await createSessionCookie(mine.owner)).header;
  cookies.stranger = (await createSessionCookie(theirs.owner)).header;
  for (const role of ["admin", "analyst", "viewer"] as const satisfies readonly Role[]) {
    cookies[role] = (await createSessionCookie(await createMember(mine, role))).header;
  }
  const scope: Scope = {
    ...{ workspaceId: mine.workspaceId, projectId: mine.projectId },
    actor: { kind: "worker", userId: null },
  };
  runId = (await withCtx(scope, (ctx) => startRun(ctx, { kind: "rematch", subject: "x", unit: "posts" }))).id;
});
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

/** Every handler of a route by its method. */
async function handlersOf(path: string): Promise<[string, Handler][]> {
  const module = (await import(`${root}${path}/route.ts`)) as Partial<Record<(typeof METHODS)[number], Handler>>;
  return METHODS.flatMap((method) => (module[method] ? [[method, module[method]] as [string, Handler]] : []));
}

async function ask(
  handler: Handler,
  method: string,
  as: string | null,
  params: Record<string, string> = {},
  body: unknown = {},
  origin = ORIGIN,
) {
  const request = new Request(`${ORIGIN}/api/x`, {
    method,
    headers: {
      origin,
      ...(as ? { cookie: cookies[as] ?? "" } : {}),
      ...(method === "GET" ? {} : { "content-type": "application/json" }),
    },
    ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
  });
  const own = { workspace: mine.workspaceId, project: mine.projectId, ...params };
  const response = await handler(request, { params: Promise.resolve(own) });
  const text = await response.text();
  return {
    status: response.status,
    text,
    cache: response.headers.get("cache-control"),
    code: /"code":"(\w+)"/.exec(text)?.[1],
  };
}

describe("every route that is not named as public", () => {
  it("was found", () => expect(paths.length).toBeGreaterThan(25));

  it.each(paths)("%s lets nobody in without a session, and keeps the answer out of caches", async (path) => {
    for (const [method, handler] of await handlersOf(path)) {
      const answer = await ask(handler, method, null);
      expect([method, answer.status, answer.code]).toEqual([method, 401, "E_SIGN_IN"]);
      expect(answer.cache).toBe("private, no-store");
    }
  });

  it.each(paths)("%s takes no change that another site's page asks for", async (path) => {
    for (const [method, handler] of await handlersOf(path)) {
      if (method === "GET") continue;
      const answer = await ask(handler, method, "owner", {}, {}, "https://evil.example");
      expect([method, answer.status, answer.code]).toEqual([method, 403, "E_ORIGIN"]);
    }
  });

  it.each(paths.filter((path) => path.startsWith("w/")))(
    "%s answers a stranger as if nothing were there",
    async (path) => {
      const withoutId = (text: string) => text.replace(/"requestId":"[^"]+"/, "");
      for (const [method, handler] of await handlersOf(path)) {
        const strange = await ask(handler, method, "stranger");
        const missing = await ask(handler, method, "stranger", { workspace: uuidv7(), project: uuidv7() });
        expect([method, strange.status]).toEqual([method, 404]);
        expect(withoutId(strange.text)).toBe(withoutId(missing.text));
      }
    },
  );
});

describe("people, projects and runs by role", () => {
  const cases = (): [path: string, method: string, lowest: Role, params: Record<string, string>, body: unknown][] => [
    ["w/[workspace]/members", "GET", "viewer", {}, {}],
    ["w/[workspace]/members/[user]", "PATCH", "admin", { user: uuidv7() }, { role: "viewer" }],
    ["w/[workspace]/members/[user]", "DELETE", "admin", { user: uuidv7() }, {}],
    ["w/[workspace]/audit", "GET", "admin", {}, {}],
    ["w/[workspace]", "PATCH", "admin", {}, { name: "Renamed" }],
    ["w/[workspace]/projects", "POST", "admin", {}, { name: "Second", timeZone: "Asia/Shanghai" }],
    ["w/[workspace]/p/[project]", "GET", "viewer", {}, {}],
    ["w/[workspace]/p/[project]", "PATCH", "admin", {}, { name: "Renamed" }],
    ["w/[workspace]/p/[project]/accuracy", "GET", "viewer", {}, {}],
    ["w/[workspace]/p/[project]/accuracy/queue", "GET", "analyst", {}, {}],
    [
      "w/[workspace]/p/[project]/accuracy/shares",
      "POST",
      "viewer",
      {},
      { range: { fromDay: "2026-01-01", toDay: "2026-01-07" } },
    ],
    ["w/[workspace]/p/[project]/runs", "GET", "viewer", {}, {}],
    ["w/[workspace]/p/[project]/runs/[run]", "GET", "viewer", { run: runId }, {}],
    ["w/[workspace]/p/[project]/runs/[run]/retry", "POST", "analyst", { run: uuidv7() }, {}],
    ["w/[workspace]/p/[project]/runs/[run]/cancel", "POST", "analyst", { run: uuidv7() }, {}],
  ];
  const ORDER: readonly Role[] = ["viewer", "analyst", "admin", "owner"];

  it("lets exactly the roles in that the table of permissions names", async () => {
    for (const [path, method, lowest, params, body] of cases()) {
      const handler = (await handlersOf(path)).find(([name]) => name === method)?.[1];
      if (!handler) throw new Error(`${method} ${path} is gone.`);
      for (const role of ORDER) {
        const { status } = await ask(handler, method, role, params, body);
        const mayEnter = ORDER.indexOf(role) >= ORDER.indexOf(lowest);
        // an id that does not exist is a 404 for those who may, never a 403
        const isMissing = params.user !== undefined || (params.run !== undefined && params.run !== runId);
        const expected = mayEnter ? (isMissing ? [404] : [200, 201]) : [403];
        expect(expected, `${role} ${method} ${path}`).toContain(status);
      }
    }
  });

  it("cancels a run once, starts it again, and knows no run of another workspace", async () => {
    const find = async (verb: string) =>
      (await handlersOf(`w/[workspace]/p/[project]/runs/[run]/${verb}`))[0]?.[1] as Handler;
    const [cancel, retry] = [await find("cancel"), await find("retry")];
    const foreign = await ask(cancel, "POST", "stranger", {
      workspace: theirs.workspaceId,
      project: theirs.projectId,
      run: runId,
    });
    expect(foreign.status).toBe(404);
    expect((await ask(retry, "POST", "owner", { run: runId })).code).toBe("E_CONFLICT");
    expect(JSON.parse((await ask(cancel, "POST", "owner", { run: runId })).text)).toMatchObject({ state: "cancelled" });
    expect((await ask(cancel, "POST", "owner", { run: runId })).code).toBe("E_CONFLICT");
    expect(JSON.parse((await ask(retry, "POST", "owner", { run: runId })).text)).toMatchObject({
      state: "queued",
      errorCode: null,
    });
  });

  it.each(["not-a-uuid", "'; drop table runs", "../x", ""])("takes %j for a run that does not exist", async (run) => {
    const handler = (await handlersOf("w/[workspace]/p/[project]/runs/[run]"))[0]?.[1] as Handler;
    expect((await ask(handler, "GET", "owner", { run })).status).toBe(404);
  });
});
