import { Run } from "@/lib/contracts/runs";
import { route, uuidParam } from "@/lib/http/route";
import { cancelRun } from "@/lib/services/runs";

export const POST = route({ can: "run:write", reply: Run }, ({ ctx, params }) =>
  cancelRun(ctx, uuidParam(params.run, "run")),
);
