/** The demo data: three invented coffee brands, 90 days of invented posts, the same for the same seed and end. */
import type { PostType, Sentiment } from "@/lib/contracts/entities";
import type { RawPost } from "@/lib/contracts/raw-post";
import { createAuthors, type DemoAuthor } from "./authors";
import { composeRoot, pickAspect, type Subject } from "./compose";
import { type Draft, growConversation, pullOf } from "./conversation";
import { engagementOf } from "./engagement";
import { expand } from "./grammar";
import { DEMO_BRANDS, type DemoEvents, type DemoPlatform, demoEvents, MOODS, WAVE_TAGS } from "./market";
import { EN_LATE_START, EN_LATE_STATEMENT } from "./phrases/en-waves";
import { ZH_LATE_STATEMENT } from "./phrases/zh-other";
import { createRandom, type Random, runningSums } from "./random";
import { createSociety, type Society } from "./society";
import { planRoots, type Root } from "./timeline";

/** `seed` is any whole number, `nowMs` the end in epoch milliseconds, `postCount` about how many posts. */
export interface DemoOptions {
  seed: number;
  nowMs: number;
  postCount: number;
}

/** Posts in order of time, each with the mood it was written in. */
export interface DemoData {
  posts: RawPost[];
  /** What the generator meant, in the order of `posts`; the reader never sees it. */
  moods: Sentiment[];
  events: DemoEvents;
}

export const DEMO_DEFAULTS = { seed: 20_261_124, postCount: 20_000 } as const;

const ROOT_RATIO = 0.535;
const ZH_SHARE = 0.183;
const PEOPLE_RATIO = 0.215;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Chances of [negative, neutral, positive] in the streams that do not go by brand. */
const STREAM_MOODS: Partial<Record<Root["stream"], readonly number[]>> = {
  compare: [0.32, 0.36, 0.32],
  coffee: [0.28, 0.32, 0.4],
  offTopic: [0.3, 0.4, 0.3],
  launch: [0.09, 0.21, 0.7],
  late: [0.8, 0.15, 0.05],
  priceRise: [0.68, 0.22, 0.1],
  news: [0, 1, 0],
  official: [0, 1, 0],
  spam: [0, 1, 0],
};

/** Moods of talk about a brand: after the complaint wave brand A is spoken of worse, and recovers within weeks. */
function brandMoods(root: Root, events: DemoEvents): readonly number[] {
  const [negative, neutral, positive] = DEMO_BRANDS[root.brand ?? 0]?.moods ?? [1, 1, 1];
  const days = (root.timeMs - events.lateMs) / DAY_MS;
  if (root.brand !== 0 || days < 0) return [negative, neutral, positive];
  const hurt = 0.22 * Math.exp(-days / 9);
  return [negative + hurt, neutral, positive - hurt];
}

function subjectOf(random: Random, root: Root, events: DemoEvents): Subject {
  const moods = STREAM_MOODS[root.stream] ?? brandMoods(root, events);
  const mood = MOODS[random.weighted(runningSums(moods))] ?? "neutral";
  const aspect = root.stream === "late" ? "delivery" : root.stream === "priceRise" ? "price" : pickAspect(random);
  return { stream: root.stream, mood, brand: root.brand, aspect };
}

const ROLES: Partial<Record<Root["stream"], DemoAuthor["role"]>> = { news: "news", official: "brand", spam: "spam" };

function rootDraft(random: Random, society: Society, root: Root, events: DemoEvents): Draft {
  const author = society.writer(random, root.lang, ROLES[root.stream] ?? "person", root.brand);
  const subject = subjectOf(random, root, events);
  const own = author.role === "brand" ? { ...subject, brand: author.brand } : subject;
  return {
    timeMs: root.timeMs,
    author,
    type: "post",
    text: composeRoot(random, own, author),
    subject: own,
    parent: null,
  };
}

