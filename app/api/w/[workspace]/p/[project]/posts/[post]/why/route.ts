import { PostWhy, PostWhyParams } from "@/lib/contracts/why";
import { route } from "@/lib/http/route";
import { explainPost } from "@/lib/services/explain-post";

export const GET = route({ can: "post:read", query: PostWhyParams, reply: PostWhy }, ({ ctx, params, query }) =>
  explainPost(ctx, { postId: params.post ?? "", head: query.head }),
);
