"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

export type TooltipProps = { content: ReactNode; children: ReactNode; side?: "top" | "bottom" | "left" | "right" };

/** A word more on hover and focus. Never the only place where something is said. */
export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="floating pop z-50 max-w-72 px-2 py-1 text-ink-2 text-xs"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
/** Once, near the root. */
export const TooltipProvider = Radix.Provider;
