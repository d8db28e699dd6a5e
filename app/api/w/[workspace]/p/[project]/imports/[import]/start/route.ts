import { Import, StartImport } from "@/lib/contracts/imports";
import { route, uuidParam } from "@/lib/http/route";
import { startImport } from "@/lib/services/imports";

export const POST = route({ can: "import:write", body: StartImport, reply: Import }, ({ ctx, params, body }) =>
  startImport(ctx, uuidParam(params.import, "import"), body),
);
