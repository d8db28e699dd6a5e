import type { ReactNode } from "react";
import { cx } from "./cx";

export type EmptyStateProps = {
  title: ReactNode;
  children?: ReactNode;
  /** The next step: one button. */
  action?: ReactNode;
  className?: string;
};
/** Nothing to show: says why, and what to do next. */
export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cx("flex flex-col items-start gap-2 py-6", className)}>
      <p className="font-semibold text-base text-ink">{title}</p>
      {children ? <div className="max-w-prose text-ink-2 text-sm">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
