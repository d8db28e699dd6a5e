"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FilterBar } from "@/components/filters/filter-bar";
import { useView } from "@/components/filters/use-view";
import { useHotkeys } from "@/components/shell/hotkeys";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { metricsOptions } from "@/lib/client/metrics";
import { pagePath } from "@/lib/client/paths";
import { feedOptions } from "@/lib/client/posts";
import { SENTIMENTS, type Sentiment } from "@/lib/contracts/entities";
import { POST_SORTS, type PostCard as Post } from "@/lib/contracts/posts";
import { PostCard, PostCardsSkeleton } from "./post-card";
import { useCorrect } from "./use-correct";

const SORT_MESSAGES = {
  newest: "sortNewest",
  oldest: "sortOldest",
  engagement: "sortEngagement",
  reach: "sortReach",
} as const;

/** The feed with its filter bar: the posts behind every number. */
export function FeedPanel() {
  const t = useTranslations("feed");
  const { view, change } = useView();
  const sort = (
    <Select
      quiet
      aria-label={t("sort")}
      value={view.sort}
      onValueChange={(next) => change({ sort: next })}
      options={POST_SORTS.map((value) => ({ value, label: t(SORT_MESSAGES[value]) }))}
    />
  );
  return (
    <PageBody>
      <FilterBar hasSearch />
      <PageHeader title={t("title")} actions={sort} />
      <Feed />
    </PageBody>
  );
}

function Feed() {
  const t = useTranslations("feed");
  const common = useTranslations("common");
  const { scope } = useProject();
  const { view } = useView();
  const { filter, range, sort } = view;
  const feed = useInfiniteQuery(feedOptions(scope, { filter, range, sort }));
  const posts = useMemo(() => feed.data?.pages.flatMap((page) => page.posts) ?? [], [feed.data]);
  const highlight = feed.data?.pages[0]?.highlight ?? [];
  if (feed.isPending) return <PostCardsSkeleton count={6} label={common("loading")} />;
  if (feed.error) return <ErrorState error={feed.error} onRetry={() => void feed.refetch()} />;
  if (posts.length === 0) return <NoPosts />;
  return (
    <>
      <NewPosts loadedAtMs={feed.dataUpdatedAt} />
      <PostList posts={posts} highlight={highlight} />
      {feed.hasNextPage ? (
        <Button className="mt-4" busy={feed.isFetchingNextPage} onClick={() => void feed.fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </>
  );
}

/** New posts wait here until somebody asks: the list never moves by itself. */
function NewPosts({ loadedAtMs }: { loadedAtMs: number }) {
  const t = useTranslations("feed");
  const { scope } = useProject();
  const { view } = useView();
  const queryClient = useQueryClient();
  const count = useQuery(metricsOptions(scope, { metrics: ["posts"], filter: view.filter, range: view.range }));
  const seen = useRef({ loadedAtMs: 0, count: 0 });
  const now = count.data?.totals.posts ?? 0;
  if (count.data && seen.current.loadedAtMs !== loadedAtMs) seen.current = { loadedAtMs, count: now };
  const fresh = now - seen.current.count;
  if (!count.data || fresh <= 0) return null;
  const { filter, range, sort } = view;
  const show = () => void queryClient.resetQueries({ queryKey: feedOptions(scope, { filter, range, sort }).queryKey });
  return (
    <div role="status" className="pb-3">
      <Button size="sm" icon="arrowUp" onClick={show}>
        {t("newPosts", { count: fresh })}
      </Button>
    </div>
  );
}

function PostList({ posts, highlight }: { posts: readonly Post[]; highlight: readonly string[] }) {
  const t = useTranslations("feed");
  const { can } = useProject();
  const correct = useCorrect();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(-1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const go = (step: number) => () => {
    const next = Math.min(posts.length - 1, Math.max(0, at + step));
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>(":scope > li")[next]?.focus();
  };
  const current = posts[at];
  const toggle = (post: Post | undefined) => {
    if (!post) return;
    const next = new Set(selected);
    if (!next.delete(post.id)) next.add(post.id);
    setSelected(next);
  };
  const set = (sentiment: Sentiment) => () =>
    current && can("post:correct") && correct.mutate({ post: current, sentiment });
  useHotkeys({
    j: go(1),
    k: go(-1),
    x: () => toggle(current),
    1: set("negative"),
    2: set("neutral"),
    3: set("positive"),
  });
  return (
    <>
      {selected.size > 0 ? (
        <SelectionBar posts={posts.filter((post) => selected.has(post.id))} onClear={() => setSelected(new Set())} />
      ) : null}
      <ul ref={list} aria-label={t("title")}>
        {posts.map((post, index) => (
          <li key={post.id} tabIndex={-1} onFocus={() => setAt(index)}>
            <PostCard
              post={post}
              highlight={highlight}
              lead={
                can("post:correct") ? (
                  <Checkbox
                    className="mt-1"
                    aria-label={t("select", { name: post.author.handle })}
                    checked={selected.has(post.id)}
                    onCheckedChange={() => toggle(post)}
                  />
                ) : null
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function SelectionBar({ posts, onClear }: { posts: readonly Post[]; onClear: () => void }) {
  const t = useTranslations("feed");
  const names = useTranslations("filters");
  const correct = useCorrect();
  return (
    <div
      role="status"
      className="floating sticky top-28 z-10 mb-2 flex flex-wrap items-center gap-2 px-3 py-2 lg:top-16"
    >
      <span className="font-medium text-sm">{t("selected", { count: posts.length })}</span>
      {SENTIMENTS.map((sentiment) => (
        <Button
          key={sentiment}
          size="sm"
          busy={correct.isPending}
          onClick={() => {
            for (const post of posts) correct.mutate({ post, sentiment });
          }}
        >
          {t("correctAll", { name: names(sentiment) })}
        </Button>
      ))}
      <Button size="sm" variant="ghost" onClick={onClear}>
        {t("unselect")}
      </Button>
    </div>
  );
}

function NoPosts() {
  const t = useTranslations("feed");
  const { scope } = useProject();
  const { view, change } = useView();
  const hasFilter = Object.keys(view.filter).length > 0;
  return (
    <EmptyState
      title={t("emptyTitle")}
      action={
        hasFilter ? (
          <Button onClick={() => change({ filter: {} })}>{t("clearFilters")}</Button>
        ) : (
          <ButtonLink href={pagePath(scope, "data/imports")}>{t("goImport")}</ButtonLink>
        )
      }
    >
      {t(hasFilter ? "emptyFiltered" : "emptyProject")}
    </EmptyState>
  );
}
