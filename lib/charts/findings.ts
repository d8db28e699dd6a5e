/** What a chart shows, as data: the sentence is made in words.ts. Every finding has to be beyond chance to be told. */
import type { Interval, MetricAnswer } from "../contracts/metrics";
import { countAll, type Net, netOf, type SentimentCounts } from "./net-sentiment";
import type { RankedModel } from "./ranked-model";
import { bucketsOf, finishedNets, sentimentByBucket, sentimentTotals } from "./time-model";
import type { TopicRow } from "./topic-model";
import type { VoiceModel } from "./voice-model";

/** Ratios are 0..1 (0.31: 31 %), nets -100..100, times ISO instants of bucket starts. */
export type Finding =
  | { kind: "rose" | "fell"; ratio: number; count: number; previous: number }
  | { kind: "level"; count: number; perBucket: number; interval: Interval }
  | { kind: "peak"; of: "all" | "negative"; at: string; end: string; interval: Interval; count: number; factor: number }
  | { kind: "outnumbered"; run: number; interval: Interval }
  | { kind: "netRose" | "netFell"; from: number; to: number; low: number; high: number }
  | { kind: "netLevel"; net: number; margin: number }
  | { kind: "netLow"; at: string; end: string; interval: Interval; net: number; usual: number }
  | { kind: "voice"; topicId: string; name: string; rank: number; of: number; ratio: number; trend: Trend }
  | { kind: "topicGrew"; topicId: string; name: string; ratio: number }
  | { kind: "topicWorst"; topicId: string; name: string; net: number; margin: number }
  | { kind: "leads"; key: string; ratio: number }
  | { kind: "topAuthors"; shown: number; ratio: number }
  | { kind: "driver"; direction: "rise" | "fall"; topicId: string; name: string; ratio: number; count: number }
  | { kind: "without"; topicId: string; name: string; net: number }
  | { kind: "author"; authorId: string; name: string; ratio: number; posts: number }
  | { kind: "topPost"; name: string; count: number }
  | { kind: "unread"; count: number };
export type FindingKind = Finding["kind"];
export type Trend = "gaining" | "losing" | "holding" | "unknown";

/** When a change, a peak or a shift is worth a sentence. */
export const FINDING_DEFAULTS = {
  /** Smallest relative change of a count. */
  changeRatio: 0.05,
  /** Smallest peak, as a multiple of a usual bucket. */
  peakFactor: 1.8,
  /** Buckets needed before anything is called usual. */
  peakBuckets: 7,
  /** Standard deviations of a Poisson count beyond which it is not chance. */
  sigmas: 3,
  /** Largest part of all buckets that still counts as a run of its own. */
  runRatio: 0.6,
  /** Points of share of voice below which a brand holds its place. */
  voicePoints: 0.005,
} as const;

/** The middle of a list; the mean of the two middle ones; 0 for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? 0;
  return Number.isInteger(middle) ? (low + (sorted[middle] ?? low)) / 2 : (sorted[Math.floor(middle)] ?? low);
}

/** How a count moved against the period before; null when nothing is compared or the move is within chance. */
export function changeFinding(count: number, previous: number | null): Finding | null {
  if (previous === null || previous <= 0) return null;
  const ratio = count / previous - 1;
  const isChance = Math.abs(count - previous) < FINDING_DEFAULTS.sigmas * Math.sqrt(previous + count);
  if (isChance || Math.abs(ratio) < FINDING_DEFAULTS.changeRatio) return null;
  return { kind: ratio > 0 ? "rose" : "fell", ratio, count, previous };
}

/** The bucket that stands out most among the finished ones; null when none does. */
export function peakFinding(answer: MetricAnswer, of: "all" | "negative"): Extract<Finding, { kind: "peak" }> | null {
  const counts = sentimentByBucket(answer);
  const pick = (each: SentimentCounts | undefined) => (each ? (of === "all" ? countAll(each) : each.negative) : 0);
  const finished = bucketsOf(answer)
    .filter((bucket) => !bucket.isUnfinished)
    .map((bucket) => ({ ...bucket, count: pick(counts.get(Date.parse(bucket.at))) }));
  if (finished.length < FINDING_DEFAULTS.peakBuckets || answer.interval === null) return null;
  const top = finished.reduce((best, each) => (each.count > best.count ? each : best));
  const usual = median(finished.map((each) => each.count));
  if (usual <= 0) return null;
  const factor = top.count / usual;
  const isChance = top.count - usual < (FINDING_DEFAULTS.sigmas + 1) * Math.sqrt(usual);
  if (factor < FINDING_DEFAULTS.peakFactor || isChance) return null;
  return { kind: "peak", of, at: top.at, end: top.end, interval: answer.interval, count: top.count, factor };
}

