import { CheckQueue, CheckQueueParams } from "@/lib/contracts/accuracy";
import { route } from "@/lib/http/route";
import { listCheckQueue } from "@/lib/services/accuracy-answers";

export const GET = route({ can: "accuracy:label", query: CheckQueueParams, reply: CheckQueue }, ({ ctx, query }) =>
  listCheckQueue(ctx, query.offset),
);
