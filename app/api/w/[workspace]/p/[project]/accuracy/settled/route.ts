import { AccuracyReport, AnswerPost } from "@/lib/contracts/accuracy";
import { route } from "@/lib/http/route";
import { settlePost } from "@/lib/services/accuracy-answers";

export const PUT = route({ can: "accuracy:label", body: AnswerPost, reply: AccuracyReport }, ({ ctx, body }) =>
  settlePost(ctx, body),
);
