"use client";

import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

export type SelectOption<T extends string> = { value: T; label: ReactNode; disabled?: boolean };
export type SelectProps<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  id?: string;
  "aria-label"?: string;
  "aria-invalid"?: true | undefined;
  "aria-describedby"?: string | undefined;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  /** Narrow and borderless, for toolbars. */
  quiet?: boolean;
};

/** One of a few. An option's value must not be the empty string. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { value, onValueChange, options, placeholder, disabled, className, quiet = false, ...aria } = props;
  return (
    <Radix.Root value={value} onValueChange={(next) => onValueChange(next as T)} disabled={disabled}>
      <Radix.Trigger
        {...aria}
        className={cx(
          "inline-flex h-8 items-center justify-between gap-2 rounded-md border px-2.5 text-left text-sm transition-colors duration-150",
          quiet
            ? "border-transparent text-ink-2 hover:bg-sunken"
            : "w-full border-line-strong bg-raised hover:border-ink-3 aria-invalid:border-danger",
          "disabled:cursor-not-allowed disabled:opacity-60 data-placeholder:text-ink-3",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <Icon name="chevronDown" size={14} className="text-ink-3" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="floating pop z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex h-8 cursor-default select-none items-center rounded-sm pr-3 pl-7 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-sunken"
              >
                <Radix.ItemIndicator className="absolute left-2">
                  <Icon name="check" size={14} className="text-signal" />
                </Radix.ItemIndicator>
                <Radix.ItemText>{option.label}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
