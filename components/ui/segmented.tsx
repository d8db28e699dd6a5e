"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type SegmentedProps<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode }[];
  "aria-label": string;
  className?: string;
};

/** Two to five choices side by side; exactly one is on. */
export function Segmented<T extends string>({ value, onValueChange, options, className, ...aria }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={(next) => next && onValueChange(next as T)}
      className={cx("inline-flex rounded-md border border-line-strong bg-raised p-0.5", className)}
      {...aria}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="h-6 flex-1 whitespace-nowrap rounded-sm px-2.5 text-ink-2 text-xs transition-colors duration-150 hover:text-ink data-[state=on]:bg-signal-soft data-[state=on]:font-semibold data-[state=on]:text-signal"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
