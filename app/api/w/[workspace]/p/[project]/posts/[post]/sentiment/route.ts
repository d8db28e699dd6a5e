import { CorrectPost, PostCard } from "@/lib/contracts/posts";
import { route } from "@/lib/http/route";
import { correctPost } from "@/lib/services/posts-correct";

export const PUT = route({ can: "post:correct", body: CorrectPost, reply: PostCard }, ({ ctx, params, body }) =>
  correctPost(ctx, params.post ?? "", body),
);
