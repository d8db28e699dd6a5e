import { Pulse } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { getPulse } from "@/lib/services/pulse";

export const GET = route({ can: "metric:read", reply: Pulse }, ({ ctx }) => getPulse(ctx));
