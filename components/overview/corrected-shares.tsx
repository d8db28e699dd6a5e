"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { Definition } from "@/components/charts/panel-tools";
import { useView } from "@/components/filters/use-view";
import { useProject } from "@/components/shell/project-context";
import { useFormat } from "@/components/ui/use-format";
import { correctedSharesOptions } from "@/lib/client/accuracy";
import type { CorrectedShares as Answer } from "@/lib/contracts/accuracy";
import { useOverviewQuery } from "./use-overview";

/** Sentiment shares without the model's bias, with their intervals; nothing while too few posts are checked. */
export function CorrectedShares() {
  const t = useTranslations("accuracy");
  const charts = useTranslations("charts");
  const format = useFormat();
  const { scope } = useProject();
  const { view } = useView();
  // asked for after the charts
  const rest = useOverviewQuery("sentiment");
  const query = useQuery({
    ...correctedSharesOptions(scope, { filter: view.filter, range: view.range }),
    enabled: rest.isFetched,
  });
  if (!query.data || query.data.shares.length === 0) return null;
  const most = Math.max(...query.data.shares.flatMap(({ corrected, counted }) => [corrected.high, counted]));
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-ink-2 text-xs">
      <span className="inline-flex w-full items-center gap-1.5">
        {t("correctedLabel")}
        <Definition text={t("correctedDef", { count: query.data.checked })} of={t("correctedName")} />
      </span>
      {query.data.shares.map((share) => (
        <span key={share.sentiment} className="inline-flex items-center gap-1.5">
          <Whisker share={share} most={most} />
          {t("correctedShare", {
            name: charts(`sentiment_${share.sentiment}`),
            value: format.percent(share.corrected.value),
            low: format.percent(share.corrected.low),
            high: format.percent(share.corrected.high),
          })}
        </span>
      ))}
    </div>
  );
}

const WIDTH = 88;

/** The interval as a line with a point at the corrected share; a tick where the model's count is. `most`: the right end. */
function Whisker({
  share: { sentiment, corrected, counted },
  most,
}: {
  share: Answer["shares"][number];
  most: number;
}) {
  const colour = `var(--${sentiment})`;
  const x = (share: number) => 3 + (share / most) * (WIDTH - 6);
  return (
    <svg width={WIDTH} height={12} viewBox={`0 0 ${WIDTH} 12`} aria-hidden="true" className="shrink-0">
      <line x1={3} x2={WIDTH - 3} y1={6} y2={6} stroke="var(--line)" />
      <line x1={x(counted)} x2={x(counted)} y1={1} y2={11} stroke="var(--ink-3)" />
      <line x1={x(corrected.low)} x2={x(corrected.high)} y1={6} y2={6} stroke={colour} strokeWidth={2} />
      <circle cx={x(corrected.value)} cy={6} r={3} fill={colour} />
    </svg>
  );
}
