/** What changed and why, in a few findings, from the answers the page already has. */
import type { MetricAnswer } from "../contracts/metrics";
import {
  areApart,
  changeFinding,
  type Finding,
  levelFinding,
  netFinding,
  netLowFinding,
  peakFinding,
} from "./findings";
import { countAll, netOf, type SentimentCounts, subtractCounts } from "./net-sentiment";
import { rankedRows } from "./ranked-model";
import { sentimentTotals } from "./time-model";
import type { TopicRow } from "./topic-model";

/** What the digest is made of. null: that answer is not there (yet). */
export type DigestInput = {
  /** Posts by time and sentiment, compared. */
  sentimentOverTime: MetricAnswer;
  topics: readonly TopicRow[] | null;
  /** Engagement and posts by author. */
  authors: MetricAnswer | null;
};
/** One line of the digest: a finding and what explains it. */
export type DigestLine = readonly [Finding, ...Finding[]];
export type Digest = { headline: Finding; lines: readonly DigestLine[] };

/** When a part is worth naming. */
export const DIGEST_DEFAULTS = {
  /** A topic explains a change when it holds at least this part of it. */
  driverRatio: 0.25,
  /** A topic explains net sentiment when leaving it out moves it by at least so many points. */
  withoutPoints: 3,
  /** An author is named from this part of all engagement on. */
  authorRatio: 0.05,
  /** A change of posts makes the headline from here on. */
  headlineRatio: 0.2,
} as const;

/** The topic behind most of the change of posts. A brand is the subject itself, so only the other kinds explain. */
function driverOf(topics: readonly TopicRow[], change: number): Finding | null {
  const candidates = topics
    .filter((row) => row.previousCount !== null && row.kind !== "brand" && row.kind !== "competitor")
    .map((row) => ({ row, ratio: (row.postCount - (row.previousCount ?? 0)) / change }))
    .sort((a, b) => b.ratio - a.ratio);
  const best = candidates[0];
  if (!best || best.ratio < DIGEST_DEFAULTS.driverRatio) return null;
  const { id, name, postCount } = best.row;
  const direction = change > 0 ? "rise" : "fall";
  return { kind: "driver", direction, topicId: id, name, ratio: Math.min(1, best.ratio), count: postCount };
}

/** The topic without which net sentiment would differ most. */
function withoutOf(topics: readonly TopicRow[], all: SentimentCounts): Finding | null {
  const net = netOf(all);
  if (!net) return null;
  const best = topics
    .filter((row) => row.kind !== "brand" && row.kind !== "competitor")
    .flatMap((row) => {
      const rest = netOf(subtractCounts(all, row.counts));
      return rest ? [{ row, rest, shift: Math.abs(rest.net - net.net) }] : [];
    })
    .sort((a, b) => b.shift - a.shift)[0];
  if (!best || best.shift < DIGEST_DEFAULTS.withoutPoints || !areApart(best.rest, net)) return null;
  return { kind: "without", topicId: best.row.id, name: best.row.name, net: best.rest.net };
}

function authorOf(authors: MetricAnswer): Finding | null {
  const top = rankedRows(authors, { dimension: "author", metric: "engagement", top: 1, isPartition: true }).rows[0];
  if (!top?.shareRatio || top.shareRatio < DIGEST_DEFAULTS.authorRatio) return null;
  const row = authors.rows.find((each) => each.keys.author === top.key);
  return {
    kind: "author",
    authorId: top.key,
    name: top.label ?? top.key,
    ratio: top.shareRatio,
    posts: row?.values.posts ?? 0,
  };
}

const line = (...findings: (Finding | null)[]): DigestLine[] => {
  const [first, ...rest] = findings;
  return first ? [[first, ...rest.filter((each) => each !== null)]] : [];
};

/** Headline and lines; null when the range holds no posts. */
export function digestOf({ sentimentOverTime, topics, authors }: DigestInput): Digest | null {
  const { now, previous } = sentimentTotals(sentimentOverTime);
  const count = countAll(now);
  if (count === 0) return null;
  const before = previous ? countAll(previous) : null;
  const change = changeFinding(count, before);
  const negativePeak = peakFinding(sentimentOverTime, "negative");
  const peak = negativePeak ?? peakFinding(sentimentOverTime, "all");
  const net = netFinding(now, previous);
  const rows = topics ?? [];
  const volume = change ?? levelFinding(sentimentOverTime);
  const isBig = change && "ratio" in change && Math.abs(change.ratio) >= DIGEST_DEFAULTS.headlineRatio;
  const hasMoved = net !== null && net.kind !== "netLevel";
  return {
    headline: negativePeak ?? (isBig ? change : null) ?? (hasMoved ? net : null) ?? peak ?? change ?? net ?? volume,
    lines: [
      ...line(volume, change && before !== null ? driverOf(rows, count - before) : null),
      ...line(peak),
      ...line(net, net ? withoutOf(rows, now) : null),
      ...line(hasMoved ? null : netLowFinding(sentimentOverTime)),
      ...line(authors ? authorOf(authors) : null),
      ...line(now.unread > 0 ? { kind: "unread", count: now.unread } : null),
    ],
  };
}