/** The posts that make the complaint wave: the instigator's three, and brand A's statements on the second and third day. */
function waveDrafts(random: Random, society: Society, events: DemoEvents): Draft[] {
  const instigator = society.authors.find((author) => author.role === "instigator");
  const make = (author: DemoAuthor | undefined, timeMs: number, template: string, mood: Sentiment): Draft[] => {
    if (author === undefined || timeMs > events.nowMs) return [];
    const slots = { brand: [DEMO_BRANDS[0].name], lateTag: [WAVE_TAGS.en.late[0]] };
    const subject: Subject = { stream: "late", mood, brand: 0, aspect: "delivery" };
    return [{ timeMs, author, type: "post", text: expand(template, slots, random), subject, parent: null }];
  };
  const statement = (platform: DemoPlatform, hours: number, template: string | undefined): Draft[] =>
    template === undefined
      ? []
      : make(society.account(0, platform), events.lateMs + hours * HOUR_MS, template, "neutral");
  return [
    ...EN_LATE_START.flatMap((text, i) =>
      make(instigator, events.lateMs + i * 25 * HOUR_MS + 720_000, text, "negative"),
    ),
    ...statement("x", 28, EN_LATE_STATEMENT[0]),
    ...statement("weibo", 30, ZH_LATE_STATEMENT[0]),
    ...statement("instagram", 31, EN_LATE_STATEMENT[0]),
    ...statement("x", 54, EN_LATE_STATEMENT[1]),
  ];
}

/** Roots and their responses, in order of time. */
function createDrafts(options: DemoOptions, events: DemoEvents): Draft[] {
  const people = createAuthors(createRandom(options.seed, "authors"), Math.round(options.postCount * PEOPLE_RATIO));
  const society = createSociety(createRandom(options.seed, "society"), people);
  const rootCount = Math.round(options.postCount * ROOT_RATIO);
  const plan = planRoots(createRandom(options.seed, "plan"), events, rootCount, ZH_SHARE);
  const texts = createRandom(options.seed, "roots");
  const ordinary = plan.map((root) => rootDraft(texts, society, root, events));
  const talk = createRandom(options.seed, "talk");
  const waves = waveDrafts(talk, society, events);
  const roots = [...ordinary, ...waves];
  const pulls = roots.map((root) => pullOf(root) * (root.author.role === "instigator" ? 7 : 1));
  const perPull = (options.postCount - roots.length) / pulls.reduce((sum, pull) => sum + pull, 0);
  const drafts = roots.flatMap((root, i) => [
    root,
    ...growConversation(talk, society, root, (pulls[i] ?? 0) * perPull, events),
  ]);
  return drafts.sort((a, b) => a.timeMs - b.timeMs);
}

/** Ids that look like their platform's: long numbers, or short letters and digits. */
function externalId(draft: Draft, serial: number): string {
  const { platform } = draft.author;
  const isNumeric = platform === "x" || platform === "mastodon" || platform === "weibo";
  const tail = String(serial % 100_000).padStart(5, "0");
  return isNumeric ? `${draft.timeMs}${tail}` : `${draft.timeMs.toString(36)}${serial.toString(36).padStart(4, "0")}`;
}

function countResponses(drafts: readonly Draft[], types: readonly PostType[]): Map<Draft, number> {
  const counts = new Map<Draft, number>();
  for (const { parent, type } of drafts) {
    if (parent !== null && types.includes(type)) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return counts;
}

/**
 * Makes the demo. Pure: the same options give the same posts.
 * Shapes: about `postCount` posts, a fifth as many authors, an 18 % share of Chinese.
 */
export function generateDemo(options: DemoOptions): DemoData {
  const events = demoEvents(options.nowMs);
  const drafts = createDrafts(options, events);
  const ids = new Map(drafts.map((draft, serial) => [draft, externalId(draft, serial)]));
  const replies = countResponses(drafts, ["reply"]);
  const reposts = countResponses(drafts, ["repost", "quote"]);
  const random = createRandom(options.seed, "engagement");
  const posts = drafts.map((draft): RawPost => {
    const { author } = draft;
    return {
      platform: author.platform,
      externalId: ids.get(draft) ?? "",
      type: draft.type,
      text: draft.text.normalize("NFC"),
      url: null,
      publishedAtMs: draft.timeMs,
      lang: author.lang,
      country: author.country,
      authorHandle: author.handle,
      authorName: author.name,
      authorFollowers: author.platform === "reddit" ? null : author.followers,
      parentExternalId: draft.parent === null ? null : (ids.get(draft.parent) ?? null),
      ...engagementOf(random, draft, replies.get(draft) ?? 0, reposts.get(draft) ?? 0, events),
      tags: [],
    };
  });
  return { posts, moods: drafts.map((draft) => draft.subject.mood), events };
}
