import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

const VARIANTS = {
  primary: "border-signal bg-signal text-on-signal font-semibold hover:opacity-90",
  secondary: "border-line-strong bg-raised text-ink hover:bg-sunken",
  ghost: "border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "border-danger bg-danger text-on-danger font-semibold hover:opacity-90",
} as const;
const SIZES = { sm: "h-7 px-2.5 text-sm", md: "h-8 px-3 text-sm", lg: "h-10 px-4 text-base" } as const;

type Look = { variant?: keyof typeof VARIANTS; size?: keyof typeof SIZES; icon?: IconName };

function look({ variant = "secondary", size = "md" }: Look, square: boolean, extra?: string) {
  return cx(
    "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border leading-none",
    "transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50",
    VARIANTS[variant],
    SIZES[size],
    square && (size === "sm" ? "w-7 px-0!" : size === "md" ? "w-8 px-0!" : "w-10 px-0!"),
    extra,
  );
}

export type ButtonProps = Look & { busy?: boolean } & ComponentProps<"button">;

/** A verb. `busy` keeps its width, says so to readers and refuses a second press. */
export function Button({ variant, size, icon, busy = false, className, children, type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      className={look({ variant, size }, false, className)}
      aria-busy={busy || undefined}
      {...rest}
      disabled={rest.disabled || busy}
    >
      {busy ? <Spinner /> : icon ? <Icon name={icon} size={size === "sm" ? 14 : 16} /> : null}
      {children}
    </button>
  );
}

export type IconButtonProps = Look & { label: string; icon: IconName } & ComponentProps<"button">;

/** A button that shows only its icon; `label` names it. */
export function IconButton({ variant = "ghost", size = "sm", icon, label, className, type, ...rest }: IconButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      title={label}
      className={look({ variant, size }, true, cx("tap", className))}
      {...rest}
    >
      <Icon name={icon} size={size === "sm" ? 14 : 16} />
    </button>
  );
}

export type ButtonLinkProps = Look & ComponentProps<typeof Link>;

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link className={look({ variant, size }, false, className)} {...rest}>
      {icon ? <Icon name={icon} size={size === "sm" ? 14 : 16} /> : null}
      {children}
    </Link>
  );
}

/** A quiet link in running text or in the corner of a panel. */
export function TextLink({ className, children, ...rest }: ComponentProps<typeof Link> & { children: ReactNode }) {
  return (
    <Link className={cx("text-signal underline-offset-3 hover:underline", className)} {...rest}>
      {children}
    </Link>
  );
}

export function Spinner({ className }: { className?: string }) {
  return (
    <svg
      className={cx("animate-spin motion-reduce:animate-none", className)}
      width="14"
      height="14"
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2" />
      <path d="M8 2a6 6 0 0 1 6 6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
