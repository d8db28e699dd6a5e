/** Entrance of every signed-in page: the same checks as route(), answered with a redirect or a 404 page. */
import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { notFound as notFoundPage, redirect } from "next/navigation";
import { cache } from "react";
import type { Me, WorkspaceAccess } from "@/lib/contracts/people";
import { AppError } from "@/lib/errors";
import { getMe } from "@/lib/services/access";
import type { Scope } from "@/lib/services/ctx";
import { findSession, type SignedIn } from "@/lib/services/sessions";
import { clientIp } from "./request";
import { readSessionCookie, sessionCookieName } from "./session-cookie";

/** The signed-in person, or null; looked up once per request. */
export const findSignedIn = cache(async (): Promise<SignedIn | null> => {
  const secret = await readSessionCookie((await cookies()).get(sessionCookieName())?.value);
  return secret === null ? null : findSession(secret);
});

/** The signed-in person with workspaces, or null; looked up once per request. */
export const findMe = cache(async (): Promise<Me | null> => {
  const who = await findSignedIn();
  return who ? getMe(who) : null;
});

/** The signed-in person with workspaces; sends everyone else to the sign-in page. */
export async function requireMe(returnTo?: string): Promise<Me> {
  const me = await findMe();
  if (!me) redirect(returnTo ? `/sign-in?next=${encodeURIComponent(returnTo)}` : "/sign-in");
  return me;
}

export interface PageContext {
  me: Me;
  workspace: WorkspaceAccess;
  project: WorkspaceAccess["projects"][number];
  scope: Scope;
}

/** Context of a page below /[workspace]/[project]; a stranger's id is the same 404 as one that does not exist. */
export async function pageContext(params: Promise<{ workspace: string; project: string }>): Promise<PageContext> {
  const { workspace: workspaceId, project: projectId } = await params;
  const me = await requireMe(`/${workspaceId}/${projectId}/overview`);
  const workspace = me.workspaces.find((one) => one.id === workspaceId);
  const project = workspace?.projects.find((one) => one.id === projectId);
  if (!workspace || !project) notFoundPage();
  const ip = clientIp(await headers());
  const scope: Scope = {
    workspaceId,
    projectId,
    actor: { kind: "user", userId: me.id, role: workspace.role, requestId: randomUUID(), ip },
  };
  return { me, workspace, project, scope };
}

/** Runs a service for a page; "not found" becomes the 404 page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "E_NOT_FOUND") notFoundPage();
    throw error;
  }
}
