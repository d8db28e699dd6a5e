"use client";

import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

export type MenuProps = {
  /** One focusable element; it becomes the menu's button. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** A list of actions behind a button. */
export function Menu({
  trigger,
  children,
  align = "start",
  side = "bottom",
  className,
  open,
  onOpenChange,
}: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...(open === undefined ? {} : { open })} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cx(
            "floating pop z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1",
            className,
          )}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ITEM =
  "relative flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none " +
  "data-disabled:opacity-50 data-highlighted:bg-sunken";

export type MenuItemProps = { icon?: IconName; isDangerous?: boolean; hint?: ReactNode } & ComponentProps<
  typeof DropdownMenu.Item
>;
export function MenuItem({ icon, isDangerous = false, hint, className, children, asChild, ...rest }: MenuItemProps) {
  if (asChild)
    return (
      <DropdownMenu.Item asChild className={cx(ITEM, isDangerous && "text-danger", className)} {...rest}>
        {children}
      </DropdownMenu.Item>
    );
  return (
    <DropdownMenu.Item className={cx(ITEM, isDangerous && "text-danger", className)} {...rest}>
      {icon ? <Icon name={icon} size={14} className="text-ink-3" /> : null}
      <span className="flex-1">{children}</span>
      {hint ? <span className="text-ink-3 text-xs">{hint}</span> : null}
    </DropdownMenu.Item>
  );
}

export type MenuRadioProps<T extends string> = {
  value: T | null;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; hint?: ReactNode }[];
};
/** One of a few inside a menu, with a mark at the one that is on. */
export function MenuRadio<T extends string>({ value, onValueChange, options }: MenuRadioProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={value ?? ""} onValueChange={(next) => onValueChange(next as T)}>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={cx(ITEM, "pl-7")}>
          <DropdownMenu.ItemIndicator className="absolute left-2">
            <Icon name="check" size={14} className="text-signal" />
          </DropdownMenu.ItemIndicator>
          <span className="flex-1">{option.label}</span>
          {option.hint ? <span className="text-ink-3 text-xs">{option.hint}</span> : null}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-ink-3 text-xs">{children}</DropdownMenu.Label>;
}
export function MenuSeparator() {
  return <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" />;
}
