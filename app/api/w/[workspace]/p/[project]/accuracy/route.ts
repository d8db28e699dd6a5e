import { AccuracyReport } from "@/lib/contracts/accuracy";
import { route } from "@/lib/http/route";
import { getAccuracy } from "@/lib/services/accuracy";

export const GET = route({ can: "accuracy:read", reply: AccuracyReport }, ({ ctx }) => getAccuracy(ctx));
