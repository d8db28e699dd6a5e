import { z } from "zod";
import { Classifier, Example, ExampleParams, RemoveExample } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { listExamples, removeExample } from "@/lib/services/classifiers-examples";

export const GET = route(
  { can: "classifier:read", query: ExampleParams, reply: z.array(Example) },
  ({ ctx, params, query }) => listExamples(ctx, params.classifier ?? "", query),
);

export const DELETE = route(
  { can: "classifier:write", body: RemoveExample, reply: Classifier },
  ({ ctx, params, body }) => removeExample(ctx, params.classifier ?? "", body),
);
