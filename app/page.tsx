import { redirect } from "next/navigation";
import { requireMe } from "@/lib/http/page";

/** The start page sends people to their newest own project; a demo comes last. */
export default async function StartPage() {
  const me = await requireMe();
  const [first] = [...me.workspaces]
    .filter((workspace) => workspace.projects.length > 0)
    .sort((a, b) => Number(a.isDemo) - Number(b.isDemo));
  const project = first?.projects[0];
  redirect(first && project ? `/${first.id}/${project.id}/overview` : "/welcome");
}
