"use client";

import { useRef, useState } from "react";
import type { MouseHandlerDataParam } from "recharts";
import type { TimeModel, TimePoint } from "@/lib/charts/time-model";

type Press = { start: number; end: number };
export type DragOptions = {
  model: TimeModel;
  onOpen?: ((point: TimePoint) => void) | undefined;
  onZoom?: ((from: TimePoint, to: TimePoint) => void) | undefined;
};

function indexOf({ activeTooltipIndex }: MouseHandlerDataParam): number | null {
  if (activeTooltipIndex === undefined || activeTooltipIndex === null) return null;
  const index = Number(activeTooltipIndex);
  return Number.isInteger(index) ? index : null;
}

/** A click opens, a drag zooms; a finger's first tap only shows. */
export function useDrag({ model, onOpen, onZoom }: DragOptions) {
  const [press, setPress] = useState<Press | null>(null);
  const wasDragged = useRef(false);
  const tapped = useRef<number | null>(null);
  const handlers = {
    onMouseDown: (state: MouseHandlerDataParam) => {
      const index = indexOf(state);
      wasDragged.current = false;
      if (index !== null && onZoom) setPress({ start: index, end: index });
    },
    onMouseMove: (state: MouseHandlerDataParam) => {
      const index = indexOf(state);
      if (index !== null) setPress((now) => (now && now.end !== index ? { ...now, end: index } : now));
    },
    onMouseLeave: () => setPress(null),
    onMouseUp: () => {
      if (!press || press.start === press.end) return setPress(null);
      const from = model.points[Math.min(press.start, press.end)];
      const to = model.points[Math.max(press.start, press.end)];
      wasDragged.current = true;
      setPress(null);
      if (from && to) onZoom?.(from, to);
    },
    onClick: (state: MouseHandlerDataParam, event: { nativeEvent: Event }) => {
      const index = indexOf(state);
      const point = index === null ? undefined : model.points[index];
      if (wasDragged.current || !point) return;
      const isTouch = (event.nativeEvent as PointerEvent).pointerType === "touch";
      const isFirstTap = isTouch && tapped.current !== index;
      tapped.current = index;
      if (!isFirstTap) onOpen?.(point);
    },
  };
  const isDragging = press !== null && press.start !== press.end;
  const [first, last] = press ? [model.points[press.start]?.at, model.points[press.end]?.at] : [];
  return { handlers, area: isDragging && first && last ? ([first, last] as const) : null };
}
