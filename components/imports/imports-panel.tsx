"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { StateBadge } from "@/components/runs/state-badge";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { importsOptions } from "@/lib/client/imports";
import { pagePath } from "@/lib/client/paths";
import type { Import } from "@/lib/contracts/imports";
import { DataTabs } from "./data-tabs";
import { UploadBox } from "./upload-box";

export function ImportsPanel() {
  const t = useTranslations("data");
  const common = useTranslations("common");
  const { scope, can } = useProject();
  const imports = useQuery(importsOptions(scope));
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("importsLead")} />
      <DataTabs current="imports" />
      <div className="mt-5 flex flex-col gap-6">
        {can("import:write") ? <UploadBox /> : null}
        {imports.isPending ? <SkeletonRows rows={4} label={common("loading")} /> : null}
        {imports.error ? <ErrorState error={imports.error} onRetry={() => void imports.refetch()} /> : null}
        {imports.data?.length === 0 ? <EmptyState title={t("noImports")}>{t("noImportsText")}</EmptyState> : null}
        {imports.data && imports.data.length > 0 ? <ImportsTable imports={imports.data} /> : null}
      </div>
    </PageBody>
  );
}

function ImportsTable({ imports }: { imports: readonly Import[] }) {
  const t = useTranslations("data");
  const format = useFormat();
  const { scope } = useProject();
  return (
    <Table caption={t("imports")}>
      <thead>
        <tr>
          <Th>{t("file")}</Th>
          <Th>{t("state")}</Th>
          <Th isNumber>{t("read")}</Th>
          <Th isNumber>{t("stored")}</Th>
          <Th isNumber className="max-sm:hidden">
            {t("updated")}
          </Th>
          <Th isNumber className="max-sm:hidden">
            {t("duplicate")}
          </Th>
          <Th isNumber>{t("rejected")}</Th>
          <Th className="max-md:hidden">{t("by")}</Th>
          <Th className="max-sm:hidden">{t("when")}</Th>
        </tr>
      </thead>
      <tbody>
        {imports.map((one) => (
          <tr key={one.id}>
            <RowTh className="max-w-72 truncate">
              <Link
                className="font-medium text-signal hover:underline"
                href={pagePath(scope, `data/imports/${one.id}`)}
                title={one.fileName}
              >
                {one.fileName}
              </Link>
            </RowTh>
            <Td>
              <StateBadge state={one.state} />
            </Td>
            <Td isNumber>{format.integer(one.readCount)}</Td>
            <Td isNumber>{format.integer(one.storedCount)}</Td>
            <Td isNumber className="max-sm:hidden">
              {format.integer(one.updatedCount)}
            </Td>
            <Td isNumber className="max-sm:hidden">
              {format.integer(one.duplicateCount)}
            </Td>
            <Td isNumber>{format.integer(one.rejectedCount)}</Td>
            <Td className="max-w-40 truncate text-ink-3 max-md:hidden">{one.createdBy}</Td>
            <Td className="whitespace-nowrap text-ink-3 max-sm:hidden">
              <time dateTime={one.createdAt} title={format.dateTimeZone(one.createdAt)}>
                {format.dateTime(one.createdAt)}
              </time>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
