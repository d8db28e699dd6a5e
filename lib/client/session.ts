/** Signing in and out from the browser. */
import { signIn } from "next-auth/react";
import { z } from "zod";
import type { SignUp } from "../contracts/people";
import { api } from "./api";
import { ApiError } from "./api-error";

/** @throws ApiError E_CREDENTIALS, or E_SIGN_IN_DELAY with the seconds to wait in `problem.detail` */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  // without an address of its own, next-auth reads an ?error= of this page as the answer
  const result = await signIn("password", { email, password, redirect: false, callbackUrl: "/" });
  if (result?.ok && !result.error) return;
  const [code, seconds] = (result?.error ?? "").split(":");
  if (code === "E_SIGN_IN_DELAY") throw new ApiError(429, { code, detail: seconds });
  throw new ApiError(401, { code: "E_CREDENTIALS" });
}

/** Leaves for the identity provider; comes back to `next`. */
export async function signInWithProvider(next: string): Promise<void> {
  await signIn("oidc", { callbackUrl: next });
}

/** Creates person and workspace; the caller signs in afterwards. */
export function signUp(body: z.input<typeof SignUp>): Promise<{ workspaceId: string; projectId: string }> {
  return api("/api/sign-up", z.object({ workspaceId: z.string(), projectId: z.string() }), { method: "POST", body });
}
