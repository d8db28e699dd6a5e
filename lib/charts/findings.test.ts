import { describe, expect, it } from "vitest";
import { createFormat } from "../format";
import { translator } from "../messages";
import { digestOf } from "./digest";
import {
  changeFinding,
  type Finding,
  median,
  netFinding,
  peakFinding,
  sentimentFinding,
  topicsFinding,
  voiceFinding,
  volumeFinding,
} from "./findings";
import { answerOf, type DayCounts, day, sentimentAnswer } from "./test-answers";
import type { TopicRow } from "./topic-model";
import { wordsOf } from "./words";

const calm: DayCounts = [20, 50, 30];
const days = (count: number, each: DayCounts = calm): DayCounts[] => Array.from({ length: count }, () => each);
const withWave = [...days(10), [90, 50, 30] as DayCounts, ...days(4)];
const counts = (negative: number, neutral: number, positive: number) => ({ negative, neutral, positive, unread: 0 });
const topicRow = (part: Partial<TopicRow>): TopicRow => ({
  id: "t",
  name: "Late deliveries",
  kind: "category",
  colour: "",
  counts: counts(0, 0, 0),
  previousCounts: null,
  postCount: 0,
  previousCount: null,
  changeRatio: null,
  net: null,
  ...part,
});

describe("what is beyond chance", () => {
  it("tells a change only when it is one", () => {
    expect(changeFinding(1_310, 1_000)).toMatchObject({ kind: "rose", ratio: expect.closeTo(0.31) });
    expect(changeFinding(690, 1_000)).toMatchObject({ kind: "fell" });
    expect(changeFinding(12, 10)).toBeNull();
    expect(changeFinding(100_400, 100_000)).toBeNull();
    expect(changeFinding(50, 0)).toBeNull();
    expect(changeFinding(50, null)).toBeNull();
  });
  it("finds the day that stands out and ignores the unfinished one", () => {
    expect(peakFinding(sentimentAnswer(withWave), "negative")).toMatchObject({ at: day(10), count: 90, factor: 4.5 });
    expect(peakFinding(sentimentAnswer(withWave, { unfinishedFrom: day(10) }), "negative")).toBeNull();
    expect(peakFinding(sentimentAnswer(days(14)), "all")).toBeNull();
    expect(peakFinding(sentimentAnswer(withWave.slice(8, 12)), "negative")).toBeNull();
  });
  it("calls net sentiment moved only when the intervals part", () => {
    expect(netFinding(counts(400, 300, 300), counts(200, 400, 400))).toMatchObject({
      kind: "netFell",
      from: 20,
      to: -10,
    });
    expect(netFinding(counts(4, 3, 3), counts(2, 4, 4))?.kind).toBe("netLevel");
    expect(netFinding(counts(0, 0, 0), null)).toBeNull();
  });
  it("takes the middle of even and odd lists", () => {
    expect([median([3, 1, 2]), median([1, 2, 3, 4]), median([])]).toEqual([2, 2.5, 0]);
  });
});

describe("titles", () => {
  it("states the wave, the change or the usual level", () => {
    expect(volumeFinding(sentimentAnswer(withWave))).toMatchObject({ kind: "peak", of: "negative" });
    expect(volumeFinding(sentimentAnswer(days(10), { before: days(10, [10, 25, 15]) })).kind).toBe("rose");
    expect(volumeFinding(sentimentAnswer(days(10)))).toMatchObject({ kind: "level", perBucket: 100, count: 1_000 });
  });
  it("prefers a run of days on which negative posts outnumbered positive ones", () => {
    const wave = [...days(6), ...days(3, [90, 50, 20]), ...days(4)];
    expect(volumeFinding(sentimentAnswer(wave))).toEqual({ kind: "outnumbered", run: 3, interval: "day" });
    expect(volumeFinding(sentimentAnswer(days(10, [90, 50, 20]))).kind).toBe("level");
  });
  it("states the low day of net sentiment where the whole stands still", () => {
    expect(sentimentFinding(sentimentAnswer(withWave))).toMatchObject({ kind: "netLow", at: day(10) });
  });
  it("says where the own brand goes", () => {
    const row = { id: "o", name: "Own", colour: "", isOwn: true, postCount: 5, shareRatio: 0.27 };
    const trend = (changeRatio: number | null) =>
      voiceFinding({ rows: [], others: null, own: { row: { ...row, changeRatio }, rank: 2, of: 4 } });
    expect(
      [trend(0.03), trend(-0.03), trend(0.001), trend(null)].map((each) => each && "trend" in each && each.trend),
    ).toEqual(["gaining", "losing", "holding", "unknown"]);
    expect(voiceFinding({ rows: [], others: null, own: null })).toBeNull();
  });
  it("does not call a topic grown by chance", () => {
    const few = topicRow({ postCount: 6, previousCount: 3, changeRatio: 1 });
    const many = topicRow({ id: "m", postCount: 300, previousCount: 200, changeRatio: 0.5 });
    expect(topicsFinding([few, many])).toMatchObject({ kind: "topicGrew", topicId: "m" });
    expect(topicsFinding([few])).toBeNull();
  });
});

