import { AccuracyReport } from "@/lib/contracts/accuracy";
import { route } from "@/lib/http/route";
import { drawSample } from "@/lib/services/accuracy-draw";

export const POST = route({ can: "accuracy:draw", reply: AccuracyReport }, ({ ctx }) => drawSample(ctx));
