import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { oidcName } from "@/lib/http/auth-options";
import { findMe } from "@/lib/http/page";
import { safeNext } from "@/lib/http/safe-next";

export const metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const target = safeNext(next);
  if (await findMe()) redirect(target);
  const providerError = (Array.isArray(error) ? error[0] : error) ?? null;
  return <SignInForm next={target} providerName={oidcName()} providerError={providerError} />;
}
