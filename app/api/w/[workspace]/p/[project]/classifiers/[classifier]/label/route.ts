import { Classifier, LabelPost } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { labelPost } from "@/lib/services/classifiers-examples";

export const PUT = route({ can: "classifier:label", body: LabelPost, reply: Classifier }, ({ ctx, params, body }) =>
  labelPost(ctx, params.classifier ?? "", body),
);
