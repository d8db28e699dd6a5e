/** The invented market of the demo: three coffee brands, their moments and the topics that watch them. */
import type { Sentiment, TopicKind } from "@/lib/contracts/entities";

export type DemoLang = "en" | "zh";
export type DemoPlatform = "x" | "reddit" | "mastodon" | "youtube" | "instagram" | "weibo";

/** A brand of the demo with its accounts. */
export interface DemoBrand {
  name: string;
  zhName: string;
  handle: string;
  zhHandle: string;
  /** Share of the talk about brands on the first and on the last day. */
  shareFrom: number;
  shareTo: number;
  /** Chances of [negative, neutral, positive] in ordinary talk. */
  moods: readonly [number, number, number];
}

export const DEMO_BRANDS: readonly [DemoBrand, DemoBrand, DemoBrand] = [
  {
    name: "Orrowell",
    zhName: "欧洛维",
    handle: "orrowell",
    zhHandle: "欧洛维咖啡",
    shareFrom: 0.46,
    shareTo: 0.4,
    moods: [0.24, 0.36, 0.4],
  },
  {
    name: "Caldrith",
    zhName: "卡德利",
    handle: "caldrith",
    zhHandle: "卡德利咖啡",
    shareFrom: 0.38,
    shareTo: 0.26,
    moods: [0.31, 0.39, 0.3],
  },
  {
    name: "Finchroast",
    zhName: "雀焙",
    handle: "finchroast",
    zhHandle: "雀焙咖啡",
    shareFrom: 0.16,
    shareTo: 0.34,
    moods: [0.16, 0.36, 0.48],
  },
];

export const MOODS = ["negative", "neutral", "positive"] as const satisfies readonly Sentiment[];

/** What people talk about when they talk about a brand, and how often. */
export const ASPECTS = ["taste", "machine", "delivery", "price", "service", "general"] as const;
export type Aspect = (typeof ASPECTS)[number];
export const ASPECT_WEIGHTS = [0.3, 0.19, 0.12, 0.14, 0.09, 0.16];

/** Hashtags of the two waves. */
export const WAVE_TAGS = {
  en: {
    launch: ["#PebbleMornings", "#PebbleMornings", "#OrrowellPebble", ""],
    late: ["#OrroLate", "#OrroLate", "#WhereIsMyCoffee", ""],
  },
  zh: { launch: ["#小石早晨#", "#小石早晨#", "#PebbleMornings#", ""], late: ["#欧洛维不发货#", "#我的咖啡呢#", ""] },
} as const;

/** Kind, name and query of a topic that the demo project starts with. */
export interface DemoTopic {
  name: string;
  kind: TopicKind;
  query: string;
}

const OFFERS = '("link in bio" OR giveaway OR 私信暗号 OR 开奖)';

export const DEMO_TOPICS: readonly DemoTopic[] = [
  { name: "Orrowell", kind: "brand", query: "orrowell OR author:orrowell OR 欧洛维" },
  { name: "Caldrith", kind: "competitor", query: "caldrith OR author:caldrith OR 卡德利" },
  { name: "Finchroast", kind: "competitor", query: 'finchroast OR author:finchroast OR "finch roast" OR 雀焙' },
  {
    name: "Pebble launch",
    kind: "campaign",
    query:
      "hashtag:pebblemornings OR hashtag:orrowellpebble OR hashtag:小石早晨 OR pebble OR (小石 AND (咖啡 OR 欧洛维 OR orrowell))",
  },
  {
    name: "Delivery",
    kind: "category",
    query:
      '((delivery OR delivered OR deliver OR parcel OR parcels OR courier OR shipping OR shipped OR tracking OR "still waiting") AND lang:en) OR hashtag:orrolate OR 快递 OR 配送 OR 物流 OR 发货 OR 包裹',
  },
  {
    name: "Price",
    kind: "category",
    query: `(price OR prices OR expensive OR overpriced OR cheaper OR bargain OR discount OR "rip-off" OR 涨价 OR 价格 OR 优惠 OR 性价比 OR 划算) AND NOT ${OFFERS}`,
  },
  {
    name: "Customer service",
    kind: "category",
    query:
      '(support OR "customer service" OR "help line" OR refund OR refunded OR warranty OR 客服 OR 退款 OR 保修) -type:repost',
  },
];

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TUESDAY = 2;

/** Length of the demo, in whole days before the day of `nowMs`. */
export const DEMO_DAYS = 90;

/** The moments of the demo, in epoch milliseconds. */
export interface DemoEvents {
  startMs: number;
  nowMs: number;
  /** Brand B announces higher prices (about day 33). */
  priceRiseMs: number;
  /** Brand A launches the Pebble (about day 55). */
  launchMs: number;
  /** The first complaint about late deliveries of brand A (about day 74); the wave lasts four days. */
  lateMs: number;
  lateEndMs: number;
}

/** The Tuesday nearest to a day of the demo. */
function nearestTuesday(startMs: number, day: number): number {
  const weekday = new Date(startMs + day * DAY_MS).getUTCDay();
  const shift = ((TUESDAY - weekday + 10) % 7) - 3;
  return startMs + (day + shift) * DAY_MS;
}

/** When things happen in a demo that ends at `nowMs`: it begins 90 whole UTC days before that day. */
export function demoEvents(nowMs: number): DemoEvents {
  const startMs = Math.floor(nowMs / DAY_MS) * DAY_MS - DEMO_DAYS * DAY_MS;
  const lateMs = nearestTuesday(startMs, 74) + 8 * HOUR_MS;
  return {
    startMs,
    nowMs,
    priceRiseMs: nearestTuesday(startMs, 33) + 9 * HOUR_MS,
    launchMs: nearestTuesday(startMs, 55) + 9 * HOUR_MS,
    lateMs,
    lateEndMs: lateMs + 4 * DAY_MS,
  };
}
