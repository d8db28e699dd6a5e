"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { IconButton } from "@/components/ui/button";
import { Count } from "@/components/ui/count";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Tooltip } from "@/components/ui/tooltip";
import { pagePath } from "@/lib/client/paths";
import { pulseOptions } from "@/lib/client/pulse";
import { MOST_PENDING } from "@/lib/contracts/runs";
import { Mark, Wordmark } from "./brand";
import { NAV_ITEMS, pageOf } from "./nav-items";
import { useProject } from "./project-context";
import { Switcher } from "./switcher";
import { UserMenu } from "./user-menu";

export type LeftBarProps = {
  /** Icons only. */
  isNarrow: boolean;
  /** Absent in the phone's drawer, which has no narrow form. */
  onToggle?: () => void;
  onNavigate?: () => void;
};

export function LeftBar({ isNarrow, onToggle, onNavigate }: LeftBarProps) {
  const t = useTranslations("shell");
  const { scope } = useProject();
  return (
    <div className={cx("flex h-full flex-col gap-3 py-4", isNarrow ? "items-center px-2" : "px-3")}>
      <div className={cx("flex min-h-7 items-center", isNarrow ? "flex-col gap-3" : "justify-between pl-2")}>
        <Link href={pagePath(scope, "overview")} aria-label="Earshot" className="rounded-sm" onClick={onNavigate}>
          {isNarrow ? <Mark size={20} /> : <Wordmark />}
        </Link>
        {onToggle ? (
          <IconButton
            icon="panelLeft"
            label={isNarrow ? t("expand") : t("collapse")}
            aria-expanded={!isNarrow}
            onClick={onToggle}
          />
        ) : null}
      </div>
      <Switcher isNarrow={isNarrow} />
      <Navigation isNarrow={isNarrow} onNavigate={onNavigate} />
      <div className={cx("mt-auto flex flex-col gap-2", isNarrow && "items-center")}>
        <AtWork isNarrow={isNarrow} onNavigate={onNavigate} />
        <UserMenu isNarrow={isNarrow} />
      </div>
    </div>
  );
}

function Navigation({ isNarrow, onNavigate }: { isNarrow: boolean; onNavigate: (() => void) | undefined }) {
  const t = useTranslations("shell");
  const { scope } = useProject();
  const current = pageOf(usePathname());
  const { data: pulse } = useQuery(pulseOptions(scope));
  return (
    <nav aria-label={t("navigation")} className="flex flex-col gap-0.5">
      {NAV_ITEMS.map(({ page, icon }) => {
        const isCurrent = page === current;
        const link = (
          <Link
            key={page}
            href={pagePath(scope, page)}
            aria-current={isCurrent ? "page" : undefined}
            aria-label={isNarrow ? t(page) : undefined}
            onClick={onNavigate}
            className={cx(
              "flex h-8 items-center gap-2.5 rounded-md text-sm transition-colors duration-150",
              isNarrow ? "w-9 justify-center" : "px-2.5",
              isCurrent ? "bg-sunken font-semibold text-ink" : "text-ink-2 hover:bg-sunken hover:text-ink",
              page === "data" && "mt-3",
            )}
          >
            <Icon name={icon} className={cx("shrink-0", isCurrent ? "text-signal" : "text-ink-3")} />
            {isNarrow ? null : <span className="flex-1">{t(page)}</span>}
            {!isNarrow && page === "posts" && pulse ? (
              <Count value={pulse.postCount} className="font-normal text-ink-3 text-xs" />
            ) : null}
          </Link>
        );
        return isNarrow ? (
          <Tooltip key={page} content={t(page)} side="right">
            {link}
          </Tooltip>
        ) : (
          link
        );
      })}
    </nav>
  );
}

/** What runs at this moment; silent when nothing does. */
function AtWork({ isNarrow, onNavigate }: { isNarrow: boolean; onNavigate: (() => void) | undefined }) {
  const t = useTranslations("shell");
  const { scope } = useProject();
  const { data: pulse } = useQuery(pulseOptions(scope));
  const runs = pulse?.activeRuns.length ?? 0;
  const waiting = pulse?.pendingCount ?? 0;
  if (runs === 0 && waiting === 0) return null;
  const text =
    waiting > 0
      ? t(waiting < MOST_PENDING ? "reading" : "readingMore", { count: waiting })
      : t("running", { count: runs });
  return (
    <Link
      href={pagePath(scope, "data")}
      onClick={onNavigate}
      title={text}
      className="flex items-start gap-2 rounded-md px-2.5 py-1.5 text-ink-3 text-xs hover:bg-sunken hover:text-ink-2"
    >
      <span className="mt-1 size-2 shrink-0 animate-[breathe_1.6s_ease-in-out_infinite] rounded-full bg-signal" />
      <span className={cx(isNarrow && "sr-only")}>{text}</span>
    </Link>
  );
}
