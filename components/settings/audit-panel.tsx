"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { auditOptions } from "@/lib/client/settings";

/** The newest hundred entries of the audit log. */
export function AuditPanel() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const format = useFormat();
  const { scope } = useProject();
  const audit = useQuery(auditOptions(scope));
  if (audit.isPending) return <SkeletonRows rows={6} label={common("loading")} />;
  if (audit.error) return <ErrorState error={audit.error} onRetry={() => void audit.refetch()} />;
  if (audit.data.length === 0) return <EmptyState title={t("auditEmpty")} />;
  return (
    <Table caption={t("audit")}>
      <thead>
        <tr>
          <Th>{t("auditWhen")}</Th>
          <Th>{t("auditWho")}</Th>
          <Th>{t("auditWhat")}</Th>
          <Th className="max-sm:hidden">{t("auditDetail")}</Th>
        </tr>
      </thead>
      <tbody>
        {audit.data.map((entry) => (
          <tr key={entry.id}>
            <RowTh className="whitespace-nowrap text-ink-3">{format.dateTime(entry.at)}</RowTh>
            <Td>{entry.actor ?? "Earshot"}</Td>
            <Td>{entry.action}</Td>
            <Td className="max-w-96 truncate text-ink-3 max-sm:hidden">
              {Object.keys(entry.detail).length > 0 ? JSON.stringify(entry.detail) : ""}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
