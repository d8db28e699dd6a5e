"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { useFormat } from "@/components/ui/use-format";
import { accuracyKey, accuracyOptions, drawSample } from "@/lib/client/accuracy";
import { pagePath } from "@/lib/client/paths";
import { type AccuracyReport, MIN_DRAWN_FROM } from "@/lib/contracts/accuracy";
import { AgreementSection } from "./agreement-section";
import { DisagreementList } from "./disagreement-list";
import { PassportSection } from "./passport-section";
import { PeopleSection } from "./people-section";

/** What the model reaches on the project's own posts, and the way to find out. */
export function AccuracyPanel() {
  const t = useTranslations("accuracy");
  const common = useTranslations("common");
  const { scope, can } = useProject();
  const query = useQuery(accuracyOptions(scope));
  const { data } = query;
  return (
    <PageBody>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          data?.sample ? (
            <>
              {can("accuracy:draw") ? <DrawButton report={data} /> : null}
              {can("accuracy:label") ? (
                <ButtonLink variant="primary" href={pagePath(scope, "accuracy/check")}>
                  {t("check")}
                </ButtonLink>
              ) : null}
            </>
          ) : null
        }
      />
      {query.isPending ? <SkeletonRows rows={8} label={common("loading")} /> : null}
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {data && !data.sample ? (
        <EmptyState
          title={t("empty")}
          action={can("accuracy:draw") ? <DrawButton report={data} variant="primary" /> : null}
        >
          {can("accuracy:draw") ? t("emptyText") : t("emptyViewer")}
        </EmptyState>
      ) : null}
      {data?.sample ? <Report report={data} /> : null}
    </PageBody>
  );
}

function DrawButton({ report, variant }: { report: AccuracyReport; variant?: "primary" }) {
  const t = useTranslations("accuracy");
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { scope } = useProject();
  const draw = useMutation({
    mutationFn: () => drawSample(scope),
    onSuccess: async (fresh) => {
      queryClient.setQueryData(accuracyOptions(scope).queryKey, fresh);
      toast({ title: t("drawn") });
      await queryClient.invalidateQueries({ queryKey: accuracyKey(scope) });
    },
    onError: (error) => toast({ title: errorText(error), tone: "danger" }),
  });
  return (
    <Button
      {...(variant ? { variant } : {})}
      busy={draw.isPending}
      disabled={report.undrawnPosts < MIN_DRAWN_FROM}
      onClick={() => draw.mutate()}
    >
      {t("draw")}
    </Button>
  );
}

function Report({ report }: { report: AccuracyReport }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const { sample, passport } = report;
  return (
    <div className="flex flex-col gap-8">
      {passport ? <PassportSection passport={passport} /> : null}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <PeopleSection report={report} />
        <AgreementSection report={report} />
      </div>
      {report.disagreements.length > 0 ? <DisagreementList report={report} /> : null}
      {sample ? (
        <section className="text-ink-2 text-sm">
          <h2 className="mb-1 text-ink text-lg">{t("sample")}</h2>
          <p>
            {t("sampleText", {
              size: sample.size,
              drawnFrom: format.integer(sample.drawnFrom),
              date: format.date(sample.drawnAt),
              by: sample.drawnBy ?? "none",
            })}
          </p>
          <p className="text-ink-3 text-xs">{t("drawHint", { count: report.undrawnPosts })}</p>
        </section>
      ) : null}
    </div>
  );
}
