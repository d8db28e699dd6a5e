/** Grows each root into a conversation: answers, reposts and quotes in a tree, none of them after the end of the demo. */
import type { PostType, Sentiment } from "@/lib/contracts/entities";
import type { DemoAuthor } from "./authors";
import { composeAnswer, composeRepost, type Subject } from "./compose";
import { type DemoEvents, type DemoPlatform, MOODS } from "./market";
import { type Random, runningSums } from "./random";
import type { Society } from "./society";
import { rhythm } from "./timeline";

/** A post before it has ids and engagement. */
export interface Draft {
  timeMs: number;
  author: DemoAuthor;
  type: PostType;
  text: string;
  subject: Subject;
  parent: Draft | null;
}

/** Chances of [reply, repost, quote] on each platform. */
const KINDS: Record<DemoPlatform, readonly [number, number, number]> = {
  x: [0.47, 0.4, 0.13],
  mastodon: [0.52, 0.43, 0.05],
  weibo: [0.42, 0.48, 0.1],
  reddit: [1, 0, 0],
  youtube: [1, 0, 0],
  instagram: [1, 0, 0],
};

/** Chances of [negative, neutral, positive] for an answer to a post of each mood, in ordinary talk and in the complaint wave. */
const ANSWER_MOODS: Record<Sentiment, readonly [number, number, number]> = {
  negative: [0.56, 0.3, 0.14],
  neutral: [0.17, 0.57, 0.26],
  positive: [0.1, 0.28, 0.62],
};
const WAVE_ANSWER_MOODS = [0.76, 0.18, 0.06];

const HOUR_MS = 3_600_000;
const MEDIAN_DELAY_MS = 45 * 60_000;
const NESTED_RATIO = 0.32;
const BRAND_ANSWER_RATIO = 0.13;

const STREAM_PULL = {
  brand: 1,
  compare: 1.2,
  coffee: 0.8,
  news: 0.8,
  official: 0.7,
  offTopic: 0.4,
  spam: 0.05,
  launch: 1.5,
  late: 1.9,
  priceRise: 1.4,
} as const;

/** How many answers a root draws relative to others: grows with the author's followers and with the heat of its subject. */
export function pullOf(root: Draft): number {
  const fame = Math.min(14, (Math.max(20, root.author.followers) / 400) ** 0.42);
  const talk = root.author.platform === "reddit" || root.author.platform === "youtube" ? 1.3 : 1;
  return fame * talk * STREAM_PULL[root.subject.stream];
}

/** A moment after `afterMs`: minutes to hours later, seldom at night. null when it lies past the end. */
function answerTime(random: Random, afterMs: number, author: DemoAuthor, events: DemoEvents): number | null {
  let timeMs = afterMs;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const delayMs = MEDIAN_DELAY_MS * Math.exp(1.5 * random.normal()) + (attempt > 2 ? 6 * HOUR_MS * random.next() : 0);
    timeMs = afterMs + Math.round(Math.max(25_000, Math.min(delayMs, 60 * HOUR_MS)));
    if (random.chance(0.15 + rhythm(timeMs, author.lang) / 70)) break;
  }
  return timeMs > events.nowMs ? null : timeMs;
}

function answerMood(random: Random, target: Draft): Sentiment {
  const isComplaint = target.subject.stream === "late" && target.subject.mood !== "positive";
  const chances = isComplaint ? WAVE_ANSWER_MOODS : ANSWER_MOODS[target.subject.mood];
  return MOODS[random.weighted(runningSums(chances))] ?? "neutral";
}

/** One response to `target`, or null when it would come too late. */
function respond(random: Random, society: Society, root: Draft, target: Draft, events: DemoEvents): Draft | null {
  const isReturn = target !== root && target.author !== root.author && random.chance(0.25);
  const author = isReturn ? root.author : society.responder(random, target.author);
  const timeMs = answerTime(random, target.timeMs, author, events);
  if (timeMs === null) return null;
  const kind = isReturn || target.type === "reply" ? 0 : random.weighted(runningSums(KINDS[target.author.platform]));
  if (kind === 1) {
    const text = composeRepost(author, target.author, target.text);
    return { timeMs, author, type: "repost", text, subject: target.subject, parent: target };
  }
  const subject = { ...target.subject, mood: author.role === "brand" ? "neutral" : answerMood(random, target) };
  const type = kind === 2 ? "quote" : "reply";
  const text = composeAnswer(random, subject, author, target.author, type);
  return { timeMs, author, type, text, subject, parent: target };
}

/** The brand's own account answers complaints and questions, within the day. */
function brandAnswer(random: Random, society: Society, root: Draft, events: DemoEvents): Draft | null {
  const { brand, mood } = root.subject;
  if (brand === null || mood === "positive" || root.author.role !== "person" || !random.chance(BRAND_ANSWER_RATIO))
    return null;
  const author = society.account(brand, root.author.platform);
  if (author === undefined || author.lang !== root.author.lang) return null;
  const timeMs = root.timeMs + Math.round((0.2 + 6 * random.next()) * HOUR_MS);
  if (timeMs > events.nowMs) return null;
  const subject: Subject = { ...root.subject, mood: "neutral" };
  const text = composeAnswer(random, subject, author, root.author, "reply");
  return { timeMs, author, type: "reply", text, subject, parent: root };
}

/** All responses to a root; `mean` is the expected number of them. */
export function growConversation(
  random: Random,
  society: Society,
  root: Draft,
  mean: number,
  events: DemoEvents,
): Draft[] {
  const responses: Draft[] = [];
  const speakable: Draft[] = [root];
  const official = brandAnswer(random, society, root, events);
  if (official !== null) responses.push(official);
  for (let count = random.poisson(mean); count > 0; count -= 1) {
    const target = speakable.length > 1 && random.chance(NESTED_RATIO) ? random.pick(speakable) : root;
    const response = respond(random, society, root, target, events);
    if (response === null) continue;
    responses.push(response);
    if (response.type !== "repost") speakable.push(response);
  }
  return responses;
}
