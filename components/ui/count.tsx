"use client";

import { useFormat } from "./use-format";

/** A number in short form (18.4K), with the full one on hover and for readers. */
export function Count({ value, className }: { value: number; className?: string }) {
  const format = useFormat();
  const short = format.compact(value);
  const full = format.integer(value);
  if (short === full) return <span className={className}>{full}</span>;
  return (
    <span className={className} title={full}>
      <span aria-hidden="true">{short}</span>
      <span className="sr-only">{full}</span>
    </span>
  );
}
