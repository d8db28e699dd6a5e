import { Run } from "@/lib/contracts/runs";
import { route, uuidParam } from "@/lib/http/route";
import { retryRun } from "@/lib/services/runs";

export const POST = route({ can: "run:write", reply: Run }, ({ ctx, params }) =>
  retryRun(ctx, uuidParam(params.run, "run")),
);
