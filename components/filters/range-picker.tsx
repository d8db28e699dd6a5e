"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { Chip } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { useFormat } from "@/components/ui/use-format";
import { COMPARES, type Compare, type DateRange, RANGE_PRESETS } from "@/lib/contracts/post-filter";

export type RangePickerProps = {
  range: DateRange;
  compare: Compare;
  onChange: (next: { range?: DateRange; compare?: Compare }) => void;
};

const COMPARE_MESSAGES = { previous: "comparePrevious", year: "compareYear", none: "compareNone" } as const;

/** Presets, two calendar days, and what to compare with. */
export function RangePicker({ range, compare, onChange }: RangePickerProps) {
  const t = useTranslations("filters");
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  useHotkeys({ ".": () => setIsOpen(true) });
  const name =
    "preset" in range
      ? t(`range${range.preset}`)
      : t("rangeCustom", { from: format.date(range.fromDay), to: format.date(range.toDay) });
  const against = compare === "none" ? "" : t(compare === "year" ? "vsYear" : "vsPrevious");
  const choose = (next: DateRange) => {
    onChange({ range: next });
    setIsOpen(false);
  };
  return (
    <Popover
      label={t("range")}
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Chip aria-label={`${t("range")}: ${name} ${against}`}>
          <Icon name="calendar" size={14} />
          <b className="font-semibold text-ink">{name}</b> <span className="max-sm:hidden">{against}</span>
        </Chip>
      }
    >
      <div className="flex w-72 flex-col gap-4 p-1">
        <div className="grid grid-cols-2 gap-1">
          {RANGE_PRESETS.map((preset) => (
            <Button
              key={preset}
              size="sm"
              variant={"preset" in range && range.preset === preset ? "primary" : "ghost"}
              className="justify-start"
              onClick={() => choose({ preset })}
            >
              {t(`range${preset}`)}
            </Button>
          ))}
        </div>
        <CustomRange range={range} onChoose={choose} />
        <div>
          <p className="mb-1 font-medium text-sm">{t("compare")}</p>
          <Segmented
            aria-label={t("compare")}
            value={compare}
            onValueChange={(next) => onChange({ compare: next })}
            options={COMPARES.map((value) => ({ value, label: t(COMPARE_MESSAGES[value]) }))}
          />
        </div>
      </div>
    </Popover>
  );
}

function CustomRange({ range, onChoose }: { range: DateRange; onChoose: (range: DateRange) => void }) {
  const t = useTranslations("filters");
  const common = useTranslations("common");
  const [fromDay, setFromDay] = useState("fromDay" in range ? range.fromDay : "");
  const [toDay, setToDay] = useState("toDay" in range ? range.toDay : "");
  const isUsable = fromDay !== "" && toDay !== "" && fromDay <= toDay;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isUsable) onChoose({ fromDay, toDay });
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-2 gap-2">
      <Field label={t("from")}>
        {(control) => (
          <Input {...control} type="date" value={fromDay} onChange={(event) => setFromDay(event.target.value)} />
        )}
      </Field>
      <Field label={t("to")}>
        {(control) => (
          <Input {...control} type="date" value={toDay} onChange={(event) => setToDay(event.target.value)} />
        )}
      </Field>
      <Button type="submit" size="sm" disabled={!isUsable}>
        {common("apply")}
      </Button>
    </form>
  );
}
