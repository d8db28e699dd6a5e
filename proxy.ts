/** Puts the Content-Security-Policy on every page, with a nonce of its own for each request. */
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { pagePolicy } from "@/lib/http/content-policy";

/** Next reads the nonce from the request's header and puts it on every script it writes. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = pagePolicy(nonce, env().NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: what matches has its body buffered, and uploads are under api. */
export const config = { matcher: ["/((?!api/|_next/static/|_next/image).*)"] };
