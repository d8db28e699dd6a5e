"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { type FeedQuery, feedOptions, getPostPage, postsKey } from "@/lib/client/posts";
import { pulseOptions } from "@/lib/client/pulse";
import type { PostCard } from "@/lib/contracts/posts";
import { countNew } from "./count-new";

const MOST = 50;

/** New posts wait here until somebody asks: the list never moves by itself. Only a list by time has a place for them. */
export function NewPosts({ posts, query }: { posts: readonly PostCard[]; query: FeedQuery }) {
  const t = useTranslations("posts");
  const { scope } = useProject();
  const queryClient = useQueryClient();
  const { data: pulse } = useQuery(pulseOptions(scope));
  const [loadedAt, setLoadedAt] = useState<number | null>(null);
  const revision = pulse?.revision ?? null;
  if (loadedAt === null && revision !== null) setLoadedAt(revision);
  const latest = useQuery({
    queryKey: [...postsKey(scope), "latest", query, revision],
    queryFn: ({ signal }) => getPostPage(scope, { ...query, limit: MOST }, signal),
    enabled: query.sort === "newest" && loadedAt !== null && revision !== loadedAt,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  });
  const count = latest.data ? countNew(latest.data.posts, posts) : 0;
  const show = () => {
    window.scrollTo({ top: 0 });
    void queryClient.resetQueries({ queryKey: feedOptions(scope, query).queryKey });
  };
  return (
    <div role="status" className={count > 0 ? "sticky top-14 z-10 sm:top-30 flex justify-center pb-3 lg:top-18" : ""}>
      {count > 0 ? (
        <Button size="sm" variant="primary" icon="arrowUp" className="shadow-float" onClick={show}>
          {count >= MOST ? t("newPostsMany", { count: String(MOST) }) : t("newPosts", { count })}
        </Button>
      ) : null}
    </div>
  );
}
