import { CompareParams, VersionComparison } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { compareVersions } from "@/lib/services/classifiers-versions";

export const GET = route(
  { can: "classifier:read", query: CompareParams, reply: VersionComparison },
  ({ ctx, params, query }) => compareVersions(ctx, params.classifier ?? "", query),
);
