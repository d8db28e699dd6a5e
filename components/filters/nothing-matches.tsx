"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Progress } from "@/components/ui/progress";
import { useFormat } from "@/components/ui/use-format";
import { metricsOptions } from "@/lib/client/metrics";
import { pagePath } from "@/lib/client/paths";
import { pulseOptions } from "@/lib/client/pulse";
import type { Run } from "@/lib/contracts/runs";
import { useFilterChips } from "./use-chips";
import { useView } from "./use-view";

/** Nothing matches: says whether the project is empty, still collecting, or which filter took the posts away. */
export function NothingMatches() {
  const { scope } = useProject();
  const { view } = useView();
  const { data: pulse } = useQuery(pulseOptions(scope));
  const isFiltered = Object.keys(view.filter).length > 0;
  const run = pulse?.activeRuns[0];
  if (pulse?.postCount === 0) return run ? <Collecting run={run} /> : <NoPostsAtAll />;
  return isFiltered ? <HiddenByFilters /> : <OutsideRange postCount={pulse?.postCount ?? null} />;
}

function NoPostsAtAll() {
  const t = useTranslations("posts");
  const { scope, can } = useProject();
  return (
    <EmptyState
      title={t("noPostsTitle")}
      action={
        can("import:write") ? (
          <ButtonLink variant="primary" icon="upload" href={pagePath(scope, "data/imports")}>
            {t("importPosts")}
          </ButtonLink>
        ) : null
      }
    >
      {t("noPostsText")}
    </EmptyState>
  );
}

function Collecting({ run }: { run: Run }) {
  const t = useTranslations("posts");
  const format = useFormat();
  const { scope } = useProject();
  const ratio = run.progressTotal ? run.progressDone / run.progressTotal : null;
  return (
    <EmptyState
      title={t("collectingTitle")}
      action={<ButtonLink href={pagePath(scope, "data/runs")}>{t("seeRuns")}</ButtonLink>}
    >
      <p className="mb-3">{t("collectingText", { subject: run.subject, done: format.integer(run.progressDone) })}</p>
      <Progress ratio={ratio} label={run.subject} className="max-w-md" />
    </EmptyState>
  );
}

function OutsideRange({ postCount }: { postCount: number | null }) {
  const t = useTranslations("posts");
  const { change } = useView();
  return (
    <EmptyState
      title={t("emptyRangeTitle")}
      action={
        <Button variant="primary" icon="calendar" onClick={() => change({ range: { preset: "all" } })}>
          {t("showAllTime")}
        </Button>
      }
    >
      {postCount === null ? null : t("emptyRange", { count: postCount })}
    </EmptyState>
  );
}

/** For each filter, how many posts there would be without it. */
function HiddenByFilters() {
  const t = useTranslations("posts");
  const common = useTranslations("common");
  const { scope } = useProject();
  const { view, change } = useView();
  const chips = useFilterChips(view.filter);
  const ask = (filter: typeof view.filter) => metricsOptions(scope, { metrics: ["posts"], filter, range: view.range });
  const all = useQuery(ask({}));
  const without = useQueries({ queries: chips.map((chip) => ask(chip.without)) });
  const hidden = all.data?.totals.posts ?? null;
  return (
    <EmptyState
      title={t("emptyTitle")}
      action={<Button onClick={() => change({ filter: {} })}>{t("clearFilters")}</Button>}
    >
      {hidden === null ? null : <p>{t("emptyHidden", { count: hidden })}</p>}
      {chips.length > 1 ? (
        <ul className="mt-3 flex flex-col items-start gap-2">
          {chips.map((chip, index) => {
            const count = without[index]?.data?.totals.posts;
            return (
              <li key={chip.key} className="flex items-center gap-2">
                <Button size="sm" onClick={() => change({ filter: chip.without })}>
                  {t("emptyWithout", { filter: chip.name })}
                </Button>
                <span className="text-ink-3">{typeof count === "number" ? common("posts", { count }) : "…"}</span>
              </li>
            );
          })}
        </ul>
      ) : null}
    </EmptyState>
  );
}
