"use client";

import { type KeyboardEvent, useCallback, useId, useMemo, useRef } from "react";
import {
  Area,
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useTranslations } from "use-intl/react";
import { useFormat } from "@/components/ui/use-format";
import { axisTicks, countScale, netScale } from "@/lib/charts/ticks";
import type { TimeModel, TimePoint } from "@/lib/charts/time-model";
import { HatchPatterns } from "./hatch";
import { ActiveProbe, DirectLabels, Legend } from "./time-marks";
import { TimeTooltip } from "./time-tooltip";
import { useDrag } from "./use-drag";
import { useWidth } from "./use-width";

const NARROW = 560;
const LABEL_SPACE = 72;
const TICK_SPACE = 84;

export type TimeSeriesChartProps = {
  model: TimeModel;
  /** Names the chart for readers. */
  name: string;
  height: number;
  formatValue: (value: number) => string;
  formatTick: (value: number) => string;
  /** Opens the posts behind a bucket. */
  onOpen?: (point: TimePoint) => void;
  /** From the first to the last bucket of a drag. */
  onZoom?: (from: TimePoint, to: TimePoint) => void;
  /** Charts with the same id share the crosshair. */
  syncId?: string;
};

type Row = TimePoint & { band: [number, number] | null; solid: number | null; dashed: number | null };

/** A line is solid up to the last finished bucket and dashed from there on. */
function toRows({ points, series, shape }: TimeModel): Row[] {
  const key = series[0]?.key ?? "";
  return points.map((point, index) => {
    const value = point.values[key] ?? null;
    const isLastFinished = !point.isUnfinished && points[index + 1]?.isUnfinished === true;
    return {
      ...point,
      band: shape === "line" && point.low !== null && point.high !== null ? [point.low, point.high] : null,
      solid: point.isUnfinished ? null : value,
      dashed: point.isUnfinished || isLastFinished ? value : null,
    };
  });
}

/** Buckets over time: bars on zero, stacked, or a line with its interval. Crosshair, click, drag and keyboard. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { model, name, height, formatValue, formatTick, onOpen, syncId } = props;
  const t = useTranslations("charts");
  const format = useFormat();
  const id = useId();
  const [box, width] = useWidth<HTMLDivElement>();
  const active = useRef<string | null>(null);
  const setActive = useCallback((label: string | null) => {
    active.current = label;
  }, []);
  const drag = useDrag(props);
  const rows = useMemo(() => toRows(model), [model]);
  const isNarrow = width < NARROW;
  const chartHeight = isNarrow && model.shape === "stack" ? height - 24 : height;
  const ats = useMemo(() => model.points.map((point) => point.at), [model]);
  const ticks = axisTicks(ats, model.interval, Math.max(2, Math.floor(width / TICK_SPACE)), format);
  const gap = width / Math.max(1, rows.length) > 10 ? 2 : width / Math.max(1, rows.length) > 5 ? 1 : 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const point = model.points.find((each) => each.at === active.current);
    if (event.key !== "Enter" || !point || !onOpen) return;
    event.preventDefault();
    event.stopPropagation();
    onOpen(point);
  };
  return (
    <div ref={box} onKeyDownCapture={onKeyDown} style={{ height }} className="w-full select-none">
      {width > 0 && isNarrow && model.shape === "stack" ? <Legend model={model} /> : null}
      {width > 0 ? (
        <ComposedChart
          width={width}
          height={chartHeight}
          data={rows}
          title={name}
          desc={t("chartHelp")}
          barCategoryGap={gap}
          margin={{ top: 8, right: isNarrow ? 4 : LABEL_SPACE, bottom: 0, left: 0 }}
          {...(syncId ? { syncId } : {})}
          {...drag.handlers}
          className={onOpen ? "cursor-pointer" : undefined}
          accessibilityLayer
        >
          <HatchPatterns series={model.series} idOf={(key) => `${id}-${key}`} />
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            scale="band"
            ticks={ticks}
            interval={0}
            tickFormatter={(at: string) => format.tick(at, model.interval)}
            tick={{ fill: "var(--ink-3)", fontSize: 12 }}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            height={24}
          />
          <YAxis
            width={48}
            tickFormatter={formatTick}
            tick={{ fill: "var(--ink-3)", fontSize: 12 }}
            tickLine={false}
            axisLine={false}
            {...scaleOf(model)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--ink-3)", strokeDasharray: "2 3", fill: "var(--ink)", fillOpacity: 0.05 }}
            wrapperStyle={{ zIndex: 20 }}
            content={({ active: isActive, label }) => (
              <TimeTooltip
                active={isActive}
                {...(label === undefined ? {} : { label })}
                model={model}
                formatValue={formatValue}
                canOpen={onOpen !== undefined}
              />
            )}
          />
          {model.shape === "stack" ? stackOf(model, id) : lineOf()}
          {drag.area ? (
            <ReferenceArea x1={drag.area[0]} x2={drag.area[1]} fill="var(--signal)" fillOpacity={0.14} />
          ) : null}
          {isNarrow ? null : <DirectLabels model={model} formatValue={formatValue} />}
          <ActiveProbe onChange={setActive} />
        </ComposedChart>
      ) : null}
    </div>
  );
}

/** Round ends and ticks: from zero for a stack, round zero for a line. */
function scaleOf({ points, series, shape }: TimeModel) {
  if (shape === "stack")
    return countScale(
      Math.max(0, ...points.map((point) => series.reduce((sum, { key }) => sum + (point.values[key] ?? 0), 0))),
    );
  const key = series[0]?.key ?? "";
  const all = points
    .flatMap((point) => [point.values[key], point.low, point.high])
    .filter((value) => typeof value === "number");
  return netScale(Math.min(0, ...all), Math.max(0, ...all));
}

function stackOf(model: TimeModel, id: string) {
  return model.series.map((series) => (
    <Bar
      key={series.key}
      dataKey={(row: Row) => row.values[series.key] ?? null}
      name={series.label}
      stackId="all"
      fill={series.colour}
      isAnimationActive={false}
      shape={({ x, y, width, height, payload }: BarShapeProps) => (
        <rect
          x={x}
          y={y}
          width={Math.max(0.5, width)}
          height={Math.max(0, height)}
          fill={(payload as Row).isUnfinished ? `url(#${CSS.escape(`${id}-${series.key}`)})` : series.colour}
        />
      )}
    />
  ));
}

function lineOf() {
  const line = { type: "linear", stroke: "var(--ink)", strokeWidth: 1.75, isAnimationActive: false } as const;
  return [
    <ReferenceLine key="zero" y={0} stroke="var(--ink-3)" />,
    <Area
      key="band"
      dataKey="band"
      type="linear"
      stroke="none"
      fill="var(--ink)"
      fillOpacity={0.1}
      isAnimationActive={false}
      activeDot={false}
      tooltipType="none"
    />,
    <Line
      key="dashed"
      dataKey="dashed"
      {...line}
      strokeDasharray="3 3"
      dot={false}
      activeDot={false}
      tooltipType="none"
    />,
    <Line
      key="solid"
      dataKey="solid"
      {...line}
      dot={false}
      activeDot={{ r: 3.5, fill: "var(--ink)", stroke: "var(--paper)" }}
    />,
  ];
}
