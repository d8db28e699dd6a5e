import { MetricAnswer, MetricQuery } from "@/lib/contracts/metrics";
import { route } from "@/lib/http/route";
import { queryMetrics } from "@/lib/services/metrics";

export const POST = route({ can: "metric:read", body: MetricQuery, reply: MetricAnswer }, ({ ctx, body }) =>
  queryMetrics(ctx, body),
);
