import { describe, expect, it } from "vitest";
import { RawPost } from "@/lib/contracts/raw-post";
import { DEMO_DEFAULTS, generateDemo } from "./generate-demo";
import { DEMO_DAYS } from "./market";

const DAY_MS = 86_400_000;
const nowMs = Date.UTC(2026, 9, 21, 13, 20);
const demo = generateDemo({ ...DEMO_DEFAULTS, nowMs });
const { posts, moods, events } = demo;
const own = posts.filter((post) => post.type !== "repost");
const ORROWELL = /orrowell|欧洛维/i;

const dayOf = (ms: number): number => Math.floor((ms - events.startMs) / DAY_MS);
const ratio = (part: number, whole: number): number => part / whole;

/** Posts of each day that pass a test. */
function perDay(accept: (index: number) => boolean): number[] {
  const days = new Array<number>(DEMO_DAYS + 1).fill(0);
  posts.forEach((post, i) => {
    const day = dayOf(post.publishedAtMs);
    if (accept(i)) days[day] = (days[day] ?? 0) + 1;
  });
  return days;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("generateDemo", () => {
  it("gives the same posts for the same seed and others for another", () => {
    const small = { nowMs, postCount: 600 };
    const first = generateDemo({ ...small, seed: 7 });
    expect(generateDemo({ ...small, seed: 7 })).toEqual(first);
    expect(generateDemo({ ...small, seed: 8 }).posts[5]).not.toEqual(first.posts[5]);
  });

  it("makes about twenty thousand posts of about four thousand authors", () => {
    expect(posts.length).toBeGreaterThan(19_000);
    expect(posts.length).toBeLessThan(21_500);
    const authors = new Set(posts.map((post) => `${post.platform}/${post.authorHandle}`)).size;
    expect(authors).toBeGreaterThan(3_600);
    expect(authors).toBeLessThan(4_400);
  });

  it("gives only posts that pass the contract, in order, within 90 days and today", () => {
    for (const post of posts) RawPost.parse(post);
    const times = posts.map((post) => post.publishedAtMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(nowMs - (DEMO_DAYS + 1) * DAY_MS);
    expect(times.at(-1)).toBeLessThanOrEqual(nowMs);
    expect(perDay(() => true).every((count) => count > 0)).toBe(true);
  });

  it("gives each post an id of its own and each answer an earlier parent on its platform", () => {
    const seen = new Map<string, number>();
    for (const post of posts) {
      const key = `${post.platform}/${post.externalId}`;
      expect(seen.has(key)).toBe(false);
      seen.set(key, post.publishedAtMs);
      expect(post.parentExternalId === null).toBe(post.type === "post");
      if (post.parentExternalId === null) continue;
      expect(seen.get(`${post.platform}/${post.parentExternalId}`) ?? Infinity).toBeLessThan(post.publishedAtMs);
    }
  });

  it("repeats the parent's text in a repost", () => {
    const texts = new Map(posts.map((post) => [`${post.platform}/${post.externalId}`, post.text]));
    const reposts = posts.filter((post) => post.type === "repost");
    expect(reposts.length).toBeGreaterThan(1_500);
    for (const post of reposts) {
      expect(post.text.endsWith(texts.get(`${post.platform}/${post.parentExternalId}`) ?? "?")).toBe(true);
      expect(post.text).toMatch(/^(RT @\S+: |转发微博 \/\/@[^:]+:)/);
    }
  });

  it("writes 18 % in Chinese, by the text and by the language", () => {
    const zh = posts.filter((post) => post.lang === "zh");
    expect(ratio(zh.length, posts.length)).toBeGreaterThan(0.155);
    expect(ratio(zh.length, posts.length)).toBeLessThan(0.205);
    expect(zh.every((post) => /\p{Script=Han}/u.test(post.text))).toBe(true);
    expect(posts.some((post) => post.lang === "en" && /\p{Script=Han}/u.test(post.text))).toBe(false);
  });

  it("hardly ever writes a text twice and leaves no slot open", () => {
    expect(ratio(new Set(own.map((post) => post.text)).size, own.length)).toBeGreaterThan(0.93);
    expect(posts.some((post) => /[{}]|undefined|\s{2}/.test(post.text))).toBe(false);
    const words = new Set(own.flatMap((post) => post.text.toLowerCase().match(/[a-z']+/g) ?? []));
    expect(words.size).toBeGreaterThan(2_000);
  });

  it("is quiet at weekends and at night, busy in the morning", () => {
    const hour = (at: number): number =>
      posts.filter((post) => new Date(post.publishedAtMs).getUTCHours() === at).length;
    expect(hour(7)).toBeGreaterThan(4 * hour(2));
    const ordinary = perDay(() => true).slice(0, 30);
    const isWeekend = (day: number): boolean => [0, 6].includes(new Date(events.startMs + day * DAY_MS).getUTCDay());
    const weekend = mean(ordinary.filter((_, day) => isWeekend(day)));
    expect(weekend).toBeLessThan(0.8 * mean(ordinary.filter((_, day) => !isWeekend(day))));
  });

  it("shows the launch as a positive wave with its hashtag", () => {
    const launched = perDay((i) => /#(PebbleMornings|OrrowellPebble|小石早晨)/.test(posts[i]?.text ?? ""));
    const day = dayOf(events.launchMs);
    expect(day).toBeGreaterThanOrEqual(52);
    expect(day).toBeLessThanOrEqual(58);
    expect(mean(launched.slice(0, day))).toBe(0);
    expect(mean(launched.slice(day, day + 3))).toBeGreaterThan(60);
    const tagged = posts.flatMap((post, i) => (/#PebbleMornings/.test(post.text) ? [moods[i]] : []));
    expect(ratio(tagged.filter((mood) => mood === "positive").length, tagged.length)).toBeGreaterThan(0.6);
  });

  it("shows the complaint wave: four days, negative, started by one account", () => {
    const complaints = perDay((i) => moods[i] === "negative" && ORROWELL.test(posts[i]?.text ?? ""));
    const day = dayOf(events.lateMs);
    expect(mean(complaints.slice(day, day + 4))).toBeGreaterThan(8 * mean(complaints.slice(0, 70)));
    expect(mean(complaints.slice(day + 6))).toBeLessThan(3 * mean(complaints.slice(0, 70)));
    const first = posts.find((post) => /#OrroLate/.test(post.text));
    expect(first?.authorHandle).toBe("cup_by_cup_edith");
    const answers = posts.filter(
      (post) => post.parentExternalId === first?.externalId && post.platform === first?.platform,
    );
    expect(answers.length).toBeGreaterThan(30);
  });

  it("lets Finchroast gain talk", () => {
    const share = (from: number, to: number): number => {
      const about = (name: RegExp): number =>
        own.filter(
          (post) => dayOf(post.publishedAtMs) >= from && dayOf(post.publishedAtMs) < to && name.test(post.text),
        ).length;
      const finch = about(/finchroast|雀焙/i);
      return ratio(finch, finch + about(ORROWELL) + about(/caldrith|卡德利/i));
    };
    expect(share(81, 91)).toBeGreaterThan(1.4 * share(0, 20));
  });

  it("has few who write much and are followed much, and likes that grow with followers", () => {
    const counts = new Map<string, number>();
    for (const post of posts) counts.set(post.authorHandle, (counts.get(post.authorHandle) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const top = sorted.slice(0, Math.round(sorted.length / 20)).reduce((sum, count) => sum + count, 0);
    expect(ratio(top, posts.length)).toBeGreaterThan(0.25);
    const likes = (low: number, high: number): number =>
      mean(
        own
          .filter((post) => (post.authorFollowers ?? -1) >= low && (post.authorFollowers ?? -1) < high)
          .map((post) => post.likeCount ?? 0),
      );
    expect(likes(10_000, 1e9)).toBeGreaterThan(5 * likes(0, 500));
  });
});
