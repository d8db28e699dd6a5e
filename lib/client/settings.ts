/** Settings: project, workspace, members, sessions, audit log. */
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { Role } from "../contracts/entities";
import { AuditEntry, type CreateProject, Member, Project, SessionInfo, type UpdateProject } from "../contracts/people";
import { api } from "./api";
import { apiPath, type Scope, scopeKey } from "./paths";

const workspacePath = (scope: Scope, rest = ""): string => `/api/w/${scope.workspaceId}${rest}`;
const projectPath = (scope: Scope): string => apiPath(scope, "").replace(/\/$/, "");

export const projectOptions = (scope: Scope) =>
  queryOptions({
    queryKey: [...scopeKey(scope), "project"],
    queryFn: ({ signal }) => api(projectPath(scope), Project, { signal }),
  });

export const membersOptions = (scope: Scope) =>
  queryOptions({
    queryKey: ["w", scope.workspaceId, "members"],
    queryFn: ({ signal }) => api(workspacePath(scope, "/members"), z.array(Member), { signal }),
  });

export const auditOptions = (scope: Scope) =>
  queryOptions({
    queryKey: ["w", scope.workspaceId, "audit"],
    queryFn: ({ signal }) => api(workspacePath(scope, "/audit"), z.array(AuditEntry), { signal }),
    staleTime: 0,
  });

export const sessionsOptions = () =>
  queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => api("/api/sessions", z.array(SessionInfo), { signal }),
    staleTime: 0,
  });

export const updateProject = (scope: Scope, body: z.input<typeof UpdateProject>): Promise<Project> =>
  api(projectPath(scope), Project, { method: "PATCH", body });

export const createProject = (scope: Scope, body: z.input<typeof CreateProject>): Promise<Project> =>
  api(workspacePath(scope, "/projects"), Project, { method: "POST", body });

export const renameWorkspace = (scope: Scope, name: string): Promise<{ name: string }> =>
  api(workspacePath(scope), z.object({ name: z.string() }), { method: "PATCH", body: { name } });

export const createWorkspace = (name: string): Promise<{ workspaceId: string; projectId: string }> =>
  api("/api/workspaces", z.object({ workspaceId: z.string(), projectId: z.string() }), {
    method: "POST",
    body: { name },
  });

export const updateMember = (scope: Scope, userId: string, role: Role): Promise<Member[]> =>
  api(workspacePath(scope, `/members/${userId}`), z.array(Member), { method: "PATCH", body: { role } });

export const removeMember = (scope: Scope, userId: string): Promise<Member[]> =>
  api(workspacePath(scope, `/members/${userId}`), z.array(Member), { method: "DELETE" });

export const revokeSession = (id: string): Promise<SessionInfo[]> =>
  api(`/api/sessions/${id}`, z.array(SessionInfo), { method: "DELETE" });

export const revokeOtherSessions = (): Promise<SessionInfo[]> =>
  api("/api/sessions", z.array(SessionInfo), { method: "DELETE" });
