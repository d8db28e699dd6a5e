/** From counted cells to the rows of an answer. Pure. */
import { type PostFlag, SENTIMENT_STATES, type SentimentState } from "@/lib/contracts/entities";
import type { Dimension, FlagMetric, Metric, MetricRow, MetricValues } from "@/lib/contracts/metrics";
import { AppError } from "@/lib/errors";
import type { AuthorCounts } from "./metrics-authors";
import { type Cell, cellKey } from "./metrics-cells";
import { CURRENT, type Period, PREVIOUS } from "./metrics-grid";
import type { GroupDimension } from "./metrics-plan";
import { type FlagMeasure, type Measure, SUM_COUNT, sumIndex } from "./rollups-columns";

/** Most rows an answer may have. */
const MAX_ROWS = 10_000;

export type Keys = Partial<Record<GroupDimension, string>>;
export type Place = Pick<Cell, "period" | "bucket" | "keys">;

/** Share of voice at a place over some sentiments; null where it means nothing. */
export type VoiceOf = (place: Place, states: readonly SentimentState[]) => number | null;

export interface Counted {
  dimensions: readonly Dimension[];
  metrics: readonly Metric[];
  groups: readonly GroupDimension[];
  states: readonly SentimentState[];
  cells: readonly Cell[];
  authors: AuthorCounts | null;
  voice: VoiceOf | null;
  /** Keys to show even without posts, such as all topics. */
  known: Partial<Record<GroupDimension, readonly string[]>>;
  /** Start of each bucket of the range, ISO; null without time. */
  times: readonly string[] | null;
  /** Whether a bucket has something to compare with. */
  isComparable: (bucket: number) => boolean;
  limit: number | undefined;
  labels: Partial<Record<GroupDimension, ReadonlyMap<string, string>>>;
  authorPlatforms?: ReadonlyMap<string, string>;
}

/** One measure over some sentiments. */
export const total = (
  sums: readonly number[],
  measure: Measure | FlagMeasure,
  states: readonly SentimentState[],
): number => states.reduce((sum, state) => sum + (sums[sumIndex(measure, state)] ?? 0), 0);

const NONE: readonly number[] = new Array(SUM_COUNT).fill(0);

const FLAG_OF: Record<FlagMetric, PostFlag> = {
  offensiveShare: "offensive",
  hateShare: "hate",
  ironyShare: "irony",
};

/** One metric of some sums; `authors` and `voice` are looked up elsewhere. */
export function metricOf(
  metric: Metric,
  sums: readonly number[],
  states: readonly SentimentState[],
  { authors, voice }: { authors: number | null; voice: number | null },
): number | null {
  const of = (state: SentimentState) => (states.includes(state) ? total(sums, "posts", [state]) : 0);
  const read = of("negative") + of("neutral") + of("positive");
  switch (metric) {
    case "posts":
    case "engagement":
      return total(sums, metric, states);
    case "reach": {
      const reach = total(sums, "reach", states);
      return reach === 0 && total(sums, "posts", states) > 0 ? null : reach;
    }
    case "authors":
      return authors;
    case "netSentiment":
      return read === 0 ? null : (100 * (of("positive") - of("negative"))) / read;
    case "positiveShare":
    case "neutralShare":
    case "negativeShare":
      return read === 0
        ? null
        : of(metric === "positiveShare" ? "positive" : metric === "neutralShare" ? "neutral" : "negative") / read;
    case "shareOfVoice":
      return voice;
    default: {
      const readFor = total(sums, `${FLAG_OF[metric]}Read`, states);
      return readFor === 0 ? null : total(sums, FLAG_OF[metric], states) / readFor;
    }
  }
}

/** All metrics of some sums. */
export function valuesOf(
  metrics: readonly Metric[],
  sums: readonly number[],
  states: readonly SentimentState[],
  extra: { authors: number | null; voice: number | null },
): MetricValues {
  return Object.fromEntries(metrics.map((metric) => [metric, metricOf(metric, sums, states, extra)]));
}

function addTo(sums: number[], more: readonly number[]): void {
  for (const [i, sum] of more.entries()) sums[i] = (sums[i] ?? 0) + sum;
}

/** Sums of all cells of a period. */
export function totalSums(cells: readonly Cell[], period: Period): number[] {
  const sums = [...NONE];
  for (const cell of cells) if (cell.period === period) addTo(sums, cell.sums);
  return sums;
}

