import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx";
import { Scroller } from "./scroller";

export type TableProps = {
  /** Says what the rows are; shown to readers only. */
  caption: ReactNode;
  children: ReactNode;
  className?: string;
};
/** Rules and space, no boxes. Wide tables scroll inside themselves. */
export function Table({ caption, children, className }: TableProps) {
  const id = useId();
  return (
    <Scroller labelledBy={id} className="w-full overflow-x-auto">
      <table className={cx("w-full border-collapse text-sm", className)}>
        <caption id={id} className="sr-only">
          {caption}
        </caption>
        {children}
      </table>
    </Scroller>
  );
}

type Cell = { isNumber?: boolean };
export function Th({ isNumber = false, className, ...rest }: Cell & ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cx(
        "h-8 whitespace-nowrap px-1.5 font-normal text-ink-3 text-xs first:pl-0 last:pr-0",
        isNumber ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}
export function Td({ isNumber = false, className, ...rest }: Cell & ComponentProps<"td">) {
  return (
    <td
      className={cx(
        "h-(--row) border-line border-t px-1.5 first:pl-0 last:pr-0",
        isNumber ? "whitespace-nowrap text-right tabular-nums" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}
/** The cell that names its row. */
export function RowTh({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      className={cx("h-(--row) border-line border-t px-1.5 text-left font-normal first:pl-0", className)}
      {...rest}
    />
  );
}
