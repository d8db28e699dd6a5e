"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { versionsOptions } from "@/lib/client/classifiers";
import type { Classifier, ClassifierVersion } from "@/lib/contracts/classifiers";
import { PublishBar } from "./publish-bar";
import { VersionComparison } from "./version-comparison";
import { VersionReport } from "./version-report";

/** All versions, and the report of the chosen one. */
export function VersionsTab({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const { scope } = useProject();
  const versions = useQuery(versionsOptions(scope, classifier));
  const [chosen, setChosen] = useState<number | null>(null);
  if (versions.isPending) return <SkeletonRows rows={6} label={common("loading")} />;
  if (versions.error) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const shown = versions.data.find(({ number }) => number === chosen) ?? versions.data[0];
  if (!shown) return <EmptyState title={t("noVersions")}>{t("noVersionsText")}</EmptyState>;
  return (
    <div className="flex flex-col gap-6">
      {classifier.isOutdated ? <p className="text-ink-2">{t("outdated")}</p> : null}
      <VersionTable versions={versions.data} shown={shown.number} onChoose={setChosen} />
      <PublishBar classifier={classifier} version={shown} />
      <VersionReport version={shown} />
      {versions.data.length > 1 ? (
        <VersionComparison classifier={classifier} versions={versions.data} shown={shown.number} />
      ) : null}
    </div>
  );
}

const TONES = { trained: "plain", published: "positive", retired: "neutral" } as const;

function VersionTable({
  versions,
  shown,
  onChoose,
}: {
  versions: readonly ClassifierVersion[];
  shown: number;
  onChoose: (number: number) => void;
}) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  return (
    <Table caption={t("versions")}>
      <thead>
        <tr>
          <Th>{t("versions")}</Th>
          <Th>{t("state")}</Th>
          <Th isNumber>{t("accuracy")}</Th>
          <Th isNumber>{t("macroF1")}</Th>
          <Th isNumber className="max-sm:hidden">
            {t("examples")}
          </Th>
          <Th className="max-md:hidden">{t("trainedAt")}</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.number} className={version.number === shown ? "bg-signal-soft" : undefined}>
            <RowTh>
              <button
                type="button"
                aria-pressed={version.number === shown}
                className="font-medium text-signal hover:underline"
                onClick={() => onChoose(version.number)}
              >
                {t("version", { number: String(version.number) })}
              </button>
            </RowTh>
            <Td>
              <Badge tone={TONES[version.state]}>{t(`state_${version.state}`)}</Badge>
            </Td>
            <Td isNumber>{format.percent(version.report.accuracy.value, 1)}</Td>
            <Td isNumber>{format.percent(version.report.macroF1.value, 1)}</Td>
            <Td isNumber className="max-sm:hidden">
              {format.integer(version.exampleCount)}
            </Td>
            <Td className="whitespace-nowrap text-ink-2 max-md:hidden">
              {format.dateTime(version.createdAt)} {version.trainedBy}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
