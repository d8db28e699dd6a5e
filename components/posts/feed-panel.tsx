"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { FilterBar } from "@/components/filters/filter-bar";
import { NothingMatches } from "@/components/filters/nothing-matches";
import { useRangeName } from "@/components/filters/range-picker";
import { useView } from "@/components/filters/use-view";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { feedOptions } from "@/lib/client/posts";
import { pulseOptions } from "@/lib/client/pulse";
import { POST_SORTS } from "@/lib/contracts/posts";
import { NewPosts } from "./new-posts";
import { PostCardsSkeleton } from "./post-card";
import { PostList } from "./post-list";

/** The feed with its filter bar: the posts behind every number. */
export function FeedPanel() {
  const t = useTranslations("posts");
  const { view, change } = useView();
  const { project } = useProject();
  const rangeName = useRangeName();
  const sort = (
    <Select
      quiet
      aria-label={t("sort")}
      value={view.sort}
      onValueChange={(next) => change({ sort: next })}
      options={POST_SORTS.map((value) => ({ value, label: t(`sort_${value}`) }))}
    />
  );
  return (
    <PageBody>
      <FilterBar hasSearch />
      <PageHeader title={t("title")} lead={`${rangeName(view.range)}, ${project.timeZone}`} actions={sort} />
      <Feed />
    </PageBody>
  );
}

function Feed() {
  const t = useTranslations("posts");
  const common = useTranslations("common");
  const { scope } = useProject();
  const { view } = useView();
  const { filter, range, sort } = view;
  const query = { filter, range, sort };
  const feed = useInfiniteQuery(feedOptions(scope, query));
  const posts = useMemo(() => feed.data?.pages.flatMap((page) => page.posts) ?? [], [feed.data]);
  useRefetchWhileEmpty(feed.data !== undefined && posts.length === 0, feed.refetch);
  if (feed.isPending) return <PostCardsSkeleton count={7} label={common("loading")} />;
  if (!feed.data) return <ErrorState error={feed.error} onRetry={() => void feed.refetch()} />;
  if (posts.length === 0) return <NothingMatches />;
  return (
    <>
      <NewPosts key={feed.dataUpdatedAt} posts={posts} query={query} />
      <PostList key={JSON.stringify(query)} posts={posts} highlight={feed.data.pages[0]?.highlight ?? []} />
      <div className="flex items-center gap-4 border-line border-t pt-4">
        {feed.hasNextPage ? (
          <Button busy={feed.isFetchingNextPage} onClick={() => void feed.fetchNextPage()}>
            {t("loadMore")}
          </Button>
        ) : (
          <p className="text-ink-3 text-sm">{t("endOfList")}</p>
        )}
        {feed.isFetchNextPageError ? <ErrorState error={feed.error} className="py-0!" /> : null}
        <p className="ml-auto text-ink-3 text-xs max-lg:hidden">{t("keyboardHint")}</p>
      </div>
    </>
  );
}

/** An empty list has nothing that could move: it looks again whenever the project was recounted. */
function useRefetchWhileEmpty(isEmpty: boolean, refetch: () => unknown) {
  const { scope } = useProject();
  const { data: pulse } = useQuery(pulseOptions(scope));
  const seen = useRef(pulse?.revision);
  // The server's revision is the outside system.
  useEffect(() => {
    if (isEmpty && pulse && seen.current !== undefined && pulse.revision !== seen.current) refetch();
    seen.current = pulse?.revision;
  }, [isEmpty, pulse, refetch]);
}
