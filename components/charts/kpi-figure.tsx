"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { cx } from "@/components/ui/cx";
import { useFormat } from "@/components/ui/use-format";
import { changeKind, type Kpi } from "@/lib/charts/kpi-model";
import type { Format } from "@/lib/format";
import { Sparkline } from "./sparkline";

export type KpiFigureProps = {
  kpi: Kpi;
  href: string;
  /** Half the 95 % interval, in the figure's unit, where it is known. */
  margin?: number | null;
  /** The figure is an estimate. */
  isEstimate?: boolean;
  /** A period before was asked for. */
  isCompared?: boolean;
  className?: string;
};

function shortOf(kpi: Kpi, format: Format): string {
  if (kpi.value === null) return "–";
  if (kpi.metric === "netSentiment") return format.signed(Math.round(kpi.value));
  return kpi.metric === "shareOfVoice" ? format.percent(kpi.value, 1) : format.compact(kpi.value);
}
function fullOf(kpi: Kpi, format: Format): string {
  if (kpi.value === null) return "–";
  if (kpi.metric === "netSentiment") return format.signed(kpi.value, 1);
  return kpi.metric === "shareOfVoice" ? format.percent(kpi.value, 1) : format.integer(kpi.value);
}

/** One figure of the row: name, value, change against the period before, course. Leads to its posts. */
export function KpiFigure({
  kpi,
  href,
  margin = null,
  isEstimate = false,
  isCompared = true,
  className,
}: KpiFigureProps) {
  const t = useTranslations("charts");
  const format = useFormat();
  const kind = changeKind(kpi.metric);
  const change =
    kpi.change === null
      ? null
      : kind === "relative"
        ? format.change(kpi.change)
        : kind === "points"
          ? t("points", { value: format.signed(Math.round(kpi.change)) })
          : t("sharePoints", { value: format.points(kpi.change) });
  const isReachUnknown = kpi.metric === "reach" && kpi.value === null;
  const rounded = Math.round(kpi.change ?? 0);
  const isMood = kpi.metric === "netSentiment";
  const colour = isMood
    ? Math.round(kpi.value ?? 0) === 0
      ? "var(--ink-2)"
      : (kpi.value ?? 0) < 0
        ? "var(--negative)"
        : "var(--positive)"
    : kpi.metric === "shareOfVoice"
      ? "var(--signal)"
      : "var(--ink-2)";
  return (
    <div className={cx("group/kpi relative min-w-0 py-3.5 pr-4", className)}>
      <dt className="text-ink-3 text-xs">
        <Link
          href={href}
          title={t(`define_${kpi.metric}`)}
          className="after:absolute after:inset-0 after:rounded-md group-hover/kpi:text-signal"
        >
          {t(`metric_${kpi.metric}`)}
        </Link>
      </dt>
      <dd>
        <span className="flex flex-wrap items-baseline gap-x-1.5">
          {isReachUnknown ? (
            <span className="font-semibold text-2xl text-ink-3 tracking-tight" title={t("reachUnknownWhy")}>
              {t("reachUnknown")}
            </span>
          ) : (
            <span className="font-semibold text-2xl tracking-tight" title={fullOf(kpi, format)}>
              <span aria-hidden="true">{shortOf(kpi, format)}</span>
              <span className="sr-only">{kpi.value === null ? t("notMeasured") : fullOf(kpi, format)}</span>
            </span>
          )}
          {margin === null ? null : (
            <span className="text-ink-3 text-xs" title={t("interval95")}>
              ± {format.integer(Math.ceil(margin))}
            </span>
          )}
          <span
            className={cx(
              "text-xs",
              isMood && rounded ? (rounded < 0 ? "text-negative-ink" : "text-positive-ink") : "text-ink-2",
            )}
          >
            {change ?? (isCompared ? <span className="text-ink-3">{t("noPrevious")}</span> : null)}
          </span>
          {isEstimate ? <span className="text-ink-3 text-xs">{t("estimated")}</span> : null}
        </span>
        <Sparkline values={kpi.spark} colour={colour} className="mt-1" />
      </dd>
    </div>
  );
}
