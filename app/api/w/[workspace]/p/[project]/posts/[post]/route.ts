import { PostCard } from "@/lib/contracts/posts";
import { route } from "@/lib/http/route";
import { getPost } from "@/lib/services/posts";

export const GET = route({ can: "post:read", reply: PostCard }, ({ ctx, params }) => getPost(ctx, params.post ?? ""));
