import { describe, expect, it } from "vitest";
import { gridOf, locate, segmentsOfGrid, wholeOfGrid } from "./metrics-grid";
import { fitsRollups, statesOf } from "./metrics-plan";
import { type Counted, metricOf, rowsOf } from "./metrics-rows";
import { candidatesOf } from "./metrics-top-authors";
import { SUM_COUNT, sumIndex } from "./rollups-columns";

describe("locate", () => {
  const grid = gridOf([100, 110, 120], [50, 60, 60]);
  /** What width_bucket gives: how many edges are at or below an instant. */
  const place = (at: number) => locate(grid, grid.edges.filter((edge) => edge <= at).length);

  it.each([
    [49, null],
    [50, { period: 1, bucket: 0 }],
    [59, { period: 1, bucket: 0 }],
    [60, null],
    [99, null],
    [100, { period: 0, bucket: 0 }],
    [110, { period: 0, bucket: 1 }],
    [119, { period: 0, bucket: 1 }],
    [120, null],
  ])("puts %i where it belongs", (at, expected) => {
    expect(place(at)).toEqual(expected);
  });

  it("keeps periods apart that touch", () => {
    const touching = gridOf([60, 70], [50, 60]);
    expect(locate(touching, 3)).toEqual({ period: 0, bucket: 0 });
    expect(locate(touching, 1)).toEqual({ period: 1, bucket: 0 });
    expect(wholeOfGrid(touching).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [50, 60],
      [60, 70],
    ]);
    expect(segmentsOfGrid(gridOf([0, 86_400_000], null), ["day", "hour"])).toHaveLength(1);
  });
});

describe("fitsRollups", () => {
  const known = new Set(["a", "b"]);
  it.each([
    [{}, true],
    [{ topics: ["a"], platforms: ["x"], notLanguages: ["en"], sentiments: ["negative" as const] }, true],
    [{ topics: ["a", "a"] }, true],
    [{ topics: [], notTopics: [], tags: [], query: "  " }, true],
    [{ topics: ["a", "b"] }, false],
    [{ topics: ["gone"] }, false],
    [{ notTopics: ["a"] }, false],
    [{ query: "coffee" }, false],
    [{ types: ["reply" as const] }, false],
    [{ authors: ["1"] }, false],
    [{ notAuthors: ["1"] }, false],
    [{ tags: ["t"] }, false],
    [{ emotions: ["joy" as const] }, false],
    [{ notEmotions: ["joy" as const] }, false],
    [{ flags: ["hate" as const] }, false],
    [{ notFlags: ["hate" as const] }, false],
    [{ classes: ["c:x"] }, false],
    [{ notClasses: ["c:x"] }, false],
    [{ minFollowers: 0 }, false],
    [{ minEngagement: 0 }, false],
  ])("of %j is %s", (filter, expected) => {
    expect(fitsRollups(filter, known)).toBe(expected);
  });
});

describe("statesOf", () => {
  it("keeps what is asked for and not refused", () => {
    expect(statesOf({})).toEqual(["negative", "neutral", "positive", "unread"]);
    expect(statesOf({ sentiments: [] })).toHaveLength(4);
    expect(statesOf({ sentiments: ["positive", "negative"], notSentiments: ["negative"] })).toEqual(["positive"]);
  });
});

/** Sums of read posts. */
function sumsOf(posts: number, reach: number): number[] {
  const sums = new Array<number>(SUM_COUNT).fill(0);
  sums[sumIndex("posts", "neutral")] = posts;
  sums[sumIndex("reach", "neutral")] = reach;
  return sums;
}

describe("metricOf", () => {
  const reach = (posts: number, sum: number) =>
    metricOf("reach", sumsOf(posts, sum), ["neutral"], { authors: null, voice: null });

  it("does not know the reach of posts whose authors have no known follower", () => {
    expect(reach(2, 0)).toBeNull();
    expect(reach(2, 7)).toBe(7);
    expect(reach(0, 0)).toBe(0);
  });
});

describe("rowsOf", () => {
  const counted: Counted = {
    dimensions: ["author"],
    metrics: ["reach"],
    groups: ["author"],
    states: ["neutral"],
    cells: [
      { period: 0, bucket: 0, keys: { author: "7" }, sums: sumsOf(1, 0) },
      { period: 0, bucket: 0, keys: { author: "8" }, sums: sumsOf(1, 5) },
    ],
    authors: null,
    voice: null,
    known: {},
    times: null,
    isComparable: () => false,
    limit: undefined,
    labels: { author: new Map([["7", "Ana"]]) },
    authorPlatforms: new Map([["7", "reddit"]]),
  };

  it("names an author with their platform, and leaves out what is not known", () => {
    const { rows } = rowsOf(counted);
    expect(rows).toEqual([
      { keys: { author: "8" }, values: { reach: 5 }, previous: null },
      {
        keys: { author: "7" },
        labels: { author: "Ana" },
        authorPlatform: "reddit",
        values: { reach: null },
        previous: null,
      },
    ]);
  });
});

describe("candidatesOf", () => {
  const author = (id: string, low: number, high: number, unlisted = 3) => ({ id, low, high, unlisted });

  it("keeps whoever may be among the first, by upper bounds", () => {
    const listed = [author("a", 10, 10), author("b", 8, 9), author("c", 5, 8), author("d", 4, 7)];
    expect(candidatesOf(listed, 2)).toEqual(["a", "b", "c"]);
  });

  it("does not answer when somebody on no list might belong there, or too few are listed", () => {
    expect(candidatesOf([author("a", 10, 10, 10), author("b", 3, 3, 10)], 1)).toBeNull();
    expect(candidatesOf([author("a", 10, 10), author("b", 3, 9)], 2)).toBeNull();
    expect(candidatesOf([author("a", 10, 10)], 2)).toBeNull();
    expect(candidatesOf([], 1)).toBeNull();
  });

  it("does not answer when too many may be among the first", () => {
    const many = Array.from({ length: 400 }, (_, i) => author(String(i), 10, 20));
    expect(candidatesOf(many, 5)).toBeNull();
  });
});
