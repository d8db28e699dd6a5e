"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { TextLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { importOptions } from "@/lib/client/imports";
import { pagePath } from "@/lib/client/paths";
import { ImportLedger } from "./import-ledger";
import { PreviewPanel } from "./preview-panel";

/** One import: its preview while it waits for a check, its ledger from then on. */
export function ImportPanel({ importId }: { importId: string }) {
  const t = useTranslations("data");
  const common = useTranslations("common");
  const format = useFormat();
  const { scope } = useProject();
  const one = useQuery(importOptions(scope, importId));
  const isWaiting = one.data?.state === "uploaded";
  return (
    <PageBody>
      <p className="pt-5 text-sm">
        <TextLink href={pagePath(scope, "data/imports")}>{t("imports")}</TextLink>
      </p>
      {one.isPending ? <SkeletonRows rows={8} label={common("loading")} /> : null}
      {one.error ? <ErrorState error={one.error} onRetry={() => void one.refetch()} /> : null}
      {one.data ? (
        <>
          <PageHeader
            title={isWaiting ? t("previewTitle") : one.data.fileName}
            lead={
              isWaiting
                ? t("previewLead", { name: one.data.fileName, size: format.bytes(one.data.byteCount) })
                : format.bytes(one.data.byteCount)
            }
          />
          {isWaiting ? <PreviewPanel file={one.data} /> : <ImportLedger file={one.data} />}
        </>
      ) : null}
    </PageBody>
  );
}
