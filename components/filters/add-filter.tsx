"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { Chip } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { Picker } from "@/components/ui/picker";
import { Popover } from "@/components/ui/popover";
import type { DateRange, PostFilter } from "@/lib/contracts/post-filter";
import { FieldEditor } from "./field-editor";
import { FIELD_NAMES, type FieldName } from "./filter-fields";

export type AddFilterProps = { filter: PostFilter; range: DateRange; onChange: (filter: PostFilter) => void };

/** Choose a field, then its values. `f` opens it. */
export function AddFilter({ filter, range, onChange }: AddFilterProps) {
  const t = useTranslations("filters");
  const [isOpen, setIsOpen] = useState(false);
  const [field, setField] = useState<FieldName | null>(null);
  const show = (next: boolean) => {
    setIsOpen(next);
    if (next) setField(null);
  };
  useHotkeys({ f: () => show(true) });
  return (
    <Popover
      label={t("add")}
      open={isOpen}
      onOpenChange={show}
      isFlush
      trigger={
        <Chip>
          <Icon name="plus" size={12} /> {t("add")}
        </Chip>
      }
    >
      {field === null ? (
        <Picker
          label={t("add")}
          placeholder={t("add")}
          className="w-56"
          groups={[{ options: FIELD_NAMES.map((name) => ({ value: name, label: t(name) })) }]}
          onPick={(name) => setField(FIELD_NAMES.find((each) => each === name) ?? null)}
        />
      ) : (
        <FieldEditor field={field} filter={filter} range={range} onChange={onChange} onDone={() => show(false)} />
      )}
    </Popover>
  );
}
