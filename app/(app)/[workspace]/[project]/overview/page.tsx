import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { OverviewPanel } from "@/components/overview/overview-panel";
import { metricsOptions } from "@/lib/client/metrics";
import { overviewQueries } from "@/lib/client/overview";
import { createQueryClient } from "@/lib/client/query-client";
import { topicsOptions } from "@/lib/client/topics";
import { readView, toSearchParams } from "@/lib/client/view-state";
import { pageContext } from "@/lib/http/page";
import { translator } from "@/lib/messages";
import { withCtx } from "@/lib/services/ctx";
import { queryMetrics } from "@/lib/services/metrics";
import { listTopics } from "@/lib/services/topics";

type Props = {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { me, project } = await pageContext(params);
  return { title: `${translator(me.locale)("overview.title")} · ${project.name}` };
}

/** What the words and the figures are made of is here at the first paint; the other panels ask for themselves. */
export default async function OverviewPage({ params, searchParams }: Props) {
  const { scope } = await pageContext(params);
  const queries = overviewQueries(readView(toSearchParams(await searchParams)));
  const queryClient = createQueryClient();
  const first = [queries.figures, queries.sentiment, queries.topics];
  await Promise.all([
    ...first.map((query) =>
      queryClient.prefetchQuery({
        queryKey: metricsOptions(scope, query).queryKey,
        queryFn: () => withCtx(scope, (ctx) => queryMetrics(ctx, query)),
        retry: false,
      }),
    ),
    queryClient.prefetchQuery({
      queryKey: topicsOptions(scope).queryKey,
      queryFn: () => withCtx(scope, listTopics),
      retry: false,
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <OverviewPanel />
    </HydrationBoundary>
  );
}
