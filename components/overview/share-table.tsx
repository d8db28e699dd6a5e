"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { cx } from "@/components/ui/cx";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";

export type ShareRow = {
  key: string;
  name: string;
  /** The posts of the row. */
  href: string;
  shareRatio: number;
  changeRatio: number | null;
  colour: string;
  /** Left out where the table has no column of posts. */
  postCount?: number;
  isStrong?: boolean;
};

/** Rows with a bar, their share and its change; a name leads to the posts. `children`: rows below, with the same columns. */
export function ShareTable({
  caption,
  heading,
  rows,
  children,
}: {
  caption: string;
  heading: string;
  rows: readonly ShareRow[];
  children?: ReactNode;
}) {
  const charts = useTranslations("charts");
  const format = useFormat();
  const max = Math.max(...rows.map((row) => row.shareRatio), 0.001);
  const hasPosts = rows.some((row) => row.postCount !== undefined);
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{heading}</Th>
          <Th aria-hidden="true" className={hasPosts ? "w-1/4 max-sm:hidden" : "w-1/3"} />
          {hasPosts ? <Th isNumber>{charts("metric_posts")}</Th> : null}
          <Th isNumber>{charts("share")}</Th>
          <Th isNumber>{charts("change")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className="hover:bg-sunken">
            <RowTh className={cx("truncate", hasPosts ? "max-w-44" : "max-w-32", row.isStrong && "font-semibold!")}>
              <Link href={row.href} title={row.name} className="hover:text-signal hover:underline">
                {row.name}
              </Link>
            </RowTh>
            <Td aria-hidden="true" className={hasPosts ? "max-sm:hidden" : ""}>
              <span
                className="block h-2 rounded-xs"
                style={{
                  width: row.shareRatio > 0 ? `${Math.max(1, (row.shareRatio / max) * 100)}%` : 0,
                  background: row.colour,
                }}
              />
            </Td>
            {row.postCount === undefined ? null : <Td isNumber>{format.integer(row.postCount)}</Td>}
            <Td isNumber className={row.isStrong ? "font-semibold" : ""}>
              {format.percent(row.shareRatio, 1)}
            </Td>
            <Td isNumber className="text-ink-2">
              {row.changeRatio === null ? "–" : format.points(row.changeRatio)}
            </Td>
          </tr>
        ))}
        {children}
      </tbody>
    </Table>
  );
}
