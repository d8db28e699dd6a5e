/** Before a metric query is counted: its range, buckets and comparison, its topics, and where the counts come from. */
import { and, eq, sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { topics } from "@/drizzle/schema/topics";
import { projects } from "@/drizzle/schema/workspaces";
import { bucketEdges, defaultInterval, type Span } from "@/lib/analysis/series/buckets";
import { compareEdges, compareShift, resolveRange } from "@/lib/analysis/series/ranges";
import { localTime, startOfDay } from "@/lib/analysis/series/time-zone";
import { SENTIMENT_STATES, type SentimentState, type TopicKind } from "@/lib/contracts/entities";
import { type Dimension, FLAG_METRICS, type Interval, type MetricQuery } from "@/lib/contracts/metrics";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { AppError, notFound } from "@/lib/errors";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import { type ClassGroup, planClasses } from "./metrics-classes";
import { knowsEmotions } from "./metrics-emotions";
import { type Grid, gridOf } from "./metrics-grid";

/** The dimensions that rows of the database are grouped by; time and sentiment are told apart in other ways. */
export type GroupDimension = Exclude<Dimension, "time" | "sentiment">;

export interface PlannedTopic {
  id: string;
  name: string;
  kind: TopicKind;
}

export interface Plan {
  query: MetricQuery;
  timeZone: string;
  /** All topics of the project, by name. */
  topics: readonly PlannedTopic[];
  span: Span;
  compareSpan: Span | null;
  interval: Interval;
  /** Edges of the buckets of the range. */
  edges: readonly number[];
  /** One bucket per period, or the buckets of both periods when time is a dimension. */
  grid: Grid;
  totalGrid: Grid;
  groups: readonly GroupDimension[];
  hasTime: boolean;
  hasSentiment: boolean;
  /** Sentiments that the filter lets through. */
  states: readonly SentimentState[];
  /** Classes that are rows, and whose; null unless "class" is a dimension. */
  classes: ClassGroup | null;
  /** Whether flags are asked for. */
  hasFlags: boolean;
  /** Whether the totals ask for nothing that rollups do not know, in the filter or as a metric. */
  filterFitsRollups: boolean;
  /** Whether rollups can answer the rows too; if not, posts do (rows per author have their own way, metrics-top-authors.ts). */
  usesRollups: boolean;
}

const isSet = (values: readonly unknown[] | undefined): boolean => values !== undefined && values.length > 0;

/**
 * Whether a filter says nothing that rollups do not know: at most one topic, platforms, languages, sentiments.
 * Pure; `topicIds` are the project's topics, as a deleted one may still have rows.
 */
export function fitsRollups(filter: PostFilter, topicIds: ReadonlySet<string>): boolean {
  const { topics: wanted, query, minFollowers, minEngagement } = filter;
  if (query?.trim() || minFollowers !== undefined || minEngagement !== undefined) return false;
  const { notTopics, types, authors, notAuthors, tags, emotions, notEmotions, flags, notFlags } = filter;
  if ([notTopics, types, authors, notAuthors, tags, emotions, notEmotions, flags, notFlags].some(isSet)) return false;
  if (isSet(filter.classes) || isSet(filter.notClasses)) return false;
  const distinct = [...new Set(wanted ?? [])];
  return distinct.length <= 1 && distinct.every((id) => topicIds.has(id));
}

/** The sentiments that a filter lets through, in their order. */
export function statesOf({ sentiments, notSentiments }: PostFilter): SentimentState[] {
  return SENTIMENT_STATES.filter(
    (state) => (!isSet(sentiments) || sentiments?.includes(state)) && !notSentiments?.includes(state),
  );
}

async function loadProject(ctx: Ctx) {
  const [project] = await ctx.tx
    .select({ timeZone: projects.timeZone })
    .from(projects)
    .where(and(inWorkspace(projects, ctx), eq(projects.id, ctx.projectId)));
  if (!project) throw notFound("project");
  const found = await ctx.tx
    .select({ id: topics.id, name: topics.name, kind: topics.kind })
    .from(topics)
    .where(inProject(topics, ctx))
    .orderBy(topics.name);
  return { timeZone: project.timeZone, topics: found };
}

/** "all" means the local days from the project's first post to its last; today when there is none. */
async function narrowAll(ctx: Ctx, span: Span, timeZone: string): Promise<Span> {
  const { rows } = await ctx.tx.execute<{ first: number | null; last: number | null }>(sql`
    select (extract(epoch from min(${posts.publishedAt})) * 1000)::float8 as first,
      (extract(epoch from max(${posts.publishedAt})) * 1000)::float8 as last
    from ${posts} where ${inProject(posts, ctx)}`);
  const first = localTime(timeZone, rows[0]?.first ?? ctx.nowMs);
  const last = localTime(timeZone, rows[0]?.last ?? ctx.nowMs);
  return {
    fromMs: Math.max(span.fromMs, startOfDay(timeZone, first)),
    toMs: startOfDay(timeZone, { ...last, day: last.day + 1 }),
  };
}

/** Runs what is pure over ranges; its complaints are about parameters. @throws AppError E_PARAM */
function orParam<T>(field: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError("E_PARAM", `${field}: ${error.message}`, {
      field,
      hint: "Choose another range, or a longer interval.",
    });
  }
}

