"use client";

import { useTranslations } from "use-intl/react";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import type { ClassifierReport } from "@/lib/contracts/classifiers";

/** Most of a cell's colour, in per cent, so that its number stays readable. */
const MOST_COLOUR = 42;

/** Counts of given against predicted labels; the colour says which part of its row a cell is. */
export function ConfusionTable({ report: { labels, confusion } }: { report: ClassifierReport }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  return (
    <div className="min-w-0">
      <h3 className="font-semibold text-sm">{t("confusion")}</h3>
      <p className="mb-1 text-ink-3 text-xs">{t("confusionLead")}</p>
      <Table caption={t("confusion")}>
        <thead>
          <tr>
            <Th>{t("given")}</Th>
            {labels.map(({ label }) => (
              <Th key={label} isNumber className="max-w-28 truncate" title={label}>
                {label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map(({ label, testCount }, row) => (
            <tr key={label}>
              <RowTh className="max-w-40 truncate" title={label}>
                {label}
              </RowTh>
              {labels.map(({ label: predicted }, column) => {
                const count = confusion[row]?.[column] ?? 0;
                const share = testCount > 0 ? count / testCount : 0;
                const hue = row === column ? "var(--signal)" : "var(--negative)";
                return (
                  <Td
                    key={predicted}
                    isNumber
                    className={row === column ? "px-2! font-semibold" : "px-2!"}
                    style={{
                      background: `color-mix(in oklab, ${hue} ${Math.round(share * MOST_COLOUR)}%, transparent)`,
                    }}
                    title={format.percent(share)}
                  >
                    {format.integer(count)}
                  </Td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
