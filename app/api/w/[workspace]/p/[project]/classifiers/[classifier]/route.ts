import { z } from "zod";
import { Classifier, UpdateClassifier } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { deleteClassifier, getClassifier, updateClassifier } from "@/lib/services/classifiers";

export const GET = route({ can: "classifier:read", reply: Classifier }, ({ ctx, params }) =>
  getClassifier(ctx, params.classifier ?? ""),
);

export const PATCH = route(
  { can: "classifier:write", body: UpdateClassifier, reply: Classifier },
  ({ ctx, params, body }) => updateClassifier(ctx, params.classifier ?? "", body),
);

export const DELETE = route({ can: "classifier:write", reply: z.strictObject({}) }, async ({ ctx, params }) => {
  await deleteClassifier(ctx, params.classifier ?? "");
  return {};
});
