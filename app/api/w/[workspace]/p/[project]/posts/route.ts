import { PostListParams } from "@/lib/contracts/filter-url";
import { PostPage } from "@/lib/contracts/posts";
import { route } from "@/lib/http/route";
import { listPosts } from "@/lib/services/posts";

export const GET = route({ can: "post:read", query: PostListParams, reply: PostPage }, ({ ctx, query }) =>
  listPosts(ctx, query),
);
