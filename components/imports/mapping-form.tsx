"use client";

import { useTranslations } from "use-intl/react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useFormat } from "@/components/ui/use-format";
import { DATE_ORDERS, ENCODINGS, type ImportMapping, type ImportPreview } from "@/lib/contracts/imports";
import { listTimeZones } from "@/lib/format";

export type MappingFormProps = {
  preview: ImportPreview;
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
};

const DELIMITERS = [
  { value: ",", message: "delimiterComma" },
  { value: ";", message: "delimiterSemicolon" },
  { value: "\t", message: "delimiterTab" },
  { value: "|", message: "delimiterPipe" },
] as const;
const ORDERS = { iso: "dateIso", mdy: "dateMdy", dmy: "dateDmy" } as const;

/** How the file as a whole is read. */
export function MappingForm({ preview, mapping, onChange }: MappingFormProps) {
  const t = useTranslations("data");
  const format = useFormat();
  const set = (change: Partial<ImportMapping>) => onChange({ ...mapping, ...change });
  const { ambiguousDate } = preview;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <Field label={t("encoding")}>
        {(control) => (
          <Select
            {...control}
            value={mapping.encoding}
            onValueChange={(encoding) => set({ encoding })}
            options={ENCODINGS.map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
      {mapping.delimiter === null ? null : (
        <Field label={t("delimiter")}>
          {(control) => (
            <Select
              {...control}
              value={mapping.delimiter ?? ","}
              onValueChange={(delimiter) => set({ delimiter })}
              options={DELIMITERS.map(({ value, message }) => ({ value, label: t(message) }))}
            />
          )}
        </Field>
      )}
      <Field
        label={t("dateOrder")}
        error={
          ambiguousDate && mapping.dateOrder === "iso"
            ? t("ambiguous", {
                value: ambiguousDate.value,
                mdy: format.date(ambiguousDate.mdy),
                dmy: format.date(ambiguousDate.dmy),
              })
            : null
        }
      >
        {(control) => (
          <Select
            {...control}
            value={mapping.dateOrder}
            onValueChange={(dateOrder) => set({ dateOrder })}
            options={DATE_ORDERS.map((value) => ({ value, label: t(ORDERS[value]) }))}
          />
        )}
      </Field>
      <Field label={t("zone")}>
        {(control) => (
          <Select
            {...control}
            value={mapping.timeZone}
            onValueChange={(timeZone) => set({ timeZone })}
            options={listTimeZones().map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
      <Field label={t("platform")}>
        {(control) => (
          <Input
            {...control}
            value={mapping.defaultPlatform}
            maxLength={40}
            onChange={(event) => set({ defaultPlatform: event.target.value })}
          />
        )}
      </Field>
      {mapping.format === "csv" ? (
        <Checkbox
          className="self-end pb-1.5"
          checked={mapping.hasHeader}
          onCheckedChange={(hasHeader) => set({ hasHeader })}
          label={t("hasHeader")}
        />
      ) : null}
    </div>
  );
}
