/** Numbers: one query per question, shared by every panel that asks the same. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { MetricAnswer, type MetricQueryInput } from "../contracts/metrics";
import { api } from "./api";
import { apiPath, type Scope, scopeKey } from "./paths";

/** An answer of the metric layer. Old numbers stay while new ones are on their way. */
export function metricsOptions(scope: Scope, query: MetricQueryInput) {
  return queryOptions({
    queryKey: [...scopeKey(scope), "metrics", query] as const,
    queryFn: ({ signal }) => api(apiPath(scope, "metrics"), MetricAnswer, { method: "POST", body: query, signal }),
    placeholderData: keepPreviousData,
  });
}
