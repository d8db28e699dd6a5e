import { z } from "zod";
import { Import } from "@/lib/contracts/imports";
import { json } from "@/lib/http/problem";
import { route, streamRoute } from "@/lib/http/route";
import { readUpload } from "@/lib/http/upload";
import { createImport, listImports } from "@/lib/services/imports";

export const GET = route({ can: "import:read", reply: z.array(Import) }, ({ ctx }) => listImports(ctx));

/** The body is the file: CSV or JSON Lines, plain or gzipped, streamed to disk. */
export const POST = streamRoute({ can: "import:write" }, async ({ request, scope }) =>
  json(Import.parse(await createImport(scope, readUpload(request))), 201),
);
