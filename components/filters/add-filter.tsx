"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { Chip } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { DateRange, PostFilter } from "@/lib/contracts/post-filter";
import { LIST_FIELDS, type ListField, NUMBER_FIELDS, toggleValue, valuesOf, without } from "./filter-fields";
import { useChoices } from "./use-choices";

export type AddFilterProps = { filter: PostFilter; range: DateRange; onChange: (filter: PostFilter) => void };

type FieldName = (typeof LIST_FIELDS)[number]["name"] | (typeof NUMBER_FIELDS)[number]["name"];

/** Choose a field, then its values; every choice counts at once. */
export function AddFilter({ filter, range, onChange }: AddFilterProps) {
  const t = useTranslations("filters");
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState<FieldName>("topic");
  useHotkeys({ f: () => setIsOpen(true) });
  const list = LIST_FIELDS.find((field) => field.name === name);
  const number = NUMBER_FIELDS.find((field) => field.name === name);
  return (
    <Popover
      label={t("add")}
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Chip>
          <Icon name="plus" size={12} /> {t("add")}
        </Chip>
      }
    >
      <div className="flex w-64 flex-col gap-3 p-1">
        <Select
          aria-label={t("add")}
          value={name}
          onValueChange={setName}
          options={[...LIST_FIELDS, ...NUMBER_FIELDS].map((field) => ({
            value: field.name as FieldName,
            label: t(field.name),
          }))}
        />
        {list ? <ListValues key={list.name} field={list} filter={filter} range={range} onChange={onChange} /> : null}
        {number ? (
          <Field label={t("atLeast", { count: "" })}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={filter[number.key] === undefined ? "" : String(filter[number.key])}
                onChange={(event) => {
                  const digits = event.target.value.replace(/\D/g, "").slice(0, 12);
                  onChange(digits === "" ? without(filter, number.key) : { ...filter, [number.key]: Number(digits) });
                }}
              />
            )}
          </Field>
        ) : null}
      </div>
    </Popover>
  );
}

function ListValues({ field, filter, range, onChange }: AddFilterProps & { field: ListField }) {
  const t = useTranslations("filters");
  const [isExcluded, setIsExcluded] = useState(false);
  const choices = useChoices(field.name, range);
  const chosen = valuesOf(filter, field, isExcluded);
  return (
    <>
      {field.exclude ? (
        <Segmented
          aria-label={t("mode")}
          value={isExcluded ? "exclude" : "include"}
          onValueChange={(mode) => setIsExcluded(mode === "exclude")}
          options={[
            { value: "include", label: t("include") },
            { value: "exclude", label: t("exclude") },
          ]}
        />
      ) : null}
      {field.name === "tag" ? <TagValue field={field} filter={filter} range={range} onChange={onChange} /> : null}
      {choices.length === 0 && field.name !== "tag" ? <p className="text-ink-3 text-sm">{t("nothing")}</p> : null}
      <div className="flex max-h-64 flex-col gap-2 overflow-y-auto">
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            label={choice.label}
            checked={chosen.includes(choice.value)}
            onCheckedChange={() => onChange(toggleValue(filter, field, choice.value, isExcluded))}
          />
        ))}
      </div>
    </>
  );
}

function TagValue({ field, filter, onChange }: AddFilterProps & { field: ListField }) {
  const t = useTranslations("filters");
  const common = useTranslations("common");
  const [value, setValue] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== "") onChange(toggleValue(filter, field, value.trim(), false));
        setValue("");
      }}
    >
      <Field label={t("tag")} hint={common("add")}>
        {(control) => (
          <Input {...control} maxLength={80} value={value} onChange={(event) => setValue(event.target.value)} />
        )}
      </Field>
    </form>
  );
}
