import { FeedPanel } from "@/components/posts/feed-panel";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Posts" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function PostsPage({ params }: Props) {
  await pageContext(params);
  return <FeedPanel />;
}
