import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

const BOX =
  "w-full rounded-md border border-line-strong bg-raised text-ink transition-colors duration-150 hover:border-ink-3 " +
  "focus-visible:border-signal focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 " +
  "aria-invalid:border-danger max-sm:text-lg";

export type InputProps = { icon?: IconName } & ComponentProps<"input">;

/** One line of text. Give it a name with `Field` or `aria-label`. */
export function Input({ icon, className, ...rest }: InputProps) {
  const input = <input className={cx(BOX, "h-8 px-2.5 text-sm", icon && "pl-8", className)} {...rest} />;
  if (!icon) return input;
  return (
    <span className="relative block w-full">
      <Icon
        name={icon}
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      {input}
    </span>
  );
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cx(BOX, "min-h-20 px-2.5 py-1.5 text-sm leading-5", className)} {...rest} />;
}
