"use client";

import { useTranslations } from "use-intl/react";
import { useFormat } from "@/components/ui/use-format";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { type FieldName, LIST_FIELDS, NUMBER_FIELDS, valuesOf, without } from "./filter-fields";
import { useValueLabel } from "./use-choices";

/** One thing the filter asks for, in words, and the filter without it. */
export type FilterChip = { key: string; field: FieldName; isExcluded: boolean; name: string; without: PostFilter };

/** The filter as chips, in the order of the fields. */
export function useFilterChips(filter: PostFilter): readonly FilterChip[] {
  const t = useTranslations("filters");
  const format = useFormat();
  const label = useValueLabel(
    [...(filter.authors ?? []), ...(filter.notAuthors ?? [])],
    Boolean(filter.classes?.length || filter.notClasses?.length),
  );
  const lists = LIST_FIELDS.flatMap((field) =>
    [false, true].flatMap((isExcluded): FilterChip[] => {
      const key = isExcluded ? field.exclude : field.include;
      const [first, ...more] = valuesOf(filter, field, isExcluded).map((value) => label(field.name, value));
      if (key === null || first === undefined) return [];
      const value = more.length === 0 ? first : t("andMore", { first, count: String(more.length) });
      const name = t(isExcluded ? "isNot" : "is", { field: t(field.name), value });
      return [{ key, field: field.name, isExcluded, name, without: without(filter, key) }];
    }),
  );
  const numbers = NUMBER_FIELDS.flatMap(({ name, key }): FilterChip[] => {
    const least = filter[key];
    if (least === undefined) return [];
    const text = t("atLeast", { field: t(name), value: format.integer(least) });
    return [{ key, field: name, isExcluded: false, name: text, without: without(filter, key) }];
  });
  const query: FilterChip[] = filter.query
    ? [
        {
          key: "query",
          field: "query",
          isExcluded: false,
          name: t("is", { field: t("query"), value: filter.query }),
          without: without(filter, "query"),
        },
      ]
    : [];
  return [...query, ...lists, ...numbers];
}
