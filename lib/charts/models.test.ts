import { describe, expect, it } from "vitest";
import { toCsv } from "./csv";
import { changeOf, kpiRow } from "./kpi-model";
import { netOf } from "./net-sentiment";
import { rankedRows } from "./ranked-model";
import { answerOf, COMPARED, day, sentimentAnswer } from "./test-answers";
import { bucketsOf, netLine, sentimentStack, sparkOf } from "./time-model";
import { type TopicIdentity, topicRows } from "./topic-model";
import { voiceModel } from "./voice-model";

const names = { negative: "Negative", neutral: "Neutral", positive: "Positive", unread: "Not read" };
const topic = (id: string, kind: TopicIdentity["kind"], colorIndex: number): TopicIdentity => ({
  id,
  kind,
  colorIndex,
  name: id.toUpperCase(),
});

describe("net sentiment", () => {
  it("is the difference of shares with a margin that shrinks with the root of n", () => {
    expect(netOf({ positive: 60, neutral: 20, negative: 20, unread: 500 })?.net).toBeCloseTo(40, 9);
    const few = netOf({ positive: 6, neutral: 2, negative: 2, unread: 0 });
    const many = netOf({ positive: 600, neutral: 200, negative: 200, unread: 0 });
    expect((few?.margin ?? 0) / (many?.margin ?? 1)).toBeGreaterThan(8);
    expect(many?.margin).toBeCloseTo(4.96, 1);
    expect(netOf({ positive: 0, neutral: 0, negative: 0, unread: 9 })).toBeNull();
  });
});

describe("time", () => {
  it("adds the buckets that have no row, as zeros of a count and gaps of a ratio", () => {
    const answer = sentimentAnswer([[1, 0, 1]], { range: { from: day(0), to: day(3) }, unfinishedFrom: day(2) });
    const stack = sentimentStack(answer, names);
    expect(stack.points.map((point) => point.values.positive)).toEqual([1, 0, 0]);
    expect(stack.points.map((point) => point.isUnfinished)).toEqual([false, false, true]);
    expect(stack.series.map((each) => each.key)).toEqual(["positive", "neutral", "negative"]);
    expect(netLine(answer, "Net").points.map((point) => point.values.net)).toEqual([0, null, null]);
  });
  it("shows unread posts only where there are some", () => {
    const row = { keys: { time: day(0), sentiment: "unread" }, values: { posts: 2 }, previous: null };
    expect(sentimentStack(answerOf(1, { rows: [row] }), names).series.at(-1)?.key).toBe("unread");
  });
  it("cuts an open range to its rows and knows an empty one", () => {
    const open = sentimentAnswer([[1, 1, 1]], { range: { from: "1970-01-01T00:00:00.000Z", to: day(4000) } });
    expect(bucketsOf(open)).toHaveLength(1);
    expect(sentimentStack(sentimentAnswer([[0, 0, 0]]), names).isEmpty).toBe(true);
    expect(bucketsOf(answerOf(3, {}))).toEqual([]);
  });
  it("gives sparklines gaps where a ratio is undefined", () => {
    const rows = [
      { keys: { time: day(0) }, values: { posts: 4, netSentiment: 50 }, previous: null },
      { keys: { time: day(2) }, values: { posts: 2, netSentiment: null }, previous: null },
    ];
    const answer = answerOf(3, { rows });
    expect(sparkOf(answer, "posts")).toEqual([4, 0, 2]);
    expect(sparkOf(answer, "netSentiment")).toEqual([50, null, null]);
  });
});

describe("figures", () => {
  it("tells change by kind, and none from zero or without a period before", () => {
    expect(changeOf("posts", 150, 100)).toBeCloseTo(0.5);
    expect(changeOf("posts", 150, 0)).toBeNull();
    expect(changeOf("netSentiment", -6, 14)).toBe(-20);
    expect(changeOf("shareOfVoice", 0.3, 0.25)).toBeCloseTo(0.05);
    expect(changeOf("posts", 150, null)).toBeNull();
  });
  it("keeps null apart from zero in the row", () => {
    const row = kpiRow(answerOf(1, { totals: { posts: 0, netSentiment: null }, previousTotals: { posts: 3 } }));
    expect(row.map((kpi) => kpi.value)).toEqual([0, null, null, null, null, null]);
    expect(row[0]?.change).toBe(-1);
  });
});

describe("rankings", () => {
  const rows = ["a", "b", "c", "d"].map((platform, index) => ({
    keys: { platform },
    values: { posts: 40 - index * 10 },
    previous: null,
  }));
  const answer = answerOf(1, { rows, totals: { posts: 100 }, rowCount: 6 });
  it("sums what is not shown as others, n of m", () => {
    const model = rankedRows(answer, { dimension: "platform", metric: "posts", top: 2, isPartition: true });
    expect(model.rows.map((row) => row.key)).toEqual(["a", "b"]);
    expect(model.others).toEqual({ count: 4, of: 6, value: 30 });
    expect(model.rows[0]?.shareRatio).toBeCloseTo(0.4);
  });
  it("does not sum rows that overlap", () => {
    const model = rankedRows(answer, { dimension: "platform", metric: "posts", top: 2, isPartition: false });
    expect(model.others?.value).toBeNull();
  });
});

describe("topics and brands", () => {
  const topics = [topic("own", "brand", 2), topic("rival", "competitor", 9), topic("late", "category", 4)];
  it("joins sentiment rows per topic, with colour by identity and change", () => {
    const row = (id: string, sentiment: string, posts: number, previous: number) => ({
      keys: { topic: id, sentiment },
      values: { posts },
      previous: { posts: previous },
    });
    const answer = answerOf(1, {
      ...COMPARED,
      rows: [row("late", "negative", 30, 10), row("late", "positive", 10, 10), row("gone", "neutral", 1, 0)],
    });
    const [late, gone] = topicRows(answer, topics);
    expect(late).toMatchObject({
      name: "LATE",
      postCount: 40,
      previousCount: 20,
      changeRatio: 1,
      colour: "var(--cat-4)",
    });
    expect(late?.net?.net).toBe(-50);
    expect(gone).toMatchObject({ name: "gone", changeRatio: null, colour: "var(--cat-others)" });
  });
  it("ranks brands, keeps the own one among the shown and sums the rest", () => {
    const share = (id: string, now: number, previous: number) => ({
      keys: { topic: id },
      values: { shareOfVoice: now, posts: now * 100 },
      previous: { shareOfVoice: previous },
    });
    const more = [...topics, topic("r2", "competitor", 1), topic("r3", "competitor", 3)];
    const rows = [share("rival", 0.4, 0.5), share("r2", 0.3, 0.3), share("own", 0.2, 0.1), share("r3", 0.1, 0.1)];
    const model = voiceModel(answerOf(1, { rows: [...rows, share("late", 0.9, 0.9)] }), more, 2);
    expect(model.rows.map((row) => row.id)).toEqual(["rival", "own"]);
    expect(model.own).toMatchObject({ rank: 3, of: 4 });
    expect(model.others?.count).toBe(2);
    expect(model.others?.shareRatio).toBeCloseTo(0.4);
    expect(model.rows[0]?.colour).toBe("var(--cat-others)");
  });
});

describe("csv", () => {
  it("quotes what needs it, disarms formulas in text and leaves numbers alone", () => {
    expect(
      toCsv(
        ["day", "n"],
        [
          ["=1+1", -5],
          ['a "b", c', null],
          ["-x", Number.NaN],
        ],
      ),
    ).toBe('\ufeffday,n\r\n\'=1+1,-5\r\n"a ""b"", c",\r\n\'-x,\r\n');
  });
});
