import { z } from "zod";
import { Run } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { listRuns } from "@/lib/services/runs";

export const GET = route({ can: "run:read", reply: z.array(Run) }, ({ ctx }) => listRuns(ctx));
