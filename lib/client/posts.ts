/** The feed and what a person may do to a post. */
import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { postListToSearchParams } from "../contracts/filter-url";
import { type CorrectPost, PostCard, type PostListQueryInput, PostPage } from "../contracts/posts";
import { api } from "./api";
import { apiPath, type Scope, scopeKey } from "./paths";

/** A list without its place: what the feed asks for, page by page. */
export type FeedQuery = Omit<PostListQueryInput, "cursor">;

/** First part of the key of every list of posts. */
export const postsKey = (scope: Scope) => [...scopeKey(scope), "posts"] as const;

/** One page of posts. */
export function getPostPage(scope: Scope, query: PostListQueryInput, signal?: AbortSignal): Promise<PostPage> {
  return api(apiPath(scope, `posts?${postListToSearchParams(query)}`), PostPage, { signal });
}

/** The feed, growing at its end. It never refetches by itself: new posts wait until somebody asks for them. */
export function feedOptions(scope: Scope, query: FeedQuery) {
  return infiniteQueryOptions({
    queryKey: [...postsKey(scope), "feed", query] as const,
    queryFn: ({ pageParam, signal }) =>
      getPostPage(scope, pageParam === null ? query : { ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A fixed short list, such as the top posts of a page. */
export function postListOptions(scope: Scope, query: FeedQuery) {
  return queryOptions({
    queryKey: [...postsKey(scope), "list", query] as const,
    queryFn: ({ signal }) => getPostPage(scope, query, signal),
  });
}

/** Corrects what a post feels, or with null takes the correction back. */
export function correctPost(scope: Scope, postId: string, body: CorrectPost): Promise<PostCard> {
  return api(apiPath(scope, `posts/${postId}/sentiment`), PostCard, { method: "PUT", body });
}

/** Puts a changed card in its place in every list that shows it; nothing moves. */
export function replacePost(queryClient: QueryClient, scope: Scope, card: PostCard): void {
  const swap = (page: PostPage): PostPage => ({
    ...page,
    posts: page.posts.map((post) => (post.id === card.id ? card : post)),
  });
  queryClient.setQueriesData<InfiniteData<PostPage>>({ queryKey: [...postsKey(scope), "feed"] }, (data) =>
    data ? { ...data, pages: data.pages.map(swap) } : data,
  );
  queryClient.setQueriesData<PostPage>({ queryKey: [...postsKey(scope), "list"] }, (page) =>
    page ? swap(page) : page,
  );
}
