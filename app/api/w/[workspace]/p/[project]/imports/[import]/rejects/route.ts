import { streamRoute, uuidParam } from "@/lib/http/route";
import { textStream } from "@/lib/http/text-stream";
import { csvHeaders } from "@/lib/reports/csv";
import { openRejects } from "@/lib/services/imports-rejects";

export const GET = streamRoute({ can: "import:read" }, async ({ scope, params }) => {
  const { name, pieces } = await openRejects(scope, uuidParam(params.import, "import"));
  return new Response(textStream(pieces), { headers: csvHeaders(name) });
});
