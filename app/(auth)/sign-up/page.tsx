import { redirect } from "next/navigation";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { findMe } from "@/lib/http/page";

export const metadata = { title: "Sign up" };

export default async function SignUpPage() {
  if (await findMe()) redirect("/");
  return <SignUpForm />;
}
