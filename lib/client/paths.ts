/** Addresses of pages and of the API, in one place. */

/** Which project a page or request is about. */
export type Scope = { readonly workspaceId: string; readonly projectId: string };

/** "/{workspace}/{project}/{page}", with a query string when there is one. */
export function pagePath(scope: Scope, page: string, search = ""): string {
  return `/${scope.workspaceId}/${scope.projectId}/${page}${search ? `?${search}` : ""}`;
}

/** "/api/w/{workspace}/p/{project}/{rest}". */
export function apiPath(scope: Scope, rest: string): string {
  return `/api/w/${scope.workspaceId}/p/${scope.projectId}/${rest}`;
}

/** First part of the query key of everything that belongs to a project. */
export function scopeKey(scope: Scope) {
  return ["w", scope.workspaceId, "p", scope.projectId] as const;
}
