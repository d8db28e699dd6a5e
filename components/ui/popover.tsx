"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type PopoverProps = {
  trigger: ReactNode;
  children: ReactNode;
  /** Names the popover for readers. */
  label: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  /** No padding: what is inside has its own. */
  isFlush?: boolean;
  className?: string;
};

/** A small form or an explanation that floats beside its button. */
export function Popover({
  trigger,
  children,
  label,
  open,
  onOpenChange,
  align = "start",
  isFlush = false,
  className,
}: PopoverProps) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cx(
            "floating pop z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] overflow-y-auto text-sm",
            !isFlush && "p-3",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
export const PopoverClose = Radix.Close;
