/** The one door from the browser to our own API. */
import type { z } from "zod";
import { ApiError, toApiError } from "./api-error";

/** How a request is made. `body` is sent as JSON. */
export type ApiRequest = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal | undefined;
};

async function send(path: string, { method = "GET", body, signal }: ApiRequest): Promise<Response> {
  const init: RequestInit = { method, headers: { accept: "application/json" }, credentials: "same-origin" };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.headers = { accept: "application/json", "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, { code: "E_OFFLINE" });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/**
 * Calls the API and parses its reply.
 * Throws ApiError: with the server's problem when it answers 4xx or 5xx, E_OFFLINE when it does not answer,
 * E_REPLY when the reply does not have the shape of `reply`.
 */
export async function api<S extends z.ZodType>(path: string, reply: S, request: ApiRequest = {}): Promise<z.output<S>> {
  const response = await send(path, request);
  const body = response.status === 204 ? undefined : await readJson(response);
  if (!response.ok) throw toApiError(response.status, body);
  const parsed = reply.safeParse(body);
  if (!parsed.success) throw new ApiError(response.status, { code: "E_REPLY" });
  return parsed.data;
}
