import { LabelQueue, QueueParams } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { listQueue } from "@/lib/services/classifiers-queue";

export const GET = route({ can: "classifier:label", query: QueueParams, reply: LabelQueue }, ({ ctx, params, query }) =>
  listQueue(ctx, params.classifier ?? "", query.order, query.offset),
);
