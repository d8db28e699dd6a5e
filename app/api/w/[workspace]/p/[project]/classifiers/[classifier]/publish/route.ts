import { Classifier, PublishVersion } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { publishVersion, unpublishClassifier } from "@/lib/services/classifiers-publish";

export const PUT = route(
  { can: "classifier:write", body: PublishVersion, reply: Classifier },
  ({ ctx, params, body }) => publishVersion(ctx, params.classifier ?? "", body.version),
);

/** Takes the published version back. */
export const DELETE = route({ can: "classifier:write", reply: Classifier }, ({ ctx, params }) =>
  unpublishClassifier(ctx, params.classifier ?? ""),
);
