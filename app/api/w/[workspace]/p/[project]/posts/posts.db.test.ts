import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/drizzle/client";
import { createMember, createPosts, createSessionCookie, createTenant, type TestTenant } from "@/drizzle/factories";
import { PostCard, PostPage } from "@/lib/contracts/posts";
import { Topic, TopicPreview } from "@/lib/contracts/topics";
import { uuidv7 } from "@/lib/ids";
import { closeQueues } from "@/lib/jobs/queue";
import { DELETE as deleteTopic, GET as getTopic, PATCH as patchTopic } from "../topics/[topic]/route";
import { POST as postPreview } from "../topics/preview/route";
import { GET as getTopics, POST as postTopic } from "../topics/route";
import { GET as getPost } from "./[post]/route";
import { PUT as putSentiment } from "./[post]/sentiment/route";
import { GET as getPosts } from "./route";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const ORIGIN = "http://localhost:3000";

let tenant: TestTenant;
let stranger: TestTenant;
let postId: string;
let topicId: string;
const cookies: Record<string, string> = {};

interface Ask {
  as?: string;
  params?: Record<string, string>;
  search?: string;
  body?: unknown;
  method?: string;
  origin?: string;
}

async function ask(handler: Handler, { as = "owner", params = {}, search = "", body, ...rest }: Ask = {}) {
  const method = rest.method ?? (body === undefined ? "GET" : "POST");
  const request = new Request(`${ORIGIN}/api/x${search}`, {
    method,
    headers: {
      origin: rest.origin ?? ORIGIN,
      cookie: cookies[as] ?? "",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const all = { workspace: tenant.workspaceId, project: tenant.projectId, ...params };
  const response = await handler(request, { params: Promise.resolve(all) });
  return { status: response.status, body: await response.json() };
}

beforeAll(async () => {
  tenant = await createTenant();
  stranger = await createTenant();
  cookies.owner = (await createSessionCookie(tenant.owner)).header;
  cookies.viewer = (await createSessionCookie(await createMember(tenant, "viewer"))).header;
  cookies.stranger = (await createSessionCookie(stranger.owner)).header;
  const [id] = await createPosts(tenant, [{ text: "I love apple", sentiment: "negative" }]);
  postId = String(id);
  const made = await ask(postTopic, { body: { name: "Apple", kind: "brand", query: "apple" } });
  expect(made.status).toBe(201);
  topicId = Topic.parse(made.body).id;
});
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

/** Every route of topics and posts, as an owner would ask. */
const ROUTES = (): [string, Handler, Ask, "read" | "write"][] => [
  ["GET topics", getTopics, {}, "read"],
  ["POST topics", postTopic, { body: { name: "B", kind: "brand", query: "b" } }, "write"],
  ["POST topics/preview", postPreview, { body: { query: "apple" } }, "read"],
  ["GET topics/[topic]", getTopic, { params: { topic: topicId } }, "read"],
  ["PATCH topics/[topic]", patchTopic, { params: { topic: topicId }, body: { name: "C" }, method: "PATCH" }, "write"],
  ["DELETE topics/[topic]", deleteTopic, { params: { topic: topicId }, method: "DELETE" }, "write"],
  ["GET posts", getPosts, {}, "read"],
  ["GET posts/[post]", getPost, { params: { post: postId } }, "read"],
  [
    "PUT posts/[post]/sentiment",
    putSentiment,
    { params: { post: postId }, body: { sentiment: "positive" }, method: "PUT" },
    "write",
  ],
];

describe("who may", () => {
  it("asks strangers to sign in", async () => {
    for (const [name, handler, request] of ROUTES()) {
      expect([name, (await ask(handler, { ...request, as: "nobody" })).status]).toEqual([name, 401]);
    }
  });

  it("answers another workspace's person as if nothing were there", async () => {
    for (const [name, handler, request] of ROUTES()) {
      const theirs = await ask(handler, { ...request, as: "stranger" });
      const none = { workspace: uuidv7(), project: uuidv7() };
      const missing = await ask(handler, { ...request, as: "stranger", params: { ...request.params, ...none } });
      expect([name, theirs.status]).toEqual([name, 404]);
      expect({ ...theirs.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
    }
  });

  it("answers ids of another workspace, used in one's own, as if they did not exist", async () => {
    const own = { workspace: stranger.workspaceId, project: stranger.projectId };
    for (const [name, handler, request] of ROUTES().filter(([, , { params }]) => params)) {
      const theirs = await ask(handler, { ...request, as: "stranger", params: { ...request.params, ...own } });
      const missing = await ask(handler, {
        ...request,
        as: "stranger",
        params: { topic: uuidv7(), post: "7", ...own },
      });
      expect([name, theirs.status]).toEqual([name, 404]);
      expect({ ...theirs.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
    }
  });

  it("lets viewers read only", async () => {
    for (const [name, handler, request, kind] of ROUTES()) {
      const { status } = await ask(handler, { ...request, as: "viewer" });
      expect([name, status]).toEqual([name, kind === "read" ? 200 : 403]);
    }
  });

  it("refuses changes that another site asks for", async () => {
    for (const [name, handler, request] of ROUTES().filter(([, , { body, method }]) => body || method)) {
      const { body } = await ask(handler, { ...request, origin: "https://elsewhere.example" });
      expect([name, body.code]).toEqual([name, "E_ORIGIN"]);
    }
  });
});

describe("topics", () => {
  it("previews hits, and answers mistakes with 200 and their place", async () => {
    const good = await ask(postPreview, { body: { query: "apple" } });
    expect(TopicPreview.parse(good.body)).toMatchObject({ matchCount: 1, postCount: 1, examples: [{ id: postId }] });
    const bad = await ask(postPreview, { body: { query: "apple AND" } });
    expect([bad.status, bad.body.problem]).toEqual([200, expect.objectContaining({ code: "operand_after", start: 6 })]);
  });

  it.each([
    [{ name: "X", kind: "brand", query: "apple AND" }, "E_QUERY"],
    [{ name: " ", kind: "brand", query: "apple" }, "E_BODY"],
    [{ name: "x".repeat(10_000), kind: "brand", query: "apple" }, "E_BODY"],
    [{ name: "X", kind: "band", query: "apple" }, "E_BODY"],
    [{ name: "X", kind: "brand", query: "" }, "E_BODY"],
    [{ name: "X", kind: "brand", query: "a".repeat(10_001) }, "E_BODY"],
    [{ name: "X", kind: "brand", query: Array.from({ length: 2_000 }, () => "ab").join(" ") }, "E_QUERY"],
    [{ name: "X", kind: "brand", query: "apple", workspaceId: "x" }, "E_UNKNOWN_FIELD"],
  ])("refuses to save %#", async (body, code) => {
    const { status, body: problem } = await ask(postTopic, { body });
    expect([status, problem.code]).toEqual([422, code]);
    expect(problem.hint).toBeTruthy();
  });

  it("says where a query that is saved is wrong", async () => {
    const { body } = await ask(patchTopic, { params: { topic: topicId }, body: { query: 'a "b' }, method: "PATCH" });
    expect(body).toMatchObject({
      code: "E_QUERY",
      field: "query",
      problem: { code: "unclosed_quote", start: 2, end: 4 },
    });
  });

  it("changes and deletes", async () => {
    const made = Topic.parse((await ask(postTopic, { body: { name: "D", kind: "category", query: "d" } })).body);
    const params = { topic: made.id };
    const changed = await ask(patchTopic, { params, body: { query: "e" }, method: "PATCH" });
    expect(Topic.parse(changed.body)).toMatchObject({ query: "e", version: 2 });
    expect((await ask(deleteTopic, { params, method: "DELETE" })).status).toBe(200);
    expect((await ask(getTopic, { params })).status).toBe(404);
  });
});

describe("posts", () => {
  it("lists, shows and corrects", async () => {
    const page = PostPage.parse((await ask(getPosts, { search: "?q=apple&sentiment=negative&limit=1" })).body);
    expect(page).toMatchObject({
      posts: [{ id: postId, text: "I love apple" }],
      nextCursor: null,
      highlight: ["apple"],
    });
    const params = { post: postId };
    const corrected = await ask(putSentiment, { params, body: { sentiment: "positive" }, method: "PUT" });
    expect(PostCard.parse(corrected.body)).toMatchObject({ sentiment: "positive", correction: { by: "Ana Test" } });
    const back = await ask(putSentiment, { params, body: { sentiment: null }, method: "PUT" });
    expect(PostCard.parse(back.body).correction).toBeNull();
  });

  it.each([
    ["?limit=1e9", "E_PARAM"],
    ["?limit=-1", "E_PARAM"],
    ["?limit=abc", "E_PARAM"],
    ["?limit=1&limit=2", "E_PARAM"],
    ["?topic=x", "E_PARAM"],
    ["?nonsense=1", "E_PARAM"],
    ["?__proto__=1", "E_PARAM"],
    ["?sort=%22%3B%20drop%20table", "E_PARAM"],
    ["?cursor=newest~1", "E_PARAM"],
    ["?range=1y", "E_PARAM"],
    ["?from=2026-02-30&to=2026-03-01", "E_PARAM"],
    ["?from=0001-01-01&to=2026-03-01", "E_PARAM"],
    ["?from=2026-01-01&to=9999-12-31", "E_PARAM"],
    ["?from=0000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "E_PARAM"],
    ["?q=(", "E_QUERY"],
    [`?q=${"a".repeat(2_001)}`, "E_PARAM"],
    ["?author=0", "E_PARAM"],
  ])("refuses %s", async (search, code) => {
    const { status, body } = await ask(getPosts, { search });
    expect([status, body.code]).toEqual([422, code]);
    expect(body.hint).toBeTruthy();
  });

  it.each([{}, { sentiment: "angry" }, { sentiment: "positive", id: "1" }])(
    "refuses the correction %j",
    async (body) => {
      const { status } = await ask(putSentiment, { params: { post: postId }, body, method: "PUT" });
      expect(status).toBe(422);
    },
  );

  it.each([
    "?q=%25_%5C'%22x%22",
    "?q=%F0%9F%98%80&platform=%27%3B--,%252C&tag=%22",
    "?range=all&sort=reach",
    "?from=1970-01-01&to=2199-12-31",
  ])("answers %s", async (search) => {
    expect((await ask(getPosts, { search })).status).toBe(200);
  });
});
