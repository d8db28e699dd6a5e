/** The signed-in person. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { Me, type UpdateMe } from "../contracts/people";
import { api } from "./api";

/** Who is signed in, with workspaces and projects. */
export function meOptions() {
  return queryOptions({ queryKey: ["me"] as const, queryFn: ({ signal }) => api("/api/me", Me, { signal }) });
}

/** Changes name, language or theme. */
export function updateMe(body: z.input<typeof UpdateMe>): Promise<Me> {
  return api("/api/me", Me, { method: "PATCH", body });
}
