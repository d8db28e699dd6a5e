"use client";

import { useTranslations } from "use-intl/react";
import { cx } from "@/components/ui/cx";
import { useFormat } from "@/components/ui/use-format";
import type { SentimentCounts } from "@/lib/charts/net-sentiment";

/** How posts feel, as parts of those that were read: positive, neutral, negative from left to right. */
export function ShareBar({ counts, className }: { counts: SentimentCounts; className?: string }) {
  const t = useTranslations("charts");
  const format = useFormat();
  const read = counts.positive + counts.neutral + counts.negative;
  const part = (count: number) => (read === 0 ? 0 : count / read);
  const label =
    read === 0
      ? t("sentiment_unread")
      : t("split", {
          positive: format.percent(part(counts.positive)),
          neutral: format.percent(part(counts.neutral)),
          negative: format.percent(part(counts.negative)),
        });
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cx("inline-flex h-2 overflow-hidden rounded-xs bg-unread align-middle", className ?? "w-30")}
    >
      {(["positive", "neutral", "negative"] as const).map((state) =>
        counts[state] > 0 ? (
          <span
            key={state}
            className="h-full border-paper border-r last:border-r-0"
            style={{ width: `${part(counts[state]) * 100}%`, background: `var(--${state})` }}
          />
        ) : null,
      )}
    </span>
  );
}
