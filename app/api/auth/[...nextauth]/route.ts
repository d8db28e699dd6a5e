import NextAuth from "next-auth";
import { authOptions } from "@/lib/http/auth-options";
import { clientIp } from "@/lib/http/request";

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = (request: Request, context: Context): Promise<Response> =>
  NextAuth(
    request as never,
    context as never,
    authOptions({ userAgent: request.headers.get("user-agent"), ip: clientIp(request.headers) }),
  );

export const GET = handler;
export const POST = handler;
