"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Picker } from "@/components/ui/picker";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { DateRange, PostFilter } from "@/lib/contracts/post-filter";
import {
  type FieldName,
  LIST_FIELDS,
  type ListField,
  NUMBER_FIELDS,
  toggleValue,
  valuesOf,
  without,
} from "./filter-fields";
import { useChoices, useCountHint } from "./use-choices";

export type FieldEditorProps = {
  field: FieldName;
  filter: PostFilter;
  range: DateRange;
  /** Where the editor starts. */
  isExcluded?: boolean;
  onChange: (filter: PostFilter) => void;
  onDone: () => void;
};

/** The values of one field; in lists every choice counts at once. */
export function FieldEditor({ field, isExcluded = false, ...rest }: FieldEditorProps) {
  const list = LIST_FIELDS.find((each) => each.name === field);
  const number = NUMBER_FIELDS.find((each) => each.name === field);
  if (list?.name === "tag") return <TagEditor list={list} {...rest} />;
  if (list) return <ListEditor list={list} startsExcluded={isExcluded} {...rest} />;
  if (number) return <NumberEditor number={number} {...rest} />;
  return <QueryEditor {...rest} />;
}

type Rest = Omit<FieldEditorProps, "field" | "isExcluded">;

function ListEditor({
  list,
  startsExcluded,
  filter,
  range,
  onChange,
}: Rest & { list: ListField; startsExcluded: boolean }) {
  const t = useTranslations("filters");
  const common = useTranslations("common");
  const hint = useCountHint();
  const [isExcluded, setIsExcluded] = useState(startsExcluded);
  const { choices, isPending } = useChoices(list.name, range);
  const name = t(list.name);
  return (
    <div className="w-72">
      {list.exclude ? (
        <div className="border-line border-b p-2">
          <Segmented
            aria-label={t("mode")}
            className="w-full"
            value={isExcluded ? "exclude" : "include"}
            onValueChange={(mode) => setIsExcluded(mode === "exclude")}
            options={[
              { value: "include", label: `${name} ${t("include")}` },
              { value: "exclude", label: `${name} ${t("exclude")}` },
            ]}
          />
        </div>
      ) : null}
      {isPending ? (
        <div className="p-3">
          <SkeletonRows rows={4} label={common("loading")} />
        </div>
      ) : choices.length === 0 ? (
        <p className="p-3 text-ink-3 text-sm">{t("nothing")}</p>
      ) : (
        <Picker
          label={name}
          placeholder={t("find", { field: name })}
          isMulti
          groups={[{ options: choices.map((choice) => ({ ...choice, hint: hint(choice.count) })) }]}
          selected={valuesOf(filter, list, isExcluded)}
          onPick={(value) => onChange(toggleValue(filter, list, value, isExcluded))}
        />
      )}
    </div>
  );
}

function TagEditor({ list, filter, onChange }: Rest & { list: ListField }) {
  const t = useTranslations("filters");
  const common = useTranslations("common");
  const [text, setText] = useState("");
  const tags = valuesOf(filter, list, false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tag = text.trim().slice(0, 80);
    if (tag && !tags.includes(tag)) onChange(toggleValue(filter, list, tag, false));
    setText("");
  };
  return (
    <form onSubmit={submit} className="flex w-72 flex-col gap-2 p-3">
      <Field label={t("tag")} hint={t("tagHint")}>
        {(control) => <Input {...control} autoFocus value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <ul className="flex flex-wrap gap-1">
        {tags.map((tag) => (
          <li key={tag}>
            <Button
              size="sm"
              icon="x"
              aria-label={common("remove", { name: tag })}
              onClick={() => onChange(toggleValue(filter, list, tag, false))}
            >
              {tag}
            </Button>
          </li>
        ))}
      </ul>
      <Button type="submit" variant="primary" size="sm">
        {common("add")}
      </Button>
    </form>
  );
}

function NumberEditor({ number, filter, onChange, onDone }: Rest & { number: (typeof NUMBER_FIELDS)[number] }) {
  const t = useTranslations("filters");
  const common = useTranslations("common");
  const [text, setText] = useState(filter[number.key] === undefined ? "" : String(filter[number.key]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(text === "" ? without(filter, number.key) : { ...filter, [number.key]: Number(text) });
    onDone();
  };
  return (
    <form onSubmit={submit} className="flex w-64 flex-col gap-2 p-3">
      <Field label={t(number.name)} hint={t("numberHint")}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            inputMode="numeric"
            value={text}
            onChange={(event) => setText(event.target.value.replace(/\D/g, "").slice(0, 12))}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="sm">
        {common("apply")}
      </Button>
    </form>
  );
}

function QueryEditor({ filter, onChange, onDone }: Rest) {
  const t = useTranslations("filters");
  const common = useTranslations("common");
  const [text, setText] = useState(filter.query ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const query = text.trim();
    onChange(query === "" ? without(filter, "query") : { ...filter, query });
    onDone();
  };
  return (
    <form onSubmit={submit} className="flex w-80 flex-col gap-2 p-3">
      <Field label={t("search")} hint={t("searchHint")}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={2_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="sm">
        {common("apply")}
      </Button>
    </form>
  );
}
