import type { CSSProperties } from "react";
import { cx } from "./cx";

/** A quiet stand-in of the final size, so that nothing jumps when data arrives. */
export function Skeleton({ className, style }: { className?: string; style?: CSSProperties }) {
  return (
    <span
      aria-hidden="true"
      style={style}
      className={cx(
        "block animate-[breathe_1.6s_ease-in-out_infinite] rounded-sm",
        className ?? "",
        !className?.includes("bg-") && "bg-line",
      )}
    />
  );
}

/** Rows of a table that is still on its way. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div key={key} className="flex h-(--row) items-center gap-6 border-line border-t first:border-t-0">
          <Skeleton className="h-3" style={{ width: `${30 + ((row * 17) % 25)}%` }} />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
