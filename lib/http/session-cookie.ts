/** The session cookie: a signed token that names a session row and holds no authority of its own. */
import { decode, encode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/env";

/** Absolute life of a session. */
export const SESSION_MAX_AGE_SECONDS = 30 * 24 * 3_600;
/** A session that nobody used for this long has ended. */
export const SESSION_IDLE_SECONDS = 7 * 24 * 3_600;

const isSecure = (): boolean => env().NEXTAUTH_URL.startsWith("https://");

/** `__Host-` needs HTTPS; over plain HTTP (a laptop, a test) the name carries no prefix. */
export const sessionCookieName = (): string => (isSecure() ? "__Host-earshot.session" : "earshot.session");

export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** Secret of the session row that a cookie's value names; null when it is not ours, damaged or expired. */
export async function readSessionCookie(value: string | undefined): Promise<string | null> {
  if (!value || value.length > 4_096) return null;
  try {
    const token: JWT | null = await decode({ token: value, secret: env().NEXTAUTH_SECRET });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}

/** Cookie value for a session secret. */
export const writeSessionCookie = (sid: string): Promise<string> =>
  encode({ token: { sid }, secret: env().NEXTAUTH_SECRET, maxAge: SESSION_MAX_AGE_SECONDS });
