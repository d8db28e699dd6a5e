"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { useProject } from "@/components/shell/project-context";
import { RemovableChip } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { useErrorText } from "@/components/ui/use-error-text";
import { codeOf } from "@/lib/client/api-error";
import { metricsOptions } from "@/lib/client/metrics";
import type { DateRange, PostFilter } from "@/lib/contracts/post-filter";
import { AddFilter } from "./add-filter";
import { FieldEditor } from "./field-editor";
import { without } from "./filter-fields";
import { RangePicker } from "./range-picker";
import { type FilterChip, useFilterChips } from "./use-chips";
import { useView } from "./use-view";

/** The one bar that drives every panel of a page; all of its state lives in the address. */
export function FilterBar({ hasSearch = false }: { hasSearch?: boolean }) {
  const t = useTranslations("filters");
  const { view, change } = useView();
  const { filter } = view;
  const chips = useFilterChips(filter).filter((chip) => !hasSearch || chip.field !== "query");
  const set = (next: PostFilter) => change({ filter: next });
  return (
    <section
      aria-label={t("bar")}
      className="-mx-4 z-20 border-line border-b bg-paper px-4 sm:sticky sm:top-12 sm:-mx-7 sm:px-7 lg:top-0"
    >
      <div className="flex min-h-14 flex-wrap items-center gap-2 py-3">
        <RangePicker range={view.range} compare={view.compare} onChange={change} />
        {chips.map((chip) => (
          <EditableChip key={chip.key} chip={chip} filter={filter} range={view.range} onChange={set} />
        ))}
        <AddFilter filter={filter} range={view.range} onChange={set} />
        {Object.keys(filter).length > 0 ? (
          <Button size="sm" variant="ghost" onClick={() => set({})}>
            {t("clearAll")}
          </Button>
        ) : null}
        <span className="grow" />
        <MatchCount />
        {hasSearch ? (
          <SearchBox
            key={filter.query ?? ""}
            query={filter.query ?? ""}
            onSearch={(query) => set(query === "" ? without(filter, "query") : { ...filter, query })}
          />
        ) : null}
      </div>
    </section>
  );
}

type EditableChipProps = {
  chip: FilterChip;
  filter: PostFilter;
  range: DateRange;
  onChange: (filter: PostFilter) => void;
};
function EditableChip({ chip, filter, range, onChange }: EditableChipProps) {
  const t = useTranslations("filters");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <RemovableChip removeLabel={t("remove", { name: chip.name })} onRemove={() => onChange(chip.without)}>
      <Popover
        label={t("change", { name: chip.name })}
        open={isOpen}
        onOpenChange={setIsOpen}
        isFlush
        trigger={
          <button
            type="button"
            aria-label={t("change", { name: chip.name })}
            className="h-full max-w-64 truncate rounded-l-full pr-0.5 pl-2.5 hover:bg-signal-soft"
          >
            {chip.name}
          </button>
        }
      >
        <FieldEditor
          field={chip.field}
          isExcluded={chip.isExcluded}
          filter={filter}
          range={range}
          onChange={onChange}
          onDone={() => setIsOpen(false)}
        />
      </Popover>
    </RemovableChip>
  );
}

/** How many posts the bar leaves; what is wrong with a search that cannot be read. */
function MatchCount() {
  const t = useTranslations("filters");
  const errorText = useErrorText();
  const { scope } = useProject();
  const { view } = useView();
  const { data, error, isFetching } = useQuery(
    metricsOptions(scope, { metrics: ["posts"], filter: view.filter, range: view.range }),
  );
  const isBadSearch = error !== null && codeOf(error).startsWith("E_QUERY");
  return (
    <span role="status" aria-busy={isFetching} className={`text-xs ${isBadSearch ? "text-danger" : "text-ink-3"}`}>
      {isBadSearch
        ? errorText(error)
        : data
          ? t.rich("match", {
              count: data.totals.posts ?? 0,
              b: (chunks) => <b className="font-semibold text-ink">{chunks}</b>,
            })
          : null}
    </span>
  );
}

function SearchBox({ query, onSearch }: { query: string; onSearch: (query: string) => void }) {
  const t = useTranslations("filters");
  const [text, setText] = useState(query);
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({ "/": () => input.current?.focus() });
  // Coming from another page by "/": the address says that the search wants the focus.
  useEffect(() => {
    if (window.location.hash !== "#search") return;
    input.current?.focus();
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <search className="w-64 max-sm:w-full">
      <form onSubmit={submit}>
        <Input
          ref={input}
          type="search"
          icon="search"
          aria-label={t("search")}
          placeholder={t("search")}
          title={t("searchHint")}
          enterKeyHint="search"
          maxLength={2_000}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === "" && query !== "") onSearch("");
          }}
        />
      </form>
    </search>
  );
}
