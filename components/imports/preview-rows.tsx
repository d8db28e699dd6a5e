"use client";

import { useTranslations } from "use-intl/react";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useErrorText } from "@/components/ui/use-error-text";
import { ApiError } from "@/lib/client/api-error";
import { IMPORT_FIELDS, type ImportPreview } from "@/lib/contracts/imports";
import { useFieldName } from "./columns-table";

/** The first rows as they would be stored, or why not. */
export function PreviewRows({ preview }: { preview: ImportPreview }) {
  const t = useTranslations("data");
  const errorText = useErrorText();
  const fieldName = useFieldName();
  const fields = IMPORT_FIELDS.filter((field) =>
    preview.rows.some((row) => row.values[field] !== undefined && row.values[field] !== null),
  );
  return (
    <section aria-labelledby="rows">
      <h2 id="rows" className="mb-2 text-lg">
        {t("rowsTitle")}
      </h2>
      <Table caption={t("rowsTitle")}>
        <thead>
          <tr>
            <Th isNumber>{t("line")}</Th>
            {fields.map((field) => (
              <Th key={field}>{fieldName(field)}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.line}>
              <RowTh className="pr-3 text-right text-ink-3 tabular-nums">{row.line}</RowTh>
              {row.problem ? (
                <Td colSpan={Math.max(1, fields.length)} className="text-danger">
                  {errorText(new ApiError(422, { code: row.problem.code }))} {row.problem.column}
                </Td>
              ) : (
                fields.map((field) => (
                  <Td key={field} className="max-w-80 truncate" title={row.values[field] ?? undefined}>
                    {row.values[field]}
                  </Td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
