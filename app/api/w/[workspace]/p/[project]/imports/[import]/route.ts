import { z } from "zod";
import { Import } from "@/lib/contracts/imports";
import { route, uuidParam } from "@/lib/http/route";
import { deleteImport, getImport } from "@/lib/services/imports";

export const GET = route({ can: "import:read", reply: Import }, ({ ctx, params }) =>
  getImport(ctx, uuidParam(params.import, "import")),
);

export const DELETE = route({ can: "import:write", reply: z.strictObject({}) }, async ({ ctx, params }) => {
  await deleteImport(ctx, uuidParam(params.import, "import"));
  return {};
});
