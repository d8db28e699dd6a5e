"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { comparisonOptions } from "@/lib/client/classifiers";
import type { Classifier, ClassifierVersion, VersionComparison as Compared } from "@/lib/contracts/classifiers";

type Props = { classifier: Classifier; versions: readonly ClassifierVersion[]; shown: number };

/** The shown version beside another: on texts that neither has learnt from, and on the newest posts. */
export function VersionComparison({ classifier, versions, shown }: Props) {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const { scope } = useProject();
  const others = versions.filter(({ number }) => number !== shown);
  const [chosen, setChosen] = useState<number | null>(null);
  const fallback = others.find(({ state }) => state === "published") ?? others[0];
  const other = others.find(({ number }) => number === chosen) ?? fallback;
  const comparison = useQuery({
    ...comparisonOptions(scope, classifier.id, other?.number ?? 0, shown),
    enabled: other !== undefined,
  });
  if (!other) return null;
  return (
    <section aria-label={t("compare")}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 className="text-lg">{t("compare")}</h2>
        <span className="text-ink-2 text-sm">
          {t("version", { number: String(shown) })} {t("compareWith")}
        </span>
        <Select
          quiet
          aria-label={t("compareWith")}
          value={String(other.number)}
          onValueChange={(number) => setChosen(Number(number))}
          options={others.map(({ number }) => ({
            value: String(number),
            label: t("version", { number: String(number) }),
          }))}
        />
      </div>
      {comparison.isPending ? <SkeletonRows rows={3} label={common("loading")} /> : null}
      {comparison.error ? <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} /> : null}
      {comparison.data ? <Outcome result={comparison.data} /> : null}
    </section>
  );
}

function Outcome({ result }: { result: Compared }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  const [a, b] = [String(result.a), String(result.b)];
  const figures = [
    { number: a, of: result.accuracyA },
    { number: b, of: result.accuracyB },
  ];
  return (
    <div className="text-sm">
      {result.count === 0 ? <p>{t("compareNone")}</p> : <p>{t("compareTitle", { a, b, count: result.count })}</p>}
      <ul className="mt-1 text-ink-2">
        {figures.map(({ number, of }) =>
          of ? (
            <li key={number}>
              {t("compareAccuracy", {
                number,
                value: format.percent(of.value, 1),
                low: format.percent(of.low),
                high: format.percent(of.high),
              })}
            </li>
          ) : null,
        )}
        {result.count > 0 ? (
          <li>
            {result.pValue === null
              ? t("compareSame")
              : `${t("compareOnly", { a, b, onlyA: format.integer(result.onlyA), onlyB: format.integer(result.onlyB) })} ${t("compareChance", { p: format.percent(result.pValue) })}`}
          </li>
        ) : null}
        <li>
          {t("comparePosts", { count: format.integer(result.changedPosts), of: format.integer(result.askedPosts) })}
        </li>
      </ul>
    </div>
  );
}
