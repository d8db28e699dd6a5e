/** When the roots of conversations are posted: rhythm of the week, ups and downs of the days, and the waves. */
import { DEMO_BRANDS, type DemoEvents, type DemoLang } from "./market";
import { type Random, runningSums } from "./random";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export const STREAMS = [
  "brand",
  "compare",
  "coffee",
  "news",
  "official",
  "offTopic",
  "spam",
  "launch",
  "late",
  "priceRise",
] as const;
export type Stream = (typeof STREAMS)[number];

/** Share of each stream among the roots. */
const STREAM_SHARE: Record<Stream, number> = {
  brand: 0.5,
  compare: 0.06,
  coffee: 0.135,
  news: 0.025,
  official: 0.02,
  offTopic: 0.115,
  spam: 0.012,
  launch: 0.055,
  late: 0.06,
  priceRise: 0.018,
};

/** One conversation that is about to start. */
export interface Root {
  timeMs: number;
  stream: Stream;
  lang: DemoLang;
  /** Index into DEMO_BRANDS; null where no brand is meant. */
  brand: number | null;
}

/** Posting by local hour, 0 to 23: coffee has a morning peak and a smaller one in the evening. */
const WEEKDAY_HOURS = [6, 3, 2, 2, 3, 9, 28, 62, 88, 84, 70, 62, 66, 64, 56, 54, 56, 60, 64, 66, 62, 48, 30, 14];
const WEEKEND_HOURS = [10, 6, 4, 2, 2, 4, 8, 18, 38, 62, 76, 72, 62, 52, 46, 44, 44, 44, 44, 44, 40, 32, 24, 16];
const ZONE_HOURS: Record<DemoLang, number> = { en: 1, zh: 8 };
const WEEKEND_FACTOR = 0.82;

/** How much is posted at a moment relative to others (0..100), by the clock of the language's main zone. */
export function rhythm(timeMs: number, lang: DemoLang): number {
  const local = new Date(timeMs + ZONE_HOURS[lang] * HOUR_MS);
  const isWeekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
  const hours = isWeekend ? WEEKEND_HOURS : WEEKDAY_HOURS;
  return (hours[local.getUTCHours()] ?? 0) * (isWeekend ? WEEKEND_FACTOR : 1);
}

/** Shape of a wave: 0 before it, a rise over `riseHours`, then decay with the given half-life, 0 after `lengthHours`. */
function wave(hours: number, riseHours: number, halfLifeHours: number, lengthHours: number): number {
  if (hours < 0 || hours > lengthHours) return 0;
  return hours < riseHours ? (hours + 1) / (riseHours + 1) : 0.5 ** ((hours - riseHours) / halfLifeHours);
}

/** Height of a stream at a moment, apart from the rhythm of the week. */
function streamShape(stream: Stream, timeMs: number, events: DemoEvents): number {
  const hoursSince = (eventMs: number): number => (timeMs - eventMs) / HOUR_MS;
  if (stream === "launch") return wave(hoursSince(events.launchMs), 3, 40, 240);
  if (stream === "late") return wave(hoursSince(events.lateMs), 26, 24, 96);
  if (stream === "priceRise") return wave(hoursSince(events.priceRiseMs), 4, 20, 72);
  return 1;
}

/** A multiplier for each day: an autoregressive walk around 1, so that no day is like another. */
function dayFactors(random: Random, days: number): Float64Array {
  const factors = new Float64Array(days);
  let level = 0;
  for (let day = 0; day < days; day += 1) {
    level = 0.55 * level + 0.11 * random.normal();
    factors[day] = Math.exp(level);
  }
  return factors;
}

/** Brand drawn for a moment: shares move in a straight line from the first to the last day. */
function pickBrand(random: Random, progress: number): number {
  return random.weighted(runningSums(DEMO_BRANDS.map((b) => b.shareFrom + (b.shareTo - b.shareFrom) * progress)));
}

function brandOf(random: Random, stream: Stream, progress: number): number | null {
  if (stream === "launch" || stream === "late") return 0;
  if (stream === "priceRise") return 1;
  return stream === "coffee" || stream === "offTopic" ? null : pickBrand(random, progress);
}

/** Times of one stream in one language, unsorted. */
function streamTimes(random: Random, stream: Stream, lang: DemoLang, count: number, events: DemoEvents): number[] {
  const hours = Math.ceil((events.nowMs - events.startMs) / HOUR_MS);
  const factors = dayFactors(random, Math.ceil(hours / 24));
  const weights = new Float64Array(hours);
  for (let hour = 0; hour < hours; hour += 1) {
    const timeMs = events.startMs + hour * HOUR_MS;
    const part = Math.min(1, (events.nowMs - timeMs) / HOUR_MS);
    const day = factors[Math.floor((hour * HOUR_MS) / DAY_MS)] ?? 1;
    weights[hour] = part * day * rhythm(timeMs, lang) * streamShape(stream, timeMs, events);
  }
  const sums = runningSums(weights);
  return Array.from({ length: count }, () => {
    const timeMs = events.startMs + random.weighted(sums) * HOUR_MS;
    return timeMs + random.int(Math.min(HOUR_MS, Math.max(1, events.nowMs - timeMs)));
  });
}

/**
 * The roots of all conversations in order of time.
 * `count` roots are planned; `zhShare` (0..1) of them in Chinese.
 */
export function planRoots(random: Random, events: DemoEvents, count: number, zhShare: number): Root[] {
  const roots: Root[] = [];
  for (const stream of STREAMS) {
    for (const lang of ["en", "zh"] as const) {
      const share = lang === "zh" ? zhShare : 1 - zhShare;
      for (const timeMs of streamTimes(
        random,
        stream,
        lang,
        Math.round(count * STREAM_SHARE[stream] * share),
        events,
      )) {
        const progress = (timeMs - events.startMs) / (events.nowMs - events.startMs);
        roots.push({ timeMs, stream, lang, brand: brandOf(random, stream, progress) });
      }
    }
  }
  return roots.sort((a, b) => a.timeMs - b.timeMs);
}
