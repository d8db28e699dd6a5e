"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { DataTabs } from "@/components/imports/data-tabs";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { useFormat } from "@/components/ui/use-format";
import { cancelRun, isFinal, retryRun, runsKey, runsOptions } from "@/lib/client/runs";
import { milliwattHoursPerThousand, type Run, WATTS_PER_CORE } from "@/lib/contracts/runs";
import { StateBadge } from "./state-badge";

const KINDS = {
  import: "kindImport",
  rematch: "kindRematch",
  classify: "kindClassify",
  demo: "kindDemo",
  train: "kindTrain",
  apply: "kindApply",
} as const;

export function RunsPanel() {
  const t = useTranslations("data");
  const common = useTranslations("common");
  const { scope } = useProject();
  const runs = useQuery(runsOptions(scope));
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("noRunsText")} />
      <DataTabs current="runs" />
      <div className="mt-5">
        {runs.isPending ? <SkeletonRows rows={6} label={common("loading")} /> : null}
        {runs.error ? <ErrorState error={runs.error} onRetry={() => void runs.refetch()} /> : null}
        {runs.data?.length === 0 ? <EmptyState title={t("noRuns")}>{t("noRunsText")}</EmptyState> : null}
        {runs.data && runs.data.length > 0 ? <RunsTable runs={runs.data} /> : null}
      </div>
    </PageBody>
  );
}

function RunsTable({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations("data");
  return (
    <Table caption={t("runs")}>
      <thead>
        <tr>
          <Th>{t("kind")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("progress")}</Th>
          <Th isNumber className="max-sm:hidden">
            {t("rate")}
          </Th>
          <Th className="max-md:hidden">{t("when")}</Th>
          <Th>
            <span className="sr-only">{t("cancelRun")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </Table>
  );
}

function RunRow({ run }: { run: Run }) {
  const t = useTranslations("data");
  const format = useFormat();
  const errorText = useErrorText();
  const rate = run.ratePerSecond === null ? null : format.integer(run.ratePerSecond);
  const rateText = rate === null ? "" : run.unit === "rows" ? t("rateRows", { rate }) : t("ratePosts", { rate });
  const energy = run.kind === "classify" ? milliwattHoursPerThousand(run.detail) : null;
  const done = format.integer(run.progressDone);
  return (
    <tr>
      <RowTh className="max-w-64">
        <span className="font-medium">{t(KINDS[run.kind])}</span>{" "}
        <span className="break-words text-ink-3">{run.subject}</span>
        {run.errorMessage && run.state === "failed" ? (
          <span className="block text-danger text-xs">{run.errorMessage}</span>
        ) : null}
      </RowTh>
      <Td>
        <StateBadge state={run.state} />
      </Td>
      <Td className="min-w-36">
        {isFinal(run) ? null : (
          <Progress
            ratio={run.progressTotal ? run.progressDone / run.progressTotal : null}
            label={`${t(KINDS[run.kind])} ${run.subject}`}
          />
        )}
        <span className="text-ink-3 text-xs tabular-nums">
          {run.progressTotal === null ? done : t("ofTotal", { done, total: format.integer(run.progressTotal) })}
        </span>
      </Td>
      <Td isNumber className="text-ink-3 max-sm:hidden">
        {rateText}
        {energy === null ? null : (
          <span className="block text-xs" title={t("energyHow", { watts: String(WATTS_PER_CORE) })}>
            {t("energy", { amount: format.integer(energy) })}
          </span>
        )}
      </Td>
      <Td className="whitespace-nowrap text-ink-3 max-md:hidden">
        <time dateTime={run.createdAt} title={format.dateTimeZone(run.createdAt)}>
          {format.dateTime(run.createdAt)}
        </time>
      </Td>
      <Td className="text-right">
        <RunAction run={run} onError={errorText} />
      </Td>
    </tr>
  );
}

function RunAction({ run, onError }: { run: Run; onError: (error: unknown) => string }) {
  const t = useTranslations("data");
  const { scope, can } = useProject();
  const queryClient = useQueryClient();
  const toast = useToast();
  const isOver = isFinal(run);
  const act = useMutation({
    mutationFn: () => (isOver ? retryRun(scope, run.id) : cancelRun(scope, run.id)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: runsKey(scope) }),
    onError: (error) => toast({ title: onError(error), tone: "danger" }),
  });
  if (!can("run:write") || run.state === "done" || run.kind === "demo") return null;
  return (
    <Button
      size="sm"
      busy={act.isPending}
      onClick={() => act.mutate()}
      aria-label={`${t(isOver ? "retryRun" : "cancelRun")}: ${t(KINDS[run.kind])} ${run.subject}`}
    >
      {t(isOver ? "retryRun" : "cancelRun")}
    </Button>
  );
}
