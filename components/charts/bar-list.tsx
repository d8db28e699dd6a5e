"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import type { RankedModel, RankedRow } from "@/lib/charts/ranked-model";

export type BarListProps = {
  model: RankedModel;
  caption: string;
  /** Head of the first column, such as "Platform". */
  nameHead: string;
  valueHead: string;
  nameOf: (row: RankedRow) => string;
  /** The posts behind a row. */
  hrefOf: (row: RankedRow) => string;
  colour?: string;
};

/** A ranking: name, a bar from zero, its value and its part of all. */
export function BarList({
  model,
  caption,
  nameHead,
  valueHead,
  nameOf,
  hrefOf,
  colour = "var(--cat-0)",
}: BarListProps) {
  const t = useTranslations("charts");
  const format = useFormat();
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{nameHead}</Th>
          <Th aria-hidden="true" className="w-2/5" />
          <Th isNumber>{valueHead}</Th>
          <Th isNumber>{t("share")}</Th>
        </tr>
      </thead>
      <tbody>
        {model.rows.map((row) => (
          <tr key={row.key} className="hover:bg-sunken">
            <RowTh className="max-w-44 truncate">
              <Link href={hrefOf(row)} className="hover:text-signal hover:underline" title={nameOf(row)}>
                {nameOf(row)}
              </Link>
            </RowTh>
            <Td aria-hidden="true">
              <span
                className="block h-2 rounded-xs"
                style={{
                  width: `${model.max > 0 ? Math.max(1, (row.value / model.max) * 100) : 0}%`,
                  background: colour,
                }}
              />
            </Td>
            <Td isNumber>{format.integer(row.value)}</Td>
            <Td isNumber className="text-ink-2">
              {row.shareRatio === null ? "–" : format.percent(row.shareRatio, 1)}
            </Td>
          </tr>
        ))}
        {model.others ? (
          <tr className="text-ink-3">
            <RowTh>{t("others", { count: String(model.others.count), of: String(model.others.of) })}</RowTh>
            <Td aria-hidden="true" />
            <Td isNumber>{model.others.value === null ? "–" : format.integer(model.others.value)}</Td>
            <Td isNumber />
          </tr>
        ) : null}
      </tbody>
    </Table>
  );
}
