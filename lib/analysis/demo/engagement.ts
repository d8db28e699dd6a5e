/** Likes, reposts and answers of each post: they grow with the author's followers, the moment and what is really there. */
import type { Draft } from "./conversation";
import type { DemoEvents, DemoPlatform } from "./market";
import type { Random } from "./random";
import { rhythm } from "./timeline";

/** Counts of one post; null where the platform shows none. */
export interface Engagement {
  likeCount: number | null;
  repostCount: number | null;
  replyCount: number | null;
}

/** Likes for 100 followers on each platform. */
const LIKES: Record<DemoPlatform, number> = {
  x: 1.1,
  reddit: 3,
  mastodon: 1.6,
  youtube: 1.4,
  instagram: 3.4,
  weibo: 1.3,
};
const HALF_DAY_MS = 43_200_000;

const HEAT = { positive: 1.15, neutral: 0.7, negative: 1 } as const;

/** Engagement of a draft that has `replies` answers and `reposts` reposts or quotes among the posts of the demo. */
export function engagementOf(
  random: Random,
  draft: Draft,
  replies: number,
  reposts: number,
  events: DemoEvents,
): Engagement {
  const { platform, followers, lang } = draft.author;
  const hasReposts = platform === "x" || platform === "mastodon" || platform === "weibo";
  if (draft.type === "repost") return { likeCount: 0, repostCount: hasReposts ? 0 : null, replyCount: 0 };
  const stream = draft.subject.stream;
  const wave = stream === "launch" || stream === "late" ? 1.7 : stream === "spam" ? 0.1 : 1;
  const moment = 0.6 + rhythm(draft.timeMs, lang) / 120;
  const age = 1 - Math.exp(-(events.nowMs - draft.timeMs + 600_000) / HALF_DAY_MS);
  const depth = draft.type === "reply" ? 0.3 : 1;
  const mean = LIKES[platform] * (followers / 100) ** 0.68 * HEAT[draft.subject.mood] * wave * moment * age * depth;
  const likeCount = Math.round(mean * Math.exp(0.8 * random.normal() - 0.3)) + reposts;
  const spread = Math.round(likeCount * 0.09 * Math.exp(0.6 * random.normal()));
  return {
    likeCount,
    repostCount: hasReposts ? Math.max(reposts, spread) : null,
    replyCount: Math.max(replies, Math.round(spread * 0.6)),
  };
}
