import type { PostFilter } from "@/lib/contracts/post-filter";

/** Fields with a list of values: what it is called, and the keys for "is" and "is not". */
export const LIST_FIELDS = [
  { name: "topic", include: "topics", exclude: "notTopics" },
  { name: "platform", include: "platforms", exclude: "notPlatforms" },
  { name: "sentiment", include: "sentiments", exclude: "notSentiments" },
  { name: "emotion", include: "emotions", exclude: "notEmotions" },
  { name: "flag", include: "flags", exclude: "notFlags" },
  { name: "class", include: "classes", exclude: "notClasses" },
  { name: "language", include: "languages", exclude: "notLanguages" },
  { name: "type", include: "types", exclude: null },
  { name: "author", include: "authors", exclude: "notAuthors" },
  { name: "tag", include: "tags", exclude: null },
] as const satisfies readonly { name: string; include: keyof PostFilter; exclude: keyof PostFilter | null }[];

export type ListField = (typeof LIST_FIELDS)[number];
export type ListName = ListField["name"];
export const NUMBER_FIELDS = [
  { name: "followers", key: "minFollowers" },
  { name: "engagement", key: "minEngagement" },
] as const;

/** Everything that can be filtered by, in the order of the menu. */
export type FieldName = "query" | ListName | (typeof NUMBER_FIELDS)[number]["name"];
export const FIELD_NAMES: readonly FieldName[] = [
  "query",
  ...LIST_FIELDS.map((field) => field.name),
  ...NUMBER_FIELDS.map((field) => field.name),
];

type Lists = Partial<Record<keyof PostFilter, readonly string[] | undefined>>;

/** The values of a list field, "is" or "is not". */
export function valuesOf(filter: PostFilter, field: ListField, isExcluded: boolean): readonly string[] {
  const key = isExcluded ? field.exclude : field.include;
  return key === null ? [] : ((filter as Lists)[key] ?? []);
}

/** The filter with one value added or taken out. */
export function toggleValue(filter: PostFilter, field: ListField, value: string, isExcluded: boolean): PostFilter {
  const key = isExcluded ? field.exclude : field.include;
  if (key === null) return filter;
  const { [key]: _, ...others } = filter;
  const now = valuesOf(filter, field, isExcluded);
  const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  return (next.length > 0 ? { ...others, [key]: next } : others) as PostFilter;
}

/** The filter without a field. */
export function without(filter: PostFilter, key: keyof PostFilter): PostFilter {
  const { [key]: _, ...others } = filter;
  return others;
}
