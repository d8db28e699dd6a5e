import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FeedPanel } from "@/components/posts/feed-panel";
import { feedOptions } from "@/lib/client/posts";
import { createQueryClient } from "@/lib/client/query-client";
import { readView, toSearchParams } from "@/lib/client/view-state";
import { PostListQuery } from "@/lib/contracts/posts";
import { pageContext } from "@/lib/http/page";
import { translator } from "@/lib/messages";
import { withCtx } from "@/lib/services/ctx";
import { listPosts } from "@/lib/services/posts";

type Props = {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { me, project } = await pageContext(params);
  return { title: `${translator(me.locale)("posts.title")} · ${project.name}` };
}

/** The first page of posts is here at the first paint; a search that cannot be read shows its error there. */
export default async function PostsPage({ params, searchParams }: Props) {
  const { scope } = await pageContext(params);
  const { filter, range, sort } = readView(toSearchParams(await searchParams));
  const query = { filter, range, sort };
  const queryClient = createQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...feedOptions(scope, query),
    queryFn: () => withCtx(scope, (ctx) => listPosts(ctx, PostListQuery.parse(query))),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <FeedPanel />
    </HydrationBoundary>
  );
}
