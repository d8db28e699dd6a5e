/** next-auth: e-mail and password, any OIDC provider by environment; the token names a session row and nothing else. */
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { Email } from "@/lib/contracts/people";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createSession, endSession } from "@/lib/services/sessions";
import { checkPassword, signInWithProvider } from "@/lib/services/sign-in";
import { SESSION_MAX_AGE_SECONDS, sessionCookieName, sessionCookieOptions } from "./session-cookie";

declare module "next-auth/jwt" {
  interface JWT {
    /** Secret of the session row. */
    sid?: string;
  }
}

declare module "next-auth" {
  interface User {
    sid?: string;
  }
}

const Credentials = z.object({ email: Email, password: z.string().min(1).max(1_000) });
const OidcProfile = z.object({
  sub: z.string().min(1),
  email: Email,
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});

export interface ClientInfo {
  userAgent: string | null;
  ip: string | null;
}

const passwordProvider = (client: ClientInfo) =>
  CredentialsProvider({
    id: "password",
    name: "E-mail and password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(raw) {
      const parsed = Credentials.safeParse(raw);
      if (!parsed.success) throw new Error("E_SIGN_IN");
      try {
        const { userId } = await checkPassword(parsed.data.email, parsed.data.password, client.ip);
        return { id: userId, sid: await createSession(userId, client) };
      } catch (error) {
        if (error instanceof AppError) throw new Error(`${error.code}:${error.detail.retryAfterSeconds ?? ""}`);
        throw error;
      }
    },
  });

function oidcProvider(): NextAuthOptions["providers"] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: OIDC_NAME,
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      userinfo: {
        // by the book the e-mail address is at userinfo, not in the id_token, whose subject userinfo's is checked against
        request: async ({ client, tokens }) => {
          const verified = tokens as Extract<Parameters<typeof client.userinfo>[0], object>;
          const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(verified) : {};
          return { ...verified.claims(), ...more };
        },
      },
      checks: ["pkce", "state", "nonce"],
      profile: (profile: { sub: string }) => ({ id: profile.sub }),
    },
  ];
}

/** Whether the OIDC button is shown, and its name. */
export const oidcName = (): string | null => (oidcProvider().length > 0 ? env().OIDC_NAME : null);

/** Options for one request; `client` is written into the session row it may open. */
export function authOptions(client: ClientInfo): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [passwordProvider(client), ...oidcProvider()],
    callbacks: {
      signIn: ({ account, profile }) => (account?.provider === "oidc" ? admit(profile) : true),
      async jwt({ token, user, account, profile }) {
        if (account?.provider === "oidc") return { sid: await createSession(await personOf(profile), client) };
        if (user?.sid) return { sid: user.sid };
        return token.sid ? { sid: token.sid } : {};
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) =>
        url.startsWith("/") && !/^\/[/\\]/.test(url) ? `${baseUrl}${url}` : sameOrigin(url, baseUrl),
    },
    events: {
      async signOut({ token }) {
        if (token?.sid) await endSession(token.sid);
      },
    },
  };
}

/** True, or the address of the page that says in words why this identity may not come in. */
async function admit(profile: unknown): Promise<true | string> {
  try {
    await personOf(profile);
    return true;
  } catch (error) {
    if (error instanceof AppError) return `/sign-in?error=${error.code}`;
    throw error;
  }
}

async function personOf(profile: unknown): Promise<string> {
  const parsed = OidcProfile.safeParse(profile);
  if (!parsed.success) throw new AppError("E_BODY", "Your identity provider did not say who you are.");
  const { sub, email, email_verified, name } = parsed.data;
  const { userId } = await signInWithProvider({
    provider: "oidc",
    subject: sub,
    email,
    isEmailVerified: email_verified ?? false,
    name: (name || email.split("@")[0] || email).slice(0, 80),
  });
  return userId;
}

function sameOrigin(url: string, baseUrl: string): string {
  return URL.canParse(url) && new URL(url).origin === baseUrl ? url : baseUrl;
}
