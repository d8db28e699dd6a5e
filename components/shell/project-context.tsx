"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { ZoneProvider } from "@/components/ui/use-format";
import type { Scope } from "@/lib/client/paths";
import type { Me, WorkspaceAccess } from "@/lib/contracts/people";
import { type Action, can } from "@/lib/permissions";

export type ProjectView = {
  me: Me;
  workspace: WorkspaceAccess;
  project: WorkspaceAccess["projects"][number];
  scope: Scope;
  /** Whether the person may do this here. The server decides again. */
  can: (action: Action) => boolean;
};

const ProjectContext = createContext<ProjectView | null>(null);

export type ProjectProviderProps = { me: Me; workspaceId: string; projectId: string; children: ReactNode };

/** Says which project everything below is about, and sets its time zone. */
export function ProjectProvider({ me, workspaceId, projectId, children }: ProjectProviderProps) {
  const view = useMemo(() => {
    const workspace = me.workspaces.find((one) => one.id === workspaceId);
    const project = workspace?.projects.find((one) => one.id === projectId);
    if (!workspace || !project) return null;
    const scope = { workspaceId, projectId };
    return { me, workspace, project, scope, can: (action: Action) => can(workspace.role, action) };
  }, [me, workspaceId, projectId]);
  return (
    <ProjectContext.Provider value={view}>
      <ZoneProvider timeZone={view?.project.timeZone ?? "UTC"}>{children}</ZoneProvider>
    </ProjectContext.Provider>
  );
}

/** The project of this page. */
export function useProject(): ProjectView {
  const view = useContext(ProjectContext);
  if (!view) throw new Error("useProject needs a ProjectProvider above it");
  return view;
}
