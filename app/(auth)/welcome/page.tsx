import { redirect } from "next/navigation";
import { WelcomeForm } from "@/components/auth/welcome-form";
import { requireMe } from "@/lib/http/page";

/** For people who are in no workspace (their last one removed them). */
export default async function WelcomePage() {
  const me = await requireMe();
  if (me.workspaces.some((workspace) => workspace.projects.length > 0)) redirect("/");
  return <WelcomeForm />;
}