describe("digest", () => {
  const answer = sentimentAnswer(withWave, { before: days(15, [10, 30, 20]) });
  it("leads with the wave and names the topic behind rise and mood", () => {
    const late = topicRow({ counts: counts(330, 10, 5), postCount: 345, previousCount: 20, changeRatio: 16 });
    const brand = topicRow({
      id: "b",
      kind: "brand",
      counts: counts(300, 700, 400),
      postCount: 1_400,
      previousCount: 10,
    });
    const digest = digestOf({ sentimentOverTime: answer, topics: [brand, late], authors: null });
    expect(digest?.headline).toMatchObject({ kind: "peak", of: "negative" });
    const kinds = digest?.lines.map((line) => line.map((finding) => finding.kind));
    expect(kinds).toEqual([["rose", "driver"], ["peak"], ["netFell", "without"]]);
    expect(digest?.lines[0]?.[1]).toMatchObject({ topicId: "t", direction: "rise" });
  });
  it("names an author with a large part of the engagement, and what is unread", () => {
    const authors = answerOf(1, {
      rows: [
        { keys: { author: "7" }, labels: { author: "journal" }, values: { engagement: 30, posts: 2 }, previous: null },
      ],
      totals: { engagement: 100 },
    });
    const unread = { keys: { time: day(0), sentiment: "unread" }, values: { posts: 5 }, previous: null };
    const digest = digestOf({
      sentimentOverTime: answerOf(1, { rows: [unread] }),
      topics: null,
      authors,
    });
    expect(digest?.lines.map(([first]) => first.kind)).toEqual(["level", "author", "unread"]);
  });
  it("says nothing about nothing", () => {
    expect(digestOf({ sentimentOverTime: sentimentAnswer(days(3, [0, 0, 0])), topics: [], authors: null })).toBeNull();
  });
});

const every: Record<Finding["kind"], Finding> = {
  rose: { kind: "rose", ratio: 0.31, count: 18_412, previous: 14_000 },
  fell: { kind: "fell", ratio: -0.31, count: 900, previous: 1_300 },
  level: { kind: "level", count: 900, perBucket: 30, interval: "day" },
  peak: { kind: "peak", of: "negative", at: day(11), end: day(12), interval: "day", count: 1_204, factor: 2.1 },
  outnumbered: { kind: "outnumbered", run: 4, interval: "day" },
  netRose: { kind: "netRose", from: -3, to: 8, low: 6, high: 10 },
  netFell: { kind: "netFell", from: 14, to: -6, low: -8, high: -4 },
  netLevel: { kind: "netLevel", net: 12, margin: 1.2 },
  netLow: { kind: "netLow", at: day(11), end: day(12), interval: "week", net: -42, usual: 5 },
  voice: { kind: "voice", topicId: "t", name: "Own", rank: 2, of: 4, ratio: 0.273, trend: "gaining" },
  topicGrew: { kind: "topicGrew", topicId: "t", name: "Late", ratio: 4.12 },
  topicWorst: { kind: "topicWorst", topicId: "t", name: "Late", net: -74, margin: 2 },
  leads: { kind: "leads", key: "Forum", ratio: 0.4 },
  topAuthors: { kind: "topAuthors", shown: 10, ratio: 0.34 },
  driver: { kind: "driver", direction: "rise", topicId: "t", name: "Late", ratio: 0.66, count: 2_204 },
  without: { kind: "without", topicId: "t", name: "Late", net: 12 },
  author: { kind: "author", authorId: "7", name: "journal", ratio: 0.12, posts: 1 },
  topPost: { kind: "topPost", name: "journal", count: 1_703 },
  unread: { kind: "unread", count: 2 },
};

describe("words", () => {
  const say = (locale: "en" | "zh-CN", finding: Finding, isLine: boolean) => {
    const { key, values } = wordsOf(finding, createFormat(locale, "UTC"), isLine);
    const plain = { b: (chunks: string) => chunks, go: (chunks: string) => chunks };
    const t = translator(locale) as unknown as { markup: (key: string, values: object) => string };
    return t.markup(`findings.${key}`, { ...values, ...plain });
  };
  for (const locale of ["en", "zh-CN"] as const)
    for (const finding of Object.values(every))
      it(`says ${finding.kind} in ${locale}`, () => {
        for (const isLine of [true, false]) {
          const text = say(locale, finding, isLine);
          expect(text).not.toMatch(/findings\.|undefined|NaN|[{}<>]/);
          expect(text.length).toBeGreaterThan(6);
        }
      });
  it("states the finding as a reader would", () => {
    expect(say("en", every.peak, false)).toBe("Negative posts doubled on 12 March");
    expect(say("en", every.netFell, true)).toBe("Net sentiment fell from +14 to −6 (95% interval −8 to −4)");
    expect(say("en", every.voice, false)).toBe("Own is 2nd of 4 with 27.3%, and gaining");
    expect(say("zh-CN", every.peak, false)).toBe("负面帖子在 3月12日翻倍");
  });
});
