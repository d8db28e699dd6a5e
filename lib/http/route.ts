/** The one wrapper round every API route: parse, session, membership, permission, transaction, reply check, errors. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError, notFound } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { type Action, can } from "@/lib/permissions";
import { requireMembership } from "@/lib/services/access";
import { type Actor, type Ctx, NO_PROJECT, type Scope, withCtx } from "@/lib/services/ctx";
import type { SignedIn } from "@/lib/services/sessions";
import { json, problem, validationError } from "./problem";
import { clientIp, requireSameOrigin, requireSignedIn } from "./request";

type Params = Record<string, string>;
type NextContext = { params: Promise<Params> };
type Handler = (request: Request, context: NextContext) => Promise<Response>;

interface Shape<Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  /** Parsed from the query string; each name at most once, unknown names refused. */
  query?: Q;
  /** Parsed from the JSON body. */
  body?: B;
  /** What is sent back; a reply that does not fit is our mistake, not the client's. */
  reply: R;
  status?: number;
}

/** A uuid from the path; anything else is the same 404 as an id that does not exist. @throws AppError E_NOT_FOUND */
export function uuidParam(value: string | undefined, what: string): string {
  if (!value || !isUuid(value)) throw notFound(what);
  return value;
}

const MAX_JSON_BYTES = 1_000_000;

/** The query string as an object. @throws AppError E_PARAM on a repeated name */
export function singleParams(url: URL): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (values.has(name))
      throw new AppError("E_PARAM", `${name.slice(0, 60)} is given more than once.`, {
        field: name.slice(0, 60),
        hint: "Give it once.",
      });
    values.set(name, value);
  }
  // unlike an assignment this keeps a parameter named __proto__, so that it is refused like any unknown name
  return Object.fromEntries(values);
}

function parseQuery<Q extends z.ZodType>(schema: Q | undefined, request: Request): z.infer<Q> {
  if (!schema) return undefined as z.infer<Q>;
  const parsed = schema.safeParse(singleParams(new URL(request.url)));
  if (!parsed.success) throw validationError(parsed.error, "query");
  return parsed.data;
}

async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_JSON_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_JSON_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLarge = (): AppError =>
  new AppError("E_FILE_TOO_LARGE", "The request body is over 1 MB.", { hint: "Send less at once." });

async function parseBody<B extends z.ZodType>(schema: B | undefined, request: Request): Promise<z.infer<B>> {
  if (!schema) return undefined as z.infer<B>;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim();
  if (type !== "application/json") {
    throw new AppError("E_BODY", "The request must be JSON.", { hint: "Send it with content-type: application/json." });
  }
  let value: unknown;
  try {
    value = JSON.parse(await readBody(request));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("E_BODY", "The request body is not valid JSON.", { hint: "Check quotes and commas." });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw validationError(parsed.error, "body");
  return parsed.data;
}

function send<R extends z.ZodType>(shape: { reply: R; status?: number }, result: unknown): Response {
  return json(shape.reply.parse(result), shape.status ?? 200);
}

/** Runs `work` and answers every error as problem+json under one request id. */
async function guarded(request: Request, work: (requestId: string) => Promise<Response>): Promise<Response> {
  const requestId = randomUUID();
  try {
    requireSameOrigin(request);
    return await work(requestId);
  } catch (error) {
    return problem(error, requestId);
  }
}

async function enter(
  request: Request,
  context: NextContext,
  action: Action,
  requestId: string,
): Promise<{ scope: Scope; params: Params }> {
  const who = await requireSignedIn(request);
  const params = await context.params;
  const role = await requireMembership(who.userId, params.workspace ?? "", params.project);
  if (!can(role, action)) {
    throw new AppError("E_FORBIDDEN", "Your role in this workspace does not allow this.", {
      hint: "Ask an owner or admin of the workspace for a role that does.",
    });
  }
  const actor: Actor = { kind: "user", userId: who.userId, role, requestId, ip: clientIp(request.headers) };
  return { scope: { workspaceId: params.workspace ?? "", projectId: params.project ?? NO_PROJECT, actor }, params };
}

/** A route below /api/w/[workspace](/p/[project]): `can` names the action of lib/permissions.ts that it needs. */
export function route<Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  shape: Shape<Q, B, R> & { can: Action },
  handle: (input: { ctx: Ctx; params: Params; query: z.infer<Q>; body: z.infer<B> }) => Promise<z.input<R>>,
): Handler {
  return (request, context) =>
    guarded(request, async (requestId) => {
      const { scope, params } = await enter(request, context, shape.can, requestId);
      const query = parseQuery(shape.query, request);
      const body = await parseBody(shape.body, request);
      return send(shape, await withCtx(scope, (ctx) => handle({ ctx, params, query, body })));
    });
}

/** Same entrance for routes that stream (uploads, downloads): the handler opens its own transactions with `withCtx(scope, …)`. */
export function streamRoute(
  shape: { can: Action },
  handle: (input: { request: Request; scope: Scope; params: Params }) => Promise<Response>,
): Handler {
  return (request, context) =>
    guarded(request, async (requestId) => {
      const { scope, params } = await enter(request, context, shape.can, requestId);
      return handle({ request, scope, params });
    });
}

/** A route of the signed-in person, outside any workspace. */
export function personRoute<Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  shape: Shape<Q, B, R>,
  handle: (input: {
    who: SignedIn;
    request: Request;
    requestId: string;
    params: Params;
    query: z.infer<Q>;
    body: z.infer<B>;
  }) => Promise<z.input<R>>,
): Handler {
  return (request, context) =>
    guarded(request, async (requestId) => {
      const who = await requireSignedIn(request);
      const query = parseQuery(shape.query, request);
      const body = await parseBody(shape.body, request);
      return send(shape, await handle({ who, request, requestId, params: await context.params, query, body }));
    });
}

/** A route that anyone may call (sign-up, health). */
export function publicRoute<B extends z.ZodType, R extends z.ZodType>(
  shape: { body?: B; reply: R; status?: number },
  handle: (input: { request: Request; body: z.infer<B> }) => Promise<z.input<R>>,
): Handler {
  return (request) =>
    guarded(request, async () => send(shape, await handle({ request, body: await parseBody(shape.body, request) })));
}
