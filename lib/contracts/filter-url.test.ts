import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMOTIONS, POST_FLAGS, POST_TYPES, SENTIMENT_STATES } from "./entities";
import {
  DEFAULT_RANGE,
  filterFromSearchParams,
  filterToSearchParams,
  PostListParams,
  postListToSearchParams,
  rangeFromSearchParams,
  rangeToSearchParams,
} from "./filter-url";
import { type DateRange, PostFilter, RANGE_PRESETS } from "./post-filter";
import { POST_SORTS, PostListQuery } from "./posts";

const some = <T>(item: fc.Arbitrary<T>) =>
  fc.option(fc.array(item, { minLength: 1, maxLength: 4 }), { nil: undefined });
const text = (minLength: number, maxLength: number) => fc.string({ unit: "grapheme-composite", minLength, maxLength });
const id = fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String);
const anyCount = fc.option(fc.nat(), { nil: undefined });

const present = (filter: object): PostFilter =>
  PostFilter.parse(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));

const anyFilter = fc
  .record({
    query: fc.option(text(1, 40), { nil: undefined }),
    topics: some(fc.uuid()),
    notTopics: some(fc.uuid()),
    platforms: some(fc.constantFrom("twitter", "a,b", "50%", "%2C", "微博")),
    notPlatforms: some(fc.constantFrom(",", "%")),
    sentiments: some(fc.constantFrom(...SENTIMENT_STATES)),
    notSentiments: some(fc.constantFrom(...SENTIMENT_STATES)),
    emotions: some(fc.constantFrom(...EMOTIONS)),
    notEmotions: some(fc.constantFrom(...EMOTIONS)),
    flags: some(fc.constantFrom(...POST_FLAGS)),
    notFlags: some(fc.constantFrom(...POST_FLAGS)),
    languages: some(fc.constantFrom("en", "zh")),
    notLanguages: some(fc.constantFrom("und")),
    types: some(fc.constantFrom(...POST_TYPES)),
    authors: some(id),
    notAuthors: some(id),
    tags: some(text(1, 10)),
    minFollowers: anyCount,
    minEngagement: anyCount,
  })
  .map(present);

const anyRange: fc.Arbitrary<DateRange> = fc.oneof(
  fc.constantFrom(...RANGE_PRESETS).map((preset) => ({ preset })),
  fc.constant({ fromDay: "2026-01-01", toDay: "2026-02-28" }),
  fc.constant({ from: "2026-01-01T10:00:00.000Z", to: "2026-01-01T11:00:00.000Z" }),
);

const fields = (params: URLSearchParams) => Object.fromEntries(params);
const refusal = (values: Record<string, string>) => PostListParams.safeParse(values).error?.issues[0];

describe("filterToSearchParams", () => {
  it("is read back as the same filter, also through an address", () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const address = filterToSearchParams(filter).toString();
        expect(filterFromSearchParams(new URLSearchParams(address))).toEqual(filter);
      }),
    );
  });

  it("writes short addresses", () => {
    expect(filterToSearchParams({ platforms: ["twitter", "weibo"], query: "a b", topics: [] }).toString()).toBe(
      "q=a+b&platform=twitter%2Cweibo",
    );
    expect(rangeToSearchParams(DEFAULT_RANGE).toString()).toBe("");
  });
});

describe("filterFromSearchParams", () => {
  it("leaves out what cannot be read", () => {
    const params = new URLSearchParams("q=a&sentiment=angry&emotion=unread&flag=spam&minFollowers=-1&lang=en&other=1");
    expect(filterFromSearchParams(params)).toEqual({ query: "a", languages: ["en"] });
  });
});

describe("rangeFromSearchParams", () => {
  it("is read back as the same range", () => {
    fc.assert(
      fc.property(anyRange, (range) => {
        expect(rangeFromSearchParams(rangeToSearchParams(range))).toEqual(range);
      }),
    );
  });

  it.each(["range=1y", "from=2026-02-30&to=2026-03-01", "from=2026-01-02", "from=2026-01-02&to=2026-01-01", ""])(
    "falls back to the default for %j",
    (address) => {
      expect(rangeFromSearchParams(new URLSearchParams(address))).toEqual(DEFAULT_RANGE);
    },
  );
});

describe("PostListParams", () => {
  it("reads what postListToSearchParams writes", () => {
    const query = fc.record({
      filter: anyFilter,
      range: anyRange,
      sort: fc.constantFrom(...POST_SORTS),
      cursor: fc.option(fc.constant("newest~1~2"), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(query, (list) => {
        expect(PostListParams.parse(fields(postListToSearchParams(list)))).toEqual(PostListQuery.parse(list));
      }),
    );
  });

  it("has defaults", () => {
    expect(PostListParams.parse({})).toEqual({ filter: {}, range: DEFAULT_RANGE, sort: "newest", limit: 25 });
  });

  it.each([
    [{ limit: "1e9" }, "limit"],
    [{ limit: "-1" }, "limit"],
    [{ limit: "0" }, "limit"],
    [{ limit: "101" }, "limit"],
    [{ sort: '"; drop table' }, "sort"],
    [{ topic: "x" }, "topic"],
    [{ author: "1,0" }, "author"],
    [{ type: "post,tweet" }, "type"],
    [{ emotion: "joy,happy" }, "emotion"],
    [{ notFlag: "spam" }, "notFlag"],
    [{ range: "1y" }, "range"],
    [{ range: "7d", from: "2026-01-01", to: "2026-01-02" }, "range"],
    [{ from: "2026-01-03", to: "2026-01-02" }, "range"],
    [{ from: "2026-01-03" }, "range"],
    [{ from: "2026-13-03", to: "2026-01-02" }, "from"],
    [{ cursor: "x".repeat(201) }, "cursor"],
    [{ q: "x".repeat(2_001) }, "q"],
    [{ platform: Array.from({ length: 51 }, (_, at) => `p${at}`).join(",") }, "platform"],
  ])("refuses %j", (values, field) => {
    expect(refusal(values)?.path[0]).toBe(field);
  });

  it("refuses names it does not know", () => {
    expect(refusal({ workspaceId: "x" })?.code).toBe("unrecognized_keys");
  });
});