/** The keys of a group, largest first by the first metric (its posts where that has no sum), ties by key. */
function rankedKeys(counted: Counted, group: GroupDimension): string[] {
  const sums = new Map<string, number[]>((counted.known[group] ?? []).map((key) => [key, [...NONE]]));
  for (const cell of counted.cells) {
    const key = cell.keys[group] ?? "";
    const known = sums.get(key) ?? [...NONE];
    if (cell.period === CURRENT) addTo(known, cell.sums);
    sums.set(key, known);
  }
  const first = counted.metrics[0] ?? "posts";
  const by = first === "authors" || first === "shareOfVoice" ? "posts" : first;
  const valued = [...sums].map(([key, each]) => ({
    key,
    value:
      by === "reach"
        ? total(each, by, counted.states)
        : (metricOf(by, each, counted.states, { authors: null, voice: null }) ?? Number.NEGATIVE_INFINITY),
  }));
  const order = (a: string, b: string) =>
    a.length === b.length || group !== "author" ? (a < b ? -1 : 1) : a.length - b.length;
  return valued.sort((a, b) => b.value - a.value || order(a.key, b.key)).map(({ key }) => key);
}

interface Point {
  bucket: number;
  state: SentimentState | null;
  keys: Keys;
}

/** All combinations of the axes, in order of the dimensions. */
function pointsOf(axes: readonly (readonly Partial<Point>[])[]): Point[] {
  let points: Point[] = [{ bucket: 0, state: null, keys: {} }];
  for (const axis of axes) {
    if (points.length * axis.length > MAX_ROWS) {
      throw new AppError("E_PARAM", `The answer would have more than ${MAX_ROWS.toLocaleString("en")} rows.`, {
        field: "dimensions",
        hint: "Ask for longer intervals, a shorter range or a limit.",
      });
    }
    points = points.flatMap((point) =>
      axis.map((part) => ({ ...point, ...part, keys: { ...point.keys, ...part.keys } })),
    );
  }
  return points;
}

function axisOf(counted: Counted, dimension: Dimension, keys: readonly string[]): Partial<Point>[] {
  if (dimension === "time") return (counted.times ?? []).map((_, bucket) => ({ bucket }));
  if (dimension === "sentiment")
    return SENTIMENT_STATES.filter((state) => counted.states.includes(state)).map((state) => ({ state }));
  return keys.map((key) => ({ keys: { [dimension]: key } }));
}

/** The rows in order: buckets by time, sentiments as they are, other keys largest first; and how many before the limit. */
export function rowsOf(counted: Counted): { rows: MetricRow[]; rowCount: number } {
  const byKey = new Map(counted.cells.map((cell) => [cellKey(counted.groups, cell), cell.sums]));
  const values = (period: Period, { bucket, state, keys }: Point): MetricValues => {
    const place = { period, bucket, keys };
    const key = cellKey(counted.groups, place);
    const states = state === null ? counted.states : [state];
    const authors = counted.authors?.(key, state) ?? null;
    const voice = counted.voice?.(place, states) ?? null;
    return valuesOf(counted.metrics, byKey.get(key) ?? NONE, states, { authors, voice });
  };
  let cut = 1;
  const axes = counted.dimensions.map((dimension) => {
    if (dimension === "time" || dimension === "sentiment") return axisOf(counted, dimension, []);
    const all = rankedKeys(counted, dimension);
    const kept = dimension === counted.groups[0] ? all.slice(0, counted.limit ?? all.length) : all;
    cut *= kept.length === 0 ? 1 : all.length / kept.length;
    return axisOf(counted, dimension, kept);
  });
  const rows = pointsOf(axes).map(
    (point): MetricRow => ({
      keys: {
        ...point.keys,
        ...(counted.times ? { time: counted.times[point.bucket] } : {}),
        ...(point.state ? { sentiment: point.state } : {}),
      },
      ...labelsOf(counted, point.keys),
      values: values(CURRENT, point),
      previous: counted.isComparable(point.bucket) ? values(PREVIOUS, point) : null,
    }),
  );
  return { rows, rowCount: Math.round(rows.length * cut) };
}

function labelsOf({ labels, authorPlatforms }: Counted, keys: Keys): Pick<MetricRow, "labels" | "authorPlatform"> {
  const found = (Object.entries(keys) as [GroupDimension, string][]).flatMap(([group, key]) => {
    const label = labels[group]?.get(key);
    return label === undefined ? [] : [[group, label] as const];
  });
  const authorPlatform = keys.author === undefined ? undefined : authorPlatforms?.get(keys.author);
  return {
    ...(found.length > 0 ? { labels: Object.fromEntries(found) } : {}),
    ...(authorPlatform === undefined ? {} : { authorPlatform }),
  };
}
