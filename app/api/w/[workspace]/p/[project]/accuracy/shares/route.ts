import { CorrectedShares, SharesQuery } from "@/lib/contracts/accuracy";
import { route } from "@/lib/http/route";
import { queryCorrectedShares } from "@/lib/services/accuracy-shares";

export const POST = route({ can: "accuracy:read", body: SharesQuery, reply: CorrectedShares }, ({ ctx, body }) =>
  queryCorrectedShares(ctx, body),
);
