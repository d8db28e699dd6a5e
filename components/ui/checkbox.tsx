"use client";

import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

export type CheckboxProps = {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean) => void;
  /** Words beside the box; or give `aria-label`. */
  label?: ReactNode;
  "aria-label"?: string;
  disabled?: boolean;
  className?: string;
};

export function Checkbox({ checked, onCheckedChange, label, disabled, className, ...aria }: CheckboxProps) {
  const id = useId();
  const box = (
    <Radix.Root
      id={id}
      checked={checked}
      onCheckedChange={(next) => onCheckedChange(next === true)}
      disabled={disabled}
      {...aria}
      className={cx(
        "tap inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-ink-3 bg-raised text-on-signal",
        "data-[state=checked]:border-signal data-[state=indeterminate]:border-signal data-[state=checked]:bg-signal data-[state=indeterminate]:bg-signal",
        "disabled:cursor-not-allowed disabled:opacity-50",
        !label && className,
      )}
    >
      <Radix.Indicator>
        <Icon name={checked === "indeterminate" ? "minus" : "check"} size={12} strokeWidth={2.25} />
      </Radix.Indicator>
    </Radix.Root>
  );
  if (!label) return box;
  return (
    <span className={cx("flex items-center gap-2", className)}>
      {box}
      <label htmlFor={id} className="cursor-pointer text-sm">
        {label}
      </label>
    </span>
  );
}
