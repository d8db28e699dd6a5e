"use client";

import { useEffect } from "react";
import { useActiveTooltipLabel, useIsTooltipActive, usePlotArea, useYAxisScale } from "recharts";
import { spreadLabels } from "@/lib/charts/direct-labels";
import type { TimeModel } from "@/lib/charts/time-model";

/** Tells the chart's keyboard which bucket the crosshair stands on. */
export function ActiveProbe({ onChange }: { onChange: (label: string | null) => void }) {
  const label = useActiveTooltipLabel();
  const isActive = useIsTooltipActive();
  // The chart's own store is the outside system.
  useEffect(() => onChange(isActive && label !== undefined ? String(label) : null), [isActive, label, onChange]);
  return null;
}

export type DirectLabelsProps = { model: TimeModel; formatValue: (value: number) => string };

/** Names beside the right end of what they name; a single line is named by the chart, so it shows its last value. */
export function DirectLabels({ model, formatValue }: DirectLabelsProps) {
  const scale = useYAxisScale();
  const area = usePlotArea();
  const last = model.points.findLast((point) => !point.isUnfinished) ?? model.points.at(-1);
  if (!scale || !area || !last) return null;
  let base = 0;
  const spots = model.series.flatMap(({ key }) => {
    const value = last.values[key];
    if (value === null || value === undefined) return [];
    const middle = model.shape === "stack" ? base + value / 2 : value;
    if (model.shape === "stack") base += value;
    const y = scale(middle);
    return typeof y === "number" ? [{ key, y }] : [];
  });
  const placed = spreadLabels(spots, 15, area.y + 6, area.y + area.height - 4);
  return (
    <g>
      {placed.map((spot) => {
        const series = model.series.find(({ key }) => key === spot.key);
        return (
          <text key={spot.key} x={area.x + area.width + 8} y={spot.y + 4} fontSize={12} fill={inkOf(spot.key)}>
            {model.shape === "line" ? formatValue(last.values[spot.key] ?? 0) : series?.label}
          </text>
        );
      })}
    </g>
  );
}

function inkOf(key: string): string {
  if (key === "positive" || key === "neutral" || key === "negative") return `var(--${key}-ink)`;
  if (key === "net") return "var(--ink)";
  return key === "unread" ? "var(--ink-3)" : "var(--ink-2)";
}

/** Names above the chart, where there is no room beside it. */
export function Legend({ model }: { model: TimeModel }) {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
      {model.series.map((series) => (
        <li key={series.key} className="flex items-center gap-1.5">
          <span className="size-2 rounded-xs" style={{ background: series.colour }} />
          {series.label}
        </li>
      ))}
    </ul>
  );
}
