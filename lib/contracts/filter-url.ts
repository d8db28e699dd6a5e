/** A filter, a date range and a list's order in an address: what a copied link restores, and what the API's GET reads. */
import { z } from "zod";
import { BigId, Emotion, IsoInstant, PostFlag, PostType, SentimentState, Uuid } from "./entities";
import { ClassRef, DateRange, PostFilter, RANGE_PRESETS } from "./post-filter";
import { PostListQuery, type PostListQueryInput, PostSort } from "./posts";

/** Several values stand in one parameter, parted by commas; a comma or percent sign inside a value is escaped. */
const joinValues = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");

const splitValues = (text: string): string[] =>
  text.split(",").map((value) => value.replace(/%(25|2C)/gi, (_, code: string) => (code === "25" ? "%" : ",")));

const valuesOf = <T extends z.ZodType<unknown, string>>(item: T) =>
  z.string().transform(splitValues).pipe(z.array(item).max(50)).optional();

const count = z
  .string()
  .regex(/^\d{1,15}$/, { message: "Write a whole number." })
  .transform(Number)
  .optional();

/** Parameter name -> field of PostFilter. The order is the order in the address. */
const FIELD_OF = {
  q: "query",
  topic: "topics",
  notTopic: "notTopics",
  platform: "platforms",
  notPlatform: "notPlatforms",
  sentiment: "sentiments",
  notSentiment: "notSentiments",
  emotion: "emotions",
  notEmotion: "notEmotions",
  flag: "flags",
  notFlag: "notFlags",
  class: "classes",
  notClass: "notClasses",
  lang: "languages",
  notLang: "notLanguages",
  type: "types",
  author: "authors",
  notAuthor: "notAuthors",
  tag: "tags",
  minFollowers: "minFollowers",
  minEngagement: "minEngagement",
} as const satisfies Record<string, keyof PostFilter>;
type FilterParam = keyof typeof FIELD_OF;
const FILTER_PARAMS = Object.keys(FIELD_OF) as FilterParam[];

const FILTER_SHAPE = {
  q: z.string().max(2_000).optional(),
  topic: valuesOf(Uuid),
  notTopic: valuesOf(Uuid),
  platform: valuesOf(z.string().min(1).max(40)),
  notPlatform: valuesOf(z.string().min(1).max(40)),
  sentiment: valuesOf(SentimentState),
  notSentiment: valuesOf(SentimentState),
  emotion: valuesOf(Emotion),
  notEmotion: valuesOf(Emotion),
  flag: valuesOf(PostFlag),
  notFlag: valuesOf(PostFlag),
  class: valuesOf(ClassRef),
  notClass: valuesOf(ClassRef),
  lang: valuesOf(z.string().min(2).max(12)),
  notLang: valuesOf(z.string().min(2).max(12)),
  type: valuesOf(PostType),
  author: valuesOf(BigId),
  notAuthor: valuesOf(BigId),
  tag: valuesOf(z.string().min(1).max(80)),
  minFollowers: count,
  minEngagement: count,
} satisfies Record<FilterParam, z.ZodType>;

const RANGE_SHAPE = {
  range: z.enum(RANGE_PRESETS).optional(),
  from: z.union([z.iso.date(), IsoInstant]).optional(),
  to: z.union([z.iso.date(), IsoInstant]).optional(),
};

/** The range of an address that names none. */
export const DEFAULT_RANGE: DateRange = { preset: "30d" };

type Values = Readonly<Record<string, unknown>>;

function toFilter(values: Values): PostFilter {
  const entries = FILTER_PARAMS.filter((name) => values[name] !== undefined && values[name] !== "").map((name) => [
    FIELD_OF[name],
    values[name],
  ]);
  return PostFilter.parse(Object.fromEntries(entries));
}

const isDay = (text: string | undefined): boolean => z.iso.date().safeParse(text).success;

/** undefined when the three parameters contradict each other. Two days, or two instants; never one of each. */
function toRange({ range, from, to }: { range?: string; from?: string; to?: string }): DateRange | undefined {
  if (range === undefined && from === undefined && to === undefined) return DEFAULT_RANGE;
  const parsed = DateRange.safeParse(
    from === undefined && to === undefined
      ? { preset: range }
      : isDay(from) && isDay(to)
        ? { fromDay: from, toDay: to }
        : { from, to },
  );
  if (!parsed.success || (range !== undefined && from !== undefined)) return undefined;
  return "fromDay" in parsed.data && parsed.data.fromDay > parsed.data.toDay ? undefined : parsed.data;
}

/** The query string of GET posts, each name at most once, no other names. Gives a PostListQuery. */
export const PostListParams = z
  .strictObject({
    ...FILTER_SHAPE,
    ...RANGE_SHAPE,
    sort: PostSort.optional(),
    cursor: z.string().max(200).optional(),
    limit: count,
  })
  .transform(({ sort, cursor, limit, ...values }, context) => {
    const range = toRange(values);
    const parsed = PostListQuery.safeParse({
      filter: toFilter(values),
      range: range ?? DEFAULT_RANGE,
      sort,
      cursor,
      limit,
    });
    if (range && parsed.success) return parsed.data;
    context.addIssue(
      range
        ? { code: "custom", path: ["limit"], message: "Write a number from 1 to 100." }
        : { code: "custom", path: ["range"], message: "Give either range, or from and to with from before to." },
    );
    return z.NEVER;
  });

/** Writes a filter as parameters, in a fixed order, leaving out what is empty. */
export function filterToSearchParams(filter: PostFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of FILTER_PARAMS) {
    const value = filter[FIELD_OF[name]];
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) continue;
    params.set(name, Array.isArray(value) ? joinValues(value) : String(value));
  }
  return params;
}

/**
 * Reads a filter from an address, for pages: parameters that mean nothing here, or whose value cannot be read, are left out.
 * (The API refuses them: PostListParams.)
 */
export function filterFromSearchParams(params: URLSearchParams): PostFilter {
  const values: Record<string, unknown> = {};
  for (const name of FILTER_PARAMS) {
    const parsed = FILTER_SHAPE[name].safeParse(params.get(name) ?? undefined);
    if (parsed.success) values[name] = parsed.data;
  }
  return toFilter(values);
}

/** Writes a range as parameters; the default range needs none. */
export function rangeToSearchParams(range: DateRange): URLSearchParams {
  if ("fromDay" in range) return new URLSearchParams({ from: range.fromDay, to: range.toDay });
  if ("from" in range) return new URLSearchParams(range);
  return new URLSearchParams(
    "preset" in DEFAULT_RANGE && range.preset === DEFAULT_RANGE.preset ? {} : { range: range.preset },
  );
}

/** Reads a range from an address, for pages; the default where there is none or it cannot be read. */
export function rangeFromSearchParams(params: URLSearchParams): DateRange {
  const parsed = z.object(RANGE_SHAPE).safeParse({
    range: params.get("range") ?? undefined,
    from: params.get("from") ?? undefined,
    to: params.get("to") ?? undefined,
  });
  return (parsed.success ? toRange(parsed.data) : undefined) ?? DEFAULT_RANGE;
}

/** The parameters of GET posts for a list. */
export function postListToSearchParams({
  filter = {},
  range,
  sort,
  cursor,
  limit,
}: PostListQueryInput): URLSearchParams {
  const params = filterToSearchParams(filter);
  for (const [name, value] of rangeToSearchParams(range)) params.set(name, value);
  for (const [name, value] of Object.entries({ sort, cursor, limit })) {
    if (value !== undefined) params.set(name, String(value));
  }
  return params;
}