/** The longest run of finished buckets with more negative than positive posts; null when there is none, or nothing else. */
export function outnumberedFinding(answer: MetricAnswer): Finding | null {
  const counts = sentimentByBucket(answer);
  const finished = bucketsOf(answer).filter((bucket) => !bucket.isUnfinished);
  let run = 0;
  let longest = 0;
  for (const { at } of finished) {
    const { negative, positive } = counts.get(Date.parse(at)) ?? NONE;
    const isClear = negative - positive > FINDING_DEFAULTS.sigmas * Math.sqrt(negative + positive);
    run = isClear ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  const isPart = longest >= 2 && longest <= finished.length * FINDING_DEFAULTS.runRatio;
  return isPart && answer.interval !== null ? { kind: "outnumbered", run: longest, interval: answer.interval } : null;
}

/** Title of the chart of posts over time: a run of negative buckets, else a peak, else the change, else the usual level. */
export function volumeFinding(answer: MetricAnswer): Finding {
  const { now, previous } = sentimentTotals(answer);
  const count = countAll(now);
  const found =
    outnumberedFinding(answer) ??
    peakFinding(answer, "negative") ??
    peakFinding(answer, "all") ??
    changeFinding(count, previous ? countAll(previous) : null);
  return found ?? levelFinding(answer);
}

const NONE: SentimentCounts = { negative: 0, neutral: 0, positive: 0, unread: 0 };

/** How many posts there are and how many a usual finished bucket holds. */
export function levelFinding(answer: MetricAnswer): Finding {
  const finished = bucketsOf(answer).filter((bucket) => !bucket.isUnfinished);
  const counts = sentimentByBucket(answer);
  const usual = median(finished.map(({ at }) => countAll(counts.get(Date.parse(at)) ?? NONE)));
  const count = countAll(sentimentTotals(answer).now);
  return { kind: "level", count, perBucket: usual, interval: answer.interval ?? "day" };
}

/** Whether two intervals have no point in common. */
export function areApart(a: Net, b: Net): boolean {
  return a.high < b.low || b.high < a.low;
}

/** How net sentiment moved against the period before, or where it stands; null when nothing was read. */
export function netFinding(now: SentimentCounts, previous: SentimentCounts | null): Finding | null {
  const net = netOf(now);
  if (!net) return null;
  const before = previous ? netOf(previous) : null;
  if (!before || !areApart(net, before)) return { kind: "netLevel", net: net.net, margin: net.margin };
  const kind = net.net > before.net ? "netRose" : "netFell";
  return { kind, from: before.net, to: net.net, low: net.low, high: net.high };
}

/** The finished bucket whose net sentiment lies furthest below the usual, its whole interval below; null when none does. */
export function netLowFinding(answer: MetricAnswer): Finding | null {
  const nets = finishedNets(answer);
  if (nets.length < FINDING_DEFAULTS.peakBuckets || answer.interval === null) return null;
  const usual = median(nets.map((each) => each.net));
  const low = nets
    .filter((each) => each.high < usual - 5)
    .reduce<(typeof nets)[number] | null>((best, each) => (best === null || each.high < best.high ? each : best), null);
  if (!low) return null;
  return { kind: "netLow", at: low.at, end: low.end, interval: answer.interval, net: low.net, usual };
}

/** Title of the chart of net sentiment: the low point, else the move, else where it stands. */
export function sentimentFinding(answer: MetricAnswer): Finding | null {
  const { now, previous } = sentimentTotals(answer);
  const move = netFinding(now, previous);
  return (move?.kind === "netLevel" ? netLowFinding(answer) : null) ?? move;
}

/** Title of the share of voice: the own brand's place and where it goes. */
export function voiceFinding({ own }: VoiceModel): Finding | null {
  if (!own) return null;
  const { changeRatio, shareRatio, id, name } = own.row;
  const trend: Trend =
    changeRatio === null
      ? "unknown"
      : Math.abs(changeRatio) < FINDING_DEFAULTS.voicePoints
        ? "holding"
        : changeRatio > 0
          ? "gaining"
          : "losing";
  return { kind: "voice", topicId: id, name, rank: own.rank, of: own.of, ratio: shareRatio, trend };
}

/** Title of the topics: the one that grew most beyond chance, else the one that feels worst. */
export function topicsFinding(rows: readonly TopicRow[]): Finding | null {
  const grown = rows
    .filter((row) => row.changeRatio !== null && changeFinding(row.postCount, row.previousCount)?.kind === "rose")
    .sort((a, b) => (b.changeRatio ?? 0) - (a.changeRatio ?? 0))[0];
  if (grown?.changeRatio) return { kind: "topicGrew", topicId: grown.id, name: grown.name, ratio: grown.changeRatio };
  const worst = rows
    .filter((row) => row.net !== null && row.net.readCount >= 20)
    .sort((a, b) => (a.net?.net ?? 0) - (b.net?.net ?? 0))[0];
  if (!worst?.net) return null;
  return { kind: "topicWorst", topicId: worst.id, name: worst.name, net: worst.net.net, margin: worst.net.margin };
}

/** Title of a ranking: the first and its part of all. */
export function leadFinding({ rows }: RankedModel): Finding | null {
  const first = rows[0];
  return first?.shareRatio ? { kind: "leads", key: first.label ?? first.key, ratio: first.shareRatio } : null;
}

/** Title of the authors: how much of the engagement the shown ones hold. */
export function authorsFinding({ rows }: RankedModel): Finding | null {
  const ratio = rows.reduce((sum, row) => sum + (row.shareRatio ?? 0), 0);
  return rows.length > 1 && ratio > 0 ? { kind: "topAuthors", shown: rows.length, ratio: Math.min(1, ratio) } : null;
}
