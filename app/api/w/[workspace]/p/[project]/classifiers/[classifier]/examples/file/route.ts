import { ExampleUpload } from "@/lib/contracts/classifiers";
import { json } from "@/lib/http/problem";
import { streamRoute } from "@/lib/http/route";
import { readUpload } from "@/lib/http/upload";
import { addExamples } from "@/lib/services/classifiers-upload";

/** The body is the file: CSV with the columns text and label, plain or gzipped, streamed to disk. */
export const POST = streamRoute({ can: "classifier:write" }, async ({ request, scope, params }) =>
  json(ExampleUpload.parse(await addExamples(scope, params.classifier ?? "", readUpload(request))), 201),
);
