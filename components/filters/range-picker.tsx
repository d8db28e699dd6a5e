"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { useProject } from "@/components/shell/project-context";
import { Chip } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
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

/** What a range is called. */
export function useRangeName(): (range: DateRange) => string {
  const t = useTranslations("filters");
  const format = useFormat();
  return (range) => {
    if ("preset" in range) return t(`range_${range.preset}`);
    return "fromDay" in range ? format.days(range.fromDay, range.toDay) : format.span(range.from, range.to);
  };
}

/** Presets, two calendar days, and what to compare with. `.` opens it. */
export function RangePicker({ range, compare, onChange }: RangePickerProps) {
  const t = useTranslations("filters");
  const nameOf = useRangeName();
  const [isOpen, setIsOpen] = useState(false);
  useHotkeys({ ".": () => setIsOpen(true) });
  const isAll = "preset" in range && range.preset === "all";
  const versus = compare === "none" || isAll ? "" : t(compare === "year" ? "versus_year" : "versus_previous");
  const choose = (next: DateRange) => {
    onChange({ range: next });
    setIsOpen(false);
  };
  return (
    <Popover
      label={t("range")}
      open={isOpen}
      onOpenChange={setIsOpen}
      isFlush
      className="w-80"
      trigger={
        <Chip aria-label={`${t("range")}: ${nameOf(range)} ${versus}`}>
          <Icon name="calendar" size={13} className="text-ink-3" />
          <span className="font-semibold text-ink">{nameOf(range)}</span>
          {versus ? <span className="max-sm:hidden">{versus}</span> : null}
        </Chip>
      }
    >
      <ul className="grid grid-cols-2 gap-0.5 p-2" aria-label={t("range")}>
        {RANGE_PRESETS.map((preset) => {
          const isCurrent = "preset" in range && range.preset === preset;
          return (
            <li key={preset}>
              <button
                type="button"
                aria-pressed={isCurrent}
                onClick={() => choose({ preset })}
                className={cx(
                  "flex h-8 w-full items-center justify-between rounded-sm px-2 text-left text-sm hover:bg-sunken",
                  isCurrent && "bg-signal-soft font-semibold text-signal hover:bg-signal-soft",
                )}
              >
                {t(`range_${preset}`)}
                {isCurrent ? <Icon name="check" size={14} /> : null}
              </button>
            </li>
          );
        })}
      </ul>
      <CustomRange key={JSON.stringify(range)} range={range} onChoose={choose} />
      <div className="flex flex-col gap-1.5 border-line border-t p-3">
        <p className="text-ink-3 text-xs">{t("compare")}</p>
        <Segmented
          aria-label={t("compare")}
          className="w-full"
          value={compare}
          onValueChange={(next) => onChange({ compare: next })}
          options={COMPARES.map((value) => ({ value, label: t(`compare_${value}`) }))}
        />
      </div>
    </Popover>
  );
}

function CustomRange({ range, onChoose }: { range: DateRange; onChoose: (range: DateRange) => void }) {
  const t = useTranslations("filters");
  const common = useTranslations("common");
  const { project } = useProject();
  const [fromDay, setFromDay] = useState("fromDay" in range ? range.fromDay : "");
  const [toDay, setToDay] = useState("toDay" in range ? range.toDay : "");
  const isComplete = fromDay !== "" && toDay !== "";
  const isWrong = isComplete && fromDay > toDay;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !isWrong) onChoose({ fromDay, toDay });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 border-line border-t p-3">
      <div className="grid grid-cols-2 gap-2">
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
      </div>
      <div className="flex items-center justify-between gap-2">
        <p className={cx("text-xs", isWrong ? "text-danger" : "text-ink-3")} role={isWrong ? "alert" : undefined}>
          {isWrong ? t("rangeOrder") : t("rangeZone", { zone: project.timeZone })}
        </p>
        <Button type="submit" size="sm" variant="primary" disabled={!isComplete || isWrong}>
          {common("apply")}
        </Button>
      </div>
    </form>
  );
}
