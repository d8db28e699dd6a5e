import { z } from "zod";
import { Classifier, CreateClassifier } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { createClassifier, listClassifiers } from "@/lib/services/classifiers";

export const GET = route({ can: "classifier:read", reply: z.array(Classifier) }, ({ ctx }) => listClassifiers(ctx));

export const POST = route(
  { can: "classifier:write", body: CreateClassifier, reply: Classifier, status: 201 },
  ({ ctx, body }) => createClassifier(ctx, body),
);
