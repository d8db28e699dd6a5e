import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

const TONES = {
  plain: "border-line-strong text-ink-2",
  signal: "border-signal text-signal",
  warn: "border-warn text-warn",
  danger: "border-danger text-danger",
  positive: "border-positive-ink text-positive-ink",
  neutral: "border-neutral-ink text-neutral-ink",
  negative: "border-negative-ink text-negative-ink",
} as const;
export type Tone = keyof typeof TONES;

/** A word about the state of something. */
export function Badge({
  tone = "plain",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs leading-none",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

export type ChipProps = { isActive?: boolean } & ComponentProps<"button">;
/** A round button of the filter bar. */
export function Chip({ isActive = false, className, children, type, ...rest }: ChipProps) {
  return (
    <button
      type={type ?? "button"}
      className={cx(
        "inline-flex h-7 max-w-72 items-center gap-1.5 whitespace-nowrap rounded-full border bg-raised px-2.5 text-xs transition-colors duration-150",
        isActive ? "border-signal text-signal hover:bg-signal-soft" : "border-line-strong text-ink-2 hover:bg-sunken",
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}

export type RemovableChipProps = { removeLabel: string; onRemove: () => void; children: ReactNode; className?: string };
/** Something chosen, with a cross that takes it back. `children` is usually a button that changes it. */
export function RemovableChip({ removeLabel, onRemove, children, className }: RemovableChipProps) {
  return (
    <span
      className={cx(
        "inline-flex h-7 max-w-full items-center rounded-full border border-signal bg-raised text-signal text-xs",
        className,
      )}
    >
      {children}
      <button
        type="button"
        aria-label={removeLabel}
        title={removeLabel}
        onClick={onRemove}
        className="inline-flex h-full w-7 shrink-0 items-center justify-center rounded-r-full hover:bg-signal-soft"
      >
        <Icon name="x" size={12} />
      </button>
    </span>
  );
}

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-ink-2 text-xs">
      {children}
    </kbd>
  );
}
