"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useView } from "@/components/filters/use-view";
import { useProject } from "@/components/shell/project-context";
import { useFormat } from "@/components/ui/use-format";
import type { TimePoint } from "@/lib/charts/time-model";
import { metricsOptions } from "@/lib/client/metrics";
import { type OverviewQueries, overviewQueries } from "@/lib/client/overview";
import { pagePath } from "@/lib/client/paths";
import { topicsOptions } from "@/lib/client/topics";
import { writeView } from "@/lib/client/view-state";
import type { DateRange, PostFilter } from "@/lib/contracts/post-filter";

/** One of the page's answers. `isEnabled` false: not asked yet. */
export function useOverviewQuery(name: keyof OverviewQueries, isEnabled = true) {
  const { scope } = useProject();
  const { view } = useView();
  return useQuery({ ...metricsOptions(scope, overviewQueries(view)[name]), enabled: isEnabled });
}

/** The project's topics, for names and colours. */
export function useTopics() {
  const { scope } = useProject();
  return useQuery(topicsOptions(scope));
}

/** Where the posts behind a number are: the same view, narrowed to it. */
export function usePostsHref() {
  const { scope } = useProject();
  const { view } = useView();
  return useMemo(
    () =>
      (narrow: { filter?: PostFilter; range?: DateRange; sort?: "engagement" } = {}) =>
        pagePath(
          scope,
          "posts",
          writeView({
            ...view,
            filter: { ...view.filter, ...narrow.filter },
            range: narrow.range ?? view.range,
            sort: narrow.sort ?? view.sort,
          }),
        ),
    [scope, view],
  );
}

const HOURS_20 = 20 * 3_600_000;

/** From the start of one bucket to the end of another: whole days as days, less as instants. */
export function useSpan() {
  const format = useFormat();
  return (from: string, end: string): DateRange => {
    if (Date.parse(end) - Date.parse(from) < HOURS_20) return { from, to: end };
    return { fromDay: format.isoDay(from), toDay: format.isoDay(new Date(Date.parse(end) - 1).toISOString()) };
  };
}

/** What a click and a drag on a chart over time do. */
export function useTimeActions() {
  const router = useRouter();
  const { change } = useView();
  const postsHref = usePostsHref();
  const span = useSpan();
  return {
    onOpen: (point: TimePoint) => router.push(postsHref({ range: span(point.at, point.end) })),
    onZoom: (from: TimePoint, to: TimePoint) => change({ range: span(from.at, to.end) }),
  };
}
