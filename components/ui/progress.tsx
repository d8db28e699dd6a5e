import { cx } from "./cx";

export type ProgressProps = {
  /** 0..1, or null when the end is not known. */
  ratio: number | null;
  label: string;
  tone?: "signal" | "danger";
  className?: string;
};
export function Progress({ ratio, label, tone = "signal", className }: ProgressProps) {
  const known = ratio === null ? null : Math.min(1, Math.max(0, ratio));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known === null ? undefined : Math.round(known * 100)}
      className={cx("h-1.5 w-full overflow-hidden rounded-full bg-line", className)}
    >
      <div
        className={cx(
          "h-full rounded-full transition-[width] duration-200",
          tone === "danger" ? "bg-danger" : "bg-signal",
          known === null && "w-1/4 animate-[indeterminate_1.4s_ease-in-out_infinite]",
        )}
        style={known === null ? undefined : { width: `${known * 100}%` }}
      />
    </div>
  );
}
