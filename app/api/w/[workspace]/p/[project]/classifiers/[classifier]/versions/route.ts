import { z } from "zod";
import { ClassifierVersion } from "@/lib/contracts/classifiers";
import { route } from "@/lib/http/route";
import { listVersions } from "@/lib/services/classifiers-versions";

export const GET = route({ can: "classifier:read", reply: z.array(ClassifierVersion) }, ({ ctx, params }) =>
  listVersions(ctx, params.classifier ?? ""),
);
