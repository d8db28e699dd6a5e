"use client";

import { useTranslations } from "use-intl/react";
import { ApiError } from "@/lib/client/api-error";
import { Button } from "./button";
import { cx } from "./cx";
import { Icon } from "./icon";
import { useErrorText } from "./use-error-text";

/** Statuses that the same question gets again however often it is asked. */
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 404, 413, 415, 422]);

export type ErrorStateProps = { error: unknown; onRetry?: () => void; className?: string };

/** Something failed here and only here: what, and a way to try again. */
export function ErrorState({ error, onRetry, className }: ErrorStateProps) {
  const t = useTranslations("common");
  const errorText = useErrorText();
  const requestId = error instanceof ApiError ? error.problem.requestId : undefined;
  const isRefusal = error instanceof ApiError && REFUSALS.has(error.status);
  return (
    <div role="alert" className={cx("flex flex-col items-start gap-2 py-6", className)}>
      <p className="flex max-w-prose items-start gap-2 text-ink text-sm">
        <Icon name="alert" className="mt-0.5 shrink-0 text-danger" />
        <span>{errorText(error)}</span>
      </p>
      {requestId ? <p className="pl-6 text-ink-3 text-xs">{t("requestId", { id: requestId })}</p> : null}
      {onRetry && !isRefusal ? (
        <Button size="sm" icon="refresh" className="ml-6" onClick={onRetry}>
          {t("retry")}
        </Button>
      ) : null}
    </div>
  );
}
