/** How server data is kept in the browser. */
import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error";

const STALE_MS = 60_000;

/** Tries again only where that can help: no answer, or the server's own trouble; never a refusal. */
export function shouldRetry(failureCount: number, error: unknown): boolean {
  const canHelp = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return canHelp && failureCount < 2;
}

/** A fresh cache: one per request on the server, one per tab in the browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: shouldRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
      dehydrate: { shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) },
    },
  });
}
