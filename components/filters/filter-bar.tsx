"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { RemovableChip } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useFormat } from "@/components/ui/use-format";
import { metricsOptions } from "@/lib/client/metrics";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { AddFilter } from "./add-filter";
import { LIST_FIELDS, NUMBER_FIELDS, toggleValue, valuesOf, without } from "./filter-fields";
import { RangePicker } from "./range-picker";
import { useValueLabel } from "./use-choices";
import { useView } from "./use-view";

/** The one bar that drives every panel of a page; all of its state lives in the address. */
export function FilterBar({ hasSearch = false }: { hasSearch?: boolean }) {
  const t = useTranslations("filters");
  const { view, change } = useView();
  const { filter } = view;
  const hasFilter = Object.keys(filter).length > 0;
  const set = (next: PostFilter) => change({ filter: next });
  return (
    <section
      aria-label={t("label")}
      className="sticky top-12 z-20 flex flex-wrap items-center gap-2 border-line border-b bg-paper py-3 lg:top-0"
    >
      <RangePicker range={view.range} compare={view.compare} onChange={change} />
      <FilterChips filter={filter} onChange={set} />
      <AddFilter filter={filter} range={view.range} onChange={set} />
      {hasFilter ? (
        <Button size="sm" variant="ghost" onClick={() => set({})}>
          {t("clear")}
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
    </section>
  );
}

function FilterChips({ filter, onChange }: { filter: PostFilter; onChange: (filter: PostFilter) => void }) {
  const t = useTranslations("filters");
  const format = useFormat();
  const label = useValueLabel();
  const lists = LIST_FIELDS.flatMap((field) =>
    [false, true].flatMap((isExcluded) =>
      valuesOf(filter, field, isExcluded).map((value) => ({
        key: `${field.name}${isExcluded}${value}`,
        name: `${t(field.name)} ${isExcluded ? `${t("exclude")} ` : ""}${label(field.name, value)}`,
        next: () => toggleValue(filter, field, value, isExcluded),
      })),
    ),
  );
  const numbers = NUMBER_FIELDS.flatMap(({ name, key }) =>
    filter[key] === undefined
      ? []
      : [
          {
            key,
            name: `${t(name)} ${t("atLeast", { count: format.integer(filter[key]) })}`,
            next: () => without(filter, key),
          },
        ],
  );
  const query = filter.query
    ? [{ key: "query", name: `${t("query")} ${filter.query}`, next: () => without(filter, "query") }]
    : [];
  return [...query, ...lists, ...numbers].map((chip) => (
    <RemovableChip key={chip.key} removeLabel={t("remove", { name: chip.name })} onRemove={() => onChange(chip.next())}>
      <span className="max-w-56 truncate pl-2.5">{chip.name}</span>
    </RemovableChip>
  ));
}

function MatchCount() {
  const t = useTranslations("filters");
  const { scope } = useProject();
  const { view } = useView();
  const count = useQuery(metricsOptions(scope, { metrics: ["posts"], filter: view.filter, range: view.range }));
  return (
    <span className="text-ink-3 text-xs tabular-nums" role="status">
      {count.data ? t("count", { count: count.data.totals.posts ?? 0 }) : ""}
    </span>
  );
}

function SearchBox({ query, onSearch }: { query: string; onSearch: (query: string) => void }) {
  const t = useTranslations("filters");
  const [text, setText] = useState(query);
  return (
    <search className="w-64 max-sm:w-full">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text.trim());
        }}
      >
        <Input
          id="search"
          type="search"
          icon="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  );
}
