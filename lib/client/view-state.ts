/** What a page's address says: which posts, when, compared with what, in which order. A copied link restores all of it. */
import {
  DEFAULT_RANGE,
  filterFromSearchParams,
  filterToSearchParams,
  rangeFromSearchParams,
  rangeToSearchParams,
} from "../contracts/filter-url";
import { Compare, type DateRange, type PostFilter } from "../contracts/post-filter";
import { PostSort } from "../contracts/posts";

/** The state of a page with a filter bar. */
export type ViewState = { filter: PostFilter; range: DateRange; compare: Compare; sort: PostSort };

/** Where a page starts: the last 30 days against the 30 before, newest first. */
export const DEFAULT_VIEW: ViewState = { filter: {}, range: DEFAULT_RANGE, compare: "previous", sort: "newest" };

/** Reads the state from an address; what cannot be read falls back to its default. */
export function readView(params: URLSearchParams): ViewState {
  return {
    filter: filterFromSearchParams(params),
    range: rangeFromSearchParams(params),
    compare: Compare.safeParse(params.get("compare")).data ?? DEFAULT_VIEW.compare,
    sort: PostSort.safeParse(params.get("sort")).data ?? DEFAULT_VIEW.sort,
  };
}

/** Writes the state in a fixed order, leaving out every default, so that equal states have equal addresses. */
export function writeView({ filter, range, compare, sort }: ViewState): string {
  const params = filterToSearchParams(filter);
  for (const [name, value] of rangeToSearchParams(range)) params.set(name, value);
  if (compare !== DEFAULT_VIEW.compare) params.set("compare", compare);
  if (sort !== DEFAULT_VIEW.sort) params.set("sort", sort);
  return params.toString();
}

/** Next's `searchParams` as URLSearchParams; of a repeated name the first counts. */
export function toSearchParams(record: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(record)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) params.set(name, first);
  }
  return params;
}
