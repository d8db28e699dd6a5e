"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Button, TextLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { useFormat } from "@/components/ui/use-format";
import { classifierOptions } from "@/lib/client/classifiers";
import { pagePath } from "@/lib/client/paths";
import type { Classifier } from "@/lib/contracts/classifiers";
import { ClassifierEditor } from "./classifier-editor";
import { ClassifierState } from "./classifier-state";
import { ExamplesTab } from "./examples-tab";
import { VersionsTab } from "./versions-tab";

type Tab = "examples" | "versions";

/** One classifier: what it learns from, and what came of it. */
export function ClassifierPanel({ classifierId }: { classifierId: string }) {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const { scope, can } = useProject();
  const router = useRouter();
  const one = useQuery(classifierOptions(scope, classifierId));
  const [chosen, setChosen] = useState<Tab | null>(null);
  const [isEditing, setIsEditing] = useState(false);
  const { data } = one;
  return (
    <PageBody>
      <p className="pt-5 text-sm">
        <TextLink href={pagePath(scope, "classifiers")}>{t("back")}</TextLink>
      </p>
      {one.isPending ? <SkeletonRows rows={8} label={common("loading")} /> : null}
      {one.error ? <ErrorState error={one.error} onRetry={() => void one.refetch()} /> : null}
      {data ? (
        <>
          <PageHeader
            title={
              <span className="flex flex-wrap items-center gap-3">
                {data.name} <ClassifierState classifier={data} />
              </span>
            }
            lead={data.guideline ? <span className="whitespace-pre-line">{data.guideline}</span> : null}
            actions={
              can("classifier:write") ? (
                <Button icon="edit" onClick={() => setIsEditing(true)}>
                  {t("edit")}
                </Button>
              ) : null
            }
          />
          <AtWork classifier={data} />
          <Tabs<Tab>
            aria-label={data.name}
            value={chosen ?? (data.newestVersion === null ? "examples" : "versions")}
            onValueChange={setChosen}
            tabs={[
              { value: "examples", label: t("examples"), content: <ExamplesTab classifier={data} /> },
              { value: "versions", label: t("versions"), content: <VersionsTab classifier={data} /> },
            ]}
          />
          {isEditing ? (
            <ClassifierEditor
              classifier={data}
              onClose={() => setIsEditing(false)}
              onDeleted={() => router.push(pagePath(scope, "classifiers"))}
            />
          ) : null}
        </>
      ) : null}
    </PageBody>
  );
}

function AtWork({ classifier: { run, lastError } }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  if (!run) {
    return lastError ? (
      <p role="alert" className="mb-3 text-danger text-sm">
        {t("lastFailed", { reason: lastError })}
      </p>
    ) : null;
  }
  const words = { done: format.integer(run.done), total: run.total === null ? "…" : format.integer(run.total) };
  const label = run.kind === "train" ? t("trainingNow", words) : t("applyingNow", words);
  return (
    <div role="status" className="mb-4 max-w-md">
      <p className="mb-1.5 text-ink-2 text-sm">{label}</p>
      <Progress ratio={run.total ? run.done / run.total : null} label={label} />
    </div>
  );
}