function checkDimensions(dimensions: readonly Dimension[]): void {
  if (new Set(dimensions).size === dimensions.length) return;
  throw new AppError("E_PARAM", "dimensions: The same dimension is asked for twice.", {
    field: "dimensions",
    hint: "Ask for each dimension once.",
  });
}

/** @throws AppError E_NOT_FOUND (project), E_PARAM (range, interval, dimensions, classifier) */
export async function planMetrics(ctx: Ctx, asked: MetricQuery): Promise<Plan> {
  checkDimensions(asked.dimensions);
  const { query, classes } = await planClasses(ctx, asked);
  const project = await loadProject(ctx);
  const { timeZone } = project;
  const isAll = "preset" in query.range && query.range.preset === "all";
  const resolved = orParam("range", () => resolveRange(query.range, timeZone, ctx.nowMs));
  const span = isAll ? await narrowAll(ctx, resolved, timeZone) : resolved;
  const hasTime = query.dimensions.includes("time");
  const interval = (hasTime ? query.interval : undefined) ?? defaultInterval(span);
  const edges = orParam("interval", () => bucketEdges(span, interval, timeZone));
  const shift = compareShift(query.range, span, query.compare, timeZone);
  const compared = shift && compareEdges(edges, shift, ctx.nowMs);
  const comparedSpan = compared ? [compared.span.fromMs, compared.span.toMs] : null;
  const totalGrid = gridOf([span.fromMs, span.toMs], comparedSpan);
  const hasFlags = FLAG_METRICS.some((metric) => query.metrics.includes(metric));
  const isKnown = knowsEmotions(query) || !(hasFlags || query.dimensions.includes("emotion"));
  const filterFitsRollups =
    (!hasFlags || isKnown) && fitsRollups(query.filter, new Set(project.topics.map((topic) => topic.id)));
  return {
    query,
    ...project,
    span,
    compareSpan: compared?.span ?? null,
    interval,
    edges,
    grid: hasTime ? gridOf(edges, query.compareRows ? (compared?.edges ?? null) : comparedSpan) : totalGrid,
    totalGrid,
    groups: query.dimensions.filter((dimension) => dimension !== "time" && dimension !== "sentiment"),
    hasTime,
    hasSentiment: query.dimensions.includes("sentiment"),
    states: statesOf(query.filter),
    hasFlags,
    classes,
    filterFitsRollups,
    usesRollups: filterFitsRollups && isKnown && !query.dimensions.includes("author"),
  };
}
