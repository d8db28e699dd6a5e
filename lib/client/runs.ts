/** Runs: list, cancel, start again. */
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { FINAL_RUN_STATES } from "../contracts/entities";
import { Run } from "../contracts/runs";
import { api } from "./api";
import { apiPath, type Scope, scopeKey } from "./paths";

export const runsKey = (scope: Scope) => [...scopeKey(scope), "runs"] as const;

export const isFinal = (run: Pick<Run, "state">): boolean => FINAL_RUN_STATES.some((state) => state === run.state);

/** Newest first; polled every second while one is not final, then every ten. */
export const runsOptions = (scope: Scope) =>
  queryOptions({
    queryKey: runsKey(scope),
    queryFn: ({ signal }) => api(apiPath(scope, "runs"), z.array(Run), { signal }),
    refetchInterval: ({ state }) => (state.data?.every(isFinal) ? 10_000 : 1_000),
    staleTime: 0,
  });

export const cancelRun = (scope: Scope, id: string): Promise<Run> =>
  api(apiPath(scope, `runs/${id}/cancel`), Run, { method: "POST" });

export const retryRun = (scope: Scope, id: string): Promise<Run> =>
  api(apiPath(scope, `runs/${id}/retry`), Run, { method: "POST" });
