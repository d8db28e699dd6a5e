"use client";

import { useTranslations } from "use-intl/react";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { IMPORT_FIELDS, type ImportField, type ImportMapping } from "@/lib/contracts/imports";
import type { MappingFormProps } from "./mapping-form";

const FIELD_MESSAGES = {
  text: "fieldText",
  externalId: "fieldExternalId",
  authorHandle: "fieldAuthorHandle",
  authorName: "fieldAuthorName",
  authorFollowers: "fieldAuthorFollowers",
  publishedAt: "fieldPublishedAt",
  platform: "fieldPlatform",
  type: "fieldType",
  url: "fieldUrl",
  lang: "fieldLang",
  country: "fieldCountry",
  parentExternalId: "fieldParentExternalId",
  likeCount: "fieldLikeCount",
  repostCount: "fieldRepostCount",
  replyCount: "fieldReplyCount",
  tag: "fieldTag",
} as const satisfies Record<ImportField, string>;

const IGNORE = "ignore";
const MAX_TOPICS = 20;

/** A field chosen for two columns, if any (tags may repeat). */
export function doubleField(mapping: ImportMapping): ImportField | null {
  const fields = Object.values(mapping.columns).filter((field) => field !== "tag");
  return fields.find((field, at) => fields.indexOf(field) !== at) ?? null;
}

/** The words of a field. */
export function useFieldName(): (field: ImportField) => string {
  const t = useTranslations("data");
  return (field) => t(FIELD_MESSAGES[field]);
}

/** What each column becomes, with examples of what stands in it. */
export function ColumnsTable({ preview, mapping, onChange }: MappingFormProps) {
  const t = useTranslations("data");
  const format = useFormat();
  const fieldName = useFieldName();
  const options = [
    { value: IGNORE, label: t("ignore") },
    ...IMPORT_FIELDS.map((value) => ({ value, label: fieldName(value) })),
  ];
  const choose = (column: string, field: string) => {
    const { [column]: _, ...others } = mapping.columns;
    const chosen = IMPORT_FIELDS.find((one) => one === field);
    const columns = chosen ? { ...others, [column]: chosen } : others;
    const topicsFromColumn = mapping.topicsFromColumn === column && chosen !== "tag" ? null : mapping.topicsFromColumn;
    onChange({ ...mapping, columns, topicsFromColumn });
  };
  return (
    <Table caption={t("columns")}>
      <thead>
        <tr>
          <Th>{t("column")}</Th>
          <Th>{t("becomes")}</Th>
          <Th className="max-sm:hidden">{t("samples")}</Th>
          <Th isNumber className="max-md:hidden">
            {t("distinct")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {preview.columns.map((column) => (
          <tr key={column.name}>
            <RowTh className="max-w-52 break-words font-medium">{column.name}</RowTh>
            <Td className="w-60 py-1">
              <Select
                aria-label={`${column.name}: ${t("becomes")}`}
                value={mapping.columns[column.name] ?? IGNORE}
                onValueChange={(field) => choose(column.name, field)}
                options={options}
              />
              {mapping.columns[column.name] === "tag" && column.distinctCount <= MAX_TOPICS ? (
                <Checkbox
                  className="pt-1.5"
                  checked={mapping.topicsFromColumn === column.name}
                  onCheckedChange={(isOn) => onChange({ ...mapping, topicsFromColumn: isOn ? column.name : null })}
                  label={
                    <span className="text-xs">
                      {t("topicsFrom", { column: column.name, count: column.distinctCount })}
                    </span>
                  }
                />
              ) : null}
            </Td>
            <Td className="max-w-96 truncate text-ink-3 max-sm:hidden">{column.samples.slice(0, 3).join(" · ")}</Td>
            <Td isNumber className="max-md:hidden">
              {format.integer(column.distinctCount)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
