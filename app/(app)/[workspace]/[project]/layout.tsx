import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ProjectProvider } from "@/components/shell/project-context";
import { Shell } from "@/components/shell/shell";
import { readPreferences } from "@/lib/client/preferences";
import { pageContext } from "@/lib/http/page";

type Props = { params: Promise<{ workspace: string; project: string }>; children: ReactNode };

/** The shell round every page of a project. Pages check for themselves: a layout guards nothing. */
export default async function ProjectLayout({ params, children }: Props) {
  const { me, scope } = await pageContext(params);
  const jar = await cookies();
  const { bar } = readPreferences((name) => jar.get(name)?.value, null);
  return (
    <ProjectProvider me={me} workspaceId={scope.workspaceId} projectId={scope.projectId}>
      <Shell initialBar={bar}>{children}</Shell>
    </ProjectProvider>
  );
}
