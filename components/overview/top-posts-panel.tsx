"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FindingText } from "@/components/charts/finding-text";
import { useView } from "@/components/filters/use-view";
import { PostCard } from "@/components/posts/post-card";
import { useProject } from "@/components/shell/project-context";
import { topPostsQuery } from "@/lib/client/overview";
import { postListOptions } from "@/lib/client/posts";
import { usePostsHref } from "./use-overview";

/** The posts that drew the most engagement. */
export function TopPostsPanel({ className }: { className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const { scope } = useProject();
  const { view } = useView();
  const postsHref = usePostsHref();
  const query = useQuery(postListOptions(scope, topPostsQuery(view)));
  const posts = query.data?.posts ?? null;
  const first = posts?.[0];
  return (
    <ChartFrame
      className={className}
      name={t("topPosts")}
      title={
        first && first.engagement > 0 ? (
          <FindingText finding={{ kind: "topPost", name: first.author.handle, count: first.engagement }} />
        ) : (
          t("topPosts")
        )
      }
      subtitle={t("topPostsSub")}
      definition={t("topPostsDef")}
      query={query}
      height={420}
      isEmpty={posts?.length === 0}
      isTableItself
      table={
        posts
          ? {
              header: [t("author"), t("platform"), charts("metric_engagement"), t("text")],
              rows: posts.map((post) => [post.author.handle, post.platform, post.engagement, post.text]),
              shown: [],
            }
          : null
      }
      seePosts={{ href: postsHref({ sort: "engagement" }), label: t("openInPosts") }}
    >
      {() => (
        <ul>
          {posts?.map((post) => (
            <li key={post.id} className="border-line border-t first:border-t-0">
              <PostCard post={post} highlight={query.data?.highlight ?? []} isShort />
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  );
}
