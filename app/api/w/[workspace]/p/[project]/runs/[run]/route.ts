import { Run } from "@/lib/contracts/runs";
import { route, uuidParam } from "@/lib/http/route";
import { getRun } from "@/lib/services/runs";

export const GET = route({ can: "run:read", reply: Run }, ({ ctx, params }) =>
  getRun(ctx, uuidParam(params.run, "run")),
);
