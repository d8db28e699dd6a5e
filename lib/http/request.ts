/** What a request says about itself: who is signed in, from where, whether it may change things. */

import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { findSession, type SignedIn } from "@/lib/services/sessions";
import { readSessionCookie, sessionCookieName } from "./session-cookie";

/** Value of one cookie of a request; undefined when absent. */
export function cookieValue(header: string | null, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The signed-in person, from the session row. @throws AppError E_SIGN_IN */
export async function requireSignedIn(request: Request): Promise<SignedIn> {
  const secret = await readSessionCookie(cookieValue(request.headers.get("cookie"), sessionCookieName()));
  const who = secret === null ? null : await findSession(secret);
  if (!who)
    throw new AppError("E_SIGN_IN", "You are not signed in, or your session has ended.", { hint: "Sign in again." });
  return who;
}

/** Client address: the connection's, or what the configured number of trusted proxies say. */
export function clientIp(headers: Headers): string | null {
  const hops = env().TRUSTED_PROXIES;
  if (hops === 0) return null;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return chain.at(-hops) || null;
}

/**
 * Refuses changes that another site's page asks for: the Origin header must be ours.
 * @throws AppError E_ORIGIN
 */
export function requireSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  const allowed = [new URL(env().NEXTAUTH_URL).origin, ...(host ? [`http://${host}`, `https://${host}`] : [])];
  if (origin && allowed.includes(origin)) return;
  throw new AppError("E_ORIGIN", "This change was not asked for by a page of Earshot.", {
    hint: "Open Earshot itself and try again.",
  });
}
