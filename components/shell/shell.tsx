"use client";

import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { pagePath } from "@/lib/client/paths";
import { type Bar, rememberPreference } from "@/lib/client/preferences";
import { Wordmark } from "./brand";
import { CommandPalette } from "./command-palette";
import { useHotkeys } from "./hotkeys";
import { KeyboardHelp } from "./keyboard-help";
import { LeftBar } from "./left-bar";
import { NAV_ITEMS } from "./nav-items";
import { useProject } from "./project-context";
import { PulseWatch } from "./pulse-watch";

export type ShellProps = { initialBar: Bar; children: ReactNode };

/** The frame of a project: left bar, phone bar, palette, keyboard help. */
export function Shell({ initialBar, children }: ShellProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const { scope, project } = useProject();
  const [isNarrow, setIsNarrow] = useState(initialBar === "icons");
  const [open, setOpen] = useState<"palette" | "help" | "drawer" | null>(null);
  const show = (which: typeof open) => (isOpen: boolean) => setOpen(isOpen ? which : null);
  useHotkeys({
    ...Object.fromEntries(NAV_ITEMS.map(({ page, key }) => [`g ${key}`, () => router.push(pagePath(scope, page))])),
    "/": () => router.push(`${pagePath(scope, "posts")}#search`),
    "?": () => setOpen("help"),
    "mod+k": () => setOpen("palette"),
  });
  const toggle = () => {
    rememberPreference("bar", isNarrow ? "open" : "icons");
    setIsNarrow(!isNarrow);
  };
  return (
    <div
      className={cx(
        "min-h-dvh lg:grid",
        isNarrow ? "lg:grid-cols-[56px_minmax(0,1fr)]" : "lg:grid-cols-[var(--bar-left)_minmax(0,1fr)]",
      )}
    >
      <a
        href="#content"
        className="floating -translate-y-20 fixed top-2 left-2 z-60 px-3 py-2 text-sm focus-visible:translate-y-0"
      >
        {t("skip")}
      </a>
      <aside className="sticky top-0 h-dvh overflow-y-auto border-line border-r max-lg:hidden">
        <LeftBar isNarrow={isNarrow} onToggle={toggle} />
      </aside>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-line border-b bg-paper px-3 lg:hidden">
        <IconButton icon="menu" size="md" label={t("openMenu")} onClick={() => setOpen("drawer")} />
        <Wordmark />
        <span className="ml-auto min-w-0 truncate text-ink-3 text-xs">{project.name}</span>
        <IconButton icon="search" size="md" label={t("palette")} onClick={() => setOpen("palette")} />
      </header>
      <Drawer isOpen={open === "drawer"} onOpenChange={show("drawer")} />
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </main>
      <PulseWatch />
      <CommandPalette open={open === "palette"} onOpenChange={show("palette")} onHelp={() => setOpen("help")} />
      <KeyboardHelp open={open === "help"} onOpenChange={show("help")} />
    </div>
  );
}

function Drawer({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("shell");
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="veil fixed inset-0 z-40 bg-[rgb(15_17_20/45%)]" />
        <Radix.Content
          aria-describedby={undefined}
          className="slide-left fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] overflow-y-auto border-line-strong border-r bg-paper shadow-float"
        >
          <Radix.Title className="sr-only">{t("navigation")}</Radix.Title>
          <LeftBar isNarrow={false} onNavigate={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
