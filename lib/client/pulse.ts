/** The heartbeat of a project: has anything been recounted, what is at work. */
import { queryOptions } from "@tanstack/react-query";
import { Pulse } from "../contracts/runs";
import { api } from "./api";
import { apiPath, type Scope, scopeKey } from "./paths";

const BUSY_MS = 2_000;
const QUIET_MS = 10_000;

/** Polled while the page is visible: every 2 s when runs are active or posts wait to be read, else every 10 s. */
export function pulseOptions(scope: Scope) {
  return queryOptions({
    queryKey: [...scopeKey(scope), "pulse"] as const,
    queryFn: ({ signal }) => api(apiPath(scope, "pulse"), Pulse, { signal }),
    refetchInterval: ({ state }) => {
      const pulse = state.data;
      return pulse && (pulse.activeRuns.length > 0 || pulse.pendingCount > 0) ? BUSY_MS : QUIET_MS;
    },
    staleTime: 0,
  });
}
