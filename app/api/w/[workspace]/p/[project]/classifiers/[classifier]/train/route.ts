import { Classifier } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { startTraining } from "@/lib/services/classifiers-train";

export const POST = route({ can: "classifier:write", reply: Classifier, status: 202 }, ({ ctx, params }) =>
  startTraining(ctx, params.classifier ?? ""),
);
