"use client";

import Link from "next/link";
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";

const TAB =
  "-mb-px inline-flex h-9 items-center focus-visible:-outline-offset-2 gap-1.5 whitespace-nowrap border-b-2 px-1 text-sm transition-colors duration-150";

export type TabsProps<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  tabs: readonly { value: T; label: ReactNode; content: ReactNode }[];
  "aria-label": string;
};
/** Panels of one page, one at a time. */
export function Tabs<T extends string>({ value, onValueChange, tabs, ...aria }: TabsProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onValueChange(next as T)}>
      <Radix.List className="flex gap-5 overflow-x-auto border-line border-b" {...aria}>
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cx(
              TAB,
              "border-transparent text-ink-2 hover:text-ink data-[state=active]:border-signal data-[state=active]:font-semibold data-[state=active]:text-ink",
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

export type LinkTabsProps = {
  tabs: readonly { href: string; label: ReactNode; isCurrent: boolean }[];
  "aria-label": string;
};
/** Tabs that are pages with addresses of their own. */
export function LinkTabs({ tabs, ...aria }: LinkTabsProps) {
  return (
    <nav className="flex gap-5 overflow-x-auto border-line border-b" {...aria}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.isCurrent ? "page" : undefined}
          className={cx(
            TAB,
            tab.isCurrent ? "border-signal font-semibold text-ink" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
