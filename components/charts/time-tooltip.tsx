"use client";

import { useTranslations } from "use-intl/react";
import { useFormat } from "@/components/ui/use-format";
import type { TimeModel } from "@/lib/charts/time-model";

export type TimeTooltipProps = {
  active?: boolean;
  label?: string | number;
  model: TimeModel;
  formatValue: (value: number) => string;
  canOpen: boolean;
};

/** What the crosshair stands on: every series, largest first, with the sum of a stack or the interval of a line. */
export function TimeTooltip({ active, label, model, formatValue, canOpen }: TimeTooltipProps) {
  const t = useTranslations("charts");
  const format = useFormat();
  const point = active ? model.points.find((each) => each.at === label) : undefined;
  if (!point) return null;
  const entries = model.series
    .map((series) => ({ ...series, value: point.values[series.key] ?? null }))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const total = entries.reduce((sum, entry) => sum + (entry.value ?? 0), 0);
  return (
    <div className="floating pointer-events-none min-w-40 px-3 py-2 text-xs">
      <p className="mb-1 font-semibold text-ink">
        {format.bucket(point.at, model.interval)}
        {point.isUnfinished ? <span className="font-normal text-ink-3"> · {t("unfinished")}</span> : null}
      </p>
      {entries.map((entry) => (
        <p key={entry.key} className="flex items-center gap-2 leading-5">
          <span className="size-2 rounded-xs" style={{ background: entry.colour }} />
          <span className="flex-1 text-ink-2">{entry.label}</span>
          <span className="pl-4 tabular-nums">
            {entry.value === null ? t("notMeasured") : formatValue(entry.value)}
          </span>
        </p>
      ))}
      {model.shape === "stack" ? (
        <p className="mt-1 flex justify-between border-line border-t pt-1 text-ink-2">
          <span>{t("total")}</span>
          <span className="font-semibold text-ink tabular-nums">{formatValue(total)}</span>
        </p>
      ) : point.low !== null && point.high !== null ? (
        <p className="flex justify-between gap-4 text-ink-3">
          <span>{t("interval95")}</span>
          <span className="tabular-nums">
            {formatValue(point.low)} … {formatValue(point.high)}
          </span>
        </p>
      ) : null}
      {canOpen ? <p className="mt-1 text-ink-3">{t("open")}</p> : null}
    </div>
  );
}
