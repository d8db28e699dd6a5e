import { z } from "zod";
import { ImportMapping, ImportPreview } from "@/lib/contracts/imports";
import { AppError } from "@/lib/errors";
import { json, validationError } from "@/lib/http/problem";
import { singleParams, streamRoute, uuidParam } from "@/lib/http/route";
import { previewImport } from "@/lib/services/imports-preview";

const Query = z.strictObject({ mapping: z.string().max(50_000).optional() });

function parseMapping(request: Request) {
  const query = Query.safeParse(singleParams(new URL(request.url)));
  if (!query.success) throw validationError(query.error, "query");
  if (query.data.mapping === undefined) return null;
  try {
    const mapping = ImportMapping.partial().safeParse(JSON.parse(query.data.mapping));
    if (!mapping.success) throw validationError(mapping.error, "query");
    return mapping.data;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("E_PARAM", "mapping is not valid JSON.", {
      field: "mapping",
      hint: "Send the mapping as JSON.",
    });
  }
}

/** Reads as much of the file as it takes to show it; stores nothing. */
export const GET = streamRoute({ can: "import:read" }, async ({ request, scope, params }) => {
  const preview = await previewImport(scope, uuidParam(params.import, "import"), parseMapping(request));
  return json(ImportPreview.parse(preview));
});
