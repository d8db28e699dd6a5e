import { Answered, AnswerPost } from "@/lib/contracts/accuracy";
import { route } from "@/lib/http/route";
import { answerPost } from "@/lib/services/accuracy-answers";

export const PUT = route({ can: "accuracy:label", body: AnswerPost, reply: Answered }, ({ ctx, body }) =>
  answerPost(ctx, body),
);
