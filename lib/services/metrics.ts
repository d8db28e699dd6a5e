/** The metric layer: every number in Earshot is an answer of `queryMetrics`. */
import { and, inArray, sql } from "drizzle-orm";
import { authors } from "@/drizzle/schema/posts";
import { ROLLUP_LEVELS, rollups } from "@/drizzle/schema/rollups";
import { unfinishedFrom } from "@/lib/analysis/series/buckets";
import { type MetricAnswer, MetricQuery, type MetricQueryInput, type MetricValues } from "@/lib/contracts/metrics";
import { NIL_UUID } from "@/lib/ids";
import { authorize, type Ctx, inProject } from "./ctx";
import { type AuthorCounts, countAuthors, EXACT_AUTHOR_POSTS, sketchAuthors, totalReading } from "./metrics-authors";
import { type Cell, type Cells, cellKey, type Reading, readCells } from "./metrics-cells";
import { CURRENT, type Period, PREVIOUS } from "./metrics-grid";
import { type Plan, planMetrics } from "./metrics-plan";
import { type Counted, rowsOf, total, totalSums, type VoiceOf, valuesOf } from "./metrics-rows";
import { findCandidates, rankAuthorsByPosts, readAuthors } from "./metrics-top-authors";
import { readVoice } from "./metrics-voice";
import { MEASURES, type Measure } from "./rollups-columns";

/** How many keys of a dimension an answer has when the query names no limit. */
const DEFAULT_LIMITS = { author: 100, topic: 1_000, platform: 200, language: 200, emotion: 20, class: 20 } as const;

const iso = (ms: number): string => new Date(ms).toISOString();

/** The one topic that a reading without group "topic" counts. */
const soleTopic = (plan: Plan): string =>
  plan.filterFitsRollups ? (plan.query.filter.topics?.[0] ?? NIL_UUID) : NIL_UUID;

/** Topics that are rows: those of the filter, else all. */
function rowTopics(plan: Plan): string[] {
  const wanted = plan.query.filter.topics ?? [];
  const unwanted = plan.query.filter.notTopics ?? [];
  const all = plan.topics.map((topic) => topic.id);
  return all.filter((id) => (wanted.length === 0 || wanted.includes(id)) && !unwanted.includes(id));
}

interface Counts extends Cells {
  reading: Reading;
  /** Sums of both periods, each post once. */
  totals: [number[], number[]];
  source: MetricAnswer["source"];
}

async function readTotals(ctx: Ctx, plan: Plan, reading: Reading): Promise<Cells> {
  return readCells(ctx, totalReading(reading, plan.totalGrid, soleTopic(plan)));
}

async function countRows(ctx: Ctx, plan: Plan): Promise<Counts> {
  const { filter } = plan.query;
  const byTopic = plan.groups.includes("topic");
  const reading: Reading = {
    filter,
    grid: plan.grid,
    groups: plan.groups,
    topicIds: byTopic ? rowTopics(plan) : [soleTopic(plan)],
    usesRollups: plan.usesRollups,
    hasFlags: plan.hasFlags,
    classifierId: plan.classes?.classifierId ?? null,
  };
  const isEmpty = reading.topicIds.length === 0;
  const { cells, countedAtMs } = isEmpty ? { cells: [], countedAtMs: null } : await readCells(ctx, reading);
  const whole = byTopic ? await readTotals(ctx, plan, reading) : { cells, countedAtMs };
  return {
    cells,
    countedAtMs: Math.max(countedAtMs ?? 0, whole.countedAtMs ?? 0) || null,
    reading,
    totals: [totalSums(whole.cells, CURRENT), totalSums(whole.cells, PREVIOUS)],
    source: plan.usesRollups ? "rollups" : "posts",
  };
}

/** Authors are led by the first of posts, engagement and reach that is asked for. */
const measureOf = (plan: Plan): Measure =>
  plan.query.metrics.map((metric) => MEASURES.find((measure) => measure === metric)).find((found) => found) ?? "posts";

/** Whether the daily lists can say who leads: nothing but one topic in the filter, and no time. */
function fitsLists(plan: Plan): boolean {
  const { platforms, notPlatforms, languages, notLanguages } = plan.query.filter;
  const splits = [platforms, notPlatforms, languages, notLanguages].some((list) => list && list.length > 0);
  return plan.filterFitsRollups && !splits && plan.states.length === 4 && !plan.hasTime && plan.groups.length === 1;
}

async function countAuthorRows(ctx: Ctx, plan: Plan): Promise<Counts> {
  const limit = plan.query.limit ?? DEFAULT_LIMITS.author;
  const topicId = soleTopic(plan);
  const byTopic = plan.groups.includes("topic");
  const reading: Reading = {
    filter: plan.query.filter,
    grid: plan.grid,
    groups: plan.groups,
    topicIds: byTopic ? rowTopics(plan) : [NIL_UUID],
    usesRollups: false,
    hasFlags: plan.hasFlags,
    classifierId: plan.classes?.classifierId ?? null,
  };
  const whole = await readCells(ctx, {
    ...totalReading(reading, plan.totalGrid, topicId),
    usesRollups: plan.filterFitsRollups,
  });
  const totals: Counts["totals"] = [totalSums(whole.cells, CURRENT), totalSums(whole.cells, PREVIOUS)];
  const base = { reading, totals, countedAtMs: whole.countedAtMs };
  const postCount = total(totals[CURRENT], "posts", plan.states);
  if (fitsLists(plan) && postCount > EXACT_AUTHOR_POSTS) {
    const ids = await findCandidates(ctx, topicId, plan.totalGrid, measureOf(plan), limit);
    if (ids) return { ...base, cells: await readAuthors(ctx, topicId, ids, plan.totalGrid), source: "rollups" };
  }
  const ids = await rankAuthorsByPosts(ctx, { ...reading, grid: plan.totalGrid }, measureOf(plan), limit);
  const { cells } =
    ids.length === 0
      ? { cells: [] as Cell[] }
      : await readCells(ctx, { ...reading, filter: { ...reading.filter, authors: ids } });
  return { ...base, cells, source: "posts" };
}

interface AuthorNumbers {
  count: AuthorCounts;
  totals: Record<Period, number>;
  isExact: boolean;
}

/** Distinct authors per cell and in total; by the same rule for every question about the same posts. */
async function countDistinct(ctx: Ctx, plan: Plan, counts: Counts): Promise<AuthorNumbers> {
  const most = Math.max(...counts.totals.map((sums) => total(sums, "posts", plan.states)));
  const isExact = most <= EXACT_AUTHOR_POSTS;
  const perAuthor = plan.groups.includes("author");
  const stored = { ...counts.reading, usesRollups: plan.filterFitsRollups };
  const whole = totalReading(stored, plan.totalGrid, soleTopic(plan));
  const keyOf = (period: Period) => cellKey([], { period, bucket: 0, keys: {} });
  if (isExact) {
    const all = await countAuthors(ctx, { ...whole, topicIds: [NIL_UUID] }, false);
    const exact = perAuthor ? oneEach(counts.cells, plan) : await countAuthors(ctx, counts.reading, plan.hasSentiment);
    return { count: exact, totals: [all(keyOf(CURRENT), null), all(keyOf(PREVIOUS), null)], isExact };
  }
  const apart = perAuthor || plan.groups.includes("topic");
  const sketches = perAuthor ? null : await sketchAuthors(ctx, counts.reading, plan.states, plan.hasSentiment);
  const all = apart || !sketches ? await sketchAuthors(ctx, whole, plan.states, false) : sketches;
  return {
    count: sketches?.count ?? oneEach(counts.cells, plan),
    totals: [all.total(CURRENT), all.total(PREVIOUS)],
    isExact,
  };
}

/** In an author's own row, the author counts where there are posts. */
function oneEach(cells: readonly Cell[], plan: Plan): AuthorCounts {
  const byKey = new Map(cells.map((cell) => [cellKey(plan.groups, cell), cell.sums]));
  return (key, state) => {
    const sums = byKey.get(key);
    return sums && total(sums, "posts", state === null ? plan.states : [state]) > 0 ? 1 : 0;
  };
}

interface AuthorLabels {
  names: ReadonlyMap<string, string>;
  platforms: ReadonlyMap<string, string>;
}

async function authorLabels(ctx: Ctx, cells: readonly Cell[]): Promise<AuthorLabels> {
  const ids = [...new Set(cells.flatMap((cell) => cell.keys.author ?? []))];
  if (ids.length === 0) return { names: new Map(), platforms: new Map() };
  const rows = await ctx.tx
    .select({
      id: sql<string>`${authors.id}::text`,
      handle: authors.handle,
      name: authors.name,
      platform: authors.platform,
    })
    .from(authors)
    .where(and(inProject(authors, ctx), inArray(authors.id, ids.map(BigInt))));
  return {
    names: new Map(rows.map((row) => [row.id, row.name || row.handle])),
    platforms: new Map(rows.map((row) => [row.id, row.platform])),
  };
}

/** Whether the project had any post before the end of the comparison; if not, there is nothing to compare with. */
async function hadPosts(ctx: Ctx, plan: Plan, counts: Counts): Promise<boolean> {
  if (!plan.compareSpan) return false;
  if (total(counts.totals[PREVIOUS], "posts", plan.states) > 0) return true;
  const { rows } = await ctx.tx.execute<{ found: boolean }>(sql`
    select exists (select 1 from ${rollups} where ${inProject(rollups, ctx)} and ${rollups.level} = ${ROLLUP_LEVELS.day}
      and ${rollups.topicId} = ${NIL_UUID}::uuid and ${rollups.bucket} < ${iso(plan.compareSpan.toMs)}::timestamptz) as found`);
  return rows[0]?.found === true;
}

/** Whether bucket i of the comparison holds any time. */
function comparableBucket(plan: Plan): (bucket: number) => boolean {
  const { edges, previousCount } = plan.grid;
  return (bucket) =>
    bucket + 1 < previousCount && (edges[bucket] ?? 0) < (edges[bucket + 1] ?? Number.NEGATIVE_INFINITY);
}

function totalValues(plan: Plan, counts: Counts, authorCounts: AuthorNumbers | null, voice: VoiceOf | null) {
  return (period: Period): MetricValues =>
    valuesOf(plan.query.metrics, counts.totals[period], plan.states, {
      authors: authorCounts?.totals[period] ?? null,
      voice: voice?.({ period, bucket: 0, keys: {} }, plan.states) ?? null,
    });
}

/**
 * Answers a question about the project's posts. Rollups answer what they know (one topic or none, platforms, languages,
 * sentiments, any range; where an edge of the range cuts a stored part, that part is counted from posts), posts answer the
 * rest. Potential reach is the sum over posts of the followers their author had at the time.
 * Deleted posts stay counted.
 * @throws AppError E_FORBIDDEN, E_NOT_FOUND (project), E_PARAM (range, interval, dimensions, size), E_QUERY (filter's query)
 */
export async function queryMetrics(ctx: Ctx, input: MetricQueryInput): Promise<MetricAnswer> {
  authorize(ctx, "metric:read");
  const query = MetricQuery.parse(input);
  const plan = await planMetrics(ctx, query);
  const byAuthor = plan.groups.includes("author");
  const counts = byAuthor ? await countAuthorRows(ctx, plan) : await countRows(ctx, plan);
  const asksAuthors = query.metrics.includes("authors");
  const authorCounts = asksAuthors || byAuthor ? await countDistinct(ctx, plan, counts) : null;
  const voices = query.metrics.includes("shareOfVoice") ? await readVoice(ctx, plan) : null;
  const isCompared = await hadPosts(ctx, plan, counts);
  const isComparable = comparableBucket(plan);
  const known = await authorLabels(ctx, counts.cells);
  const counted: Counted = {
    dimensions: query.dimensions,
    metrics: query.metrics,
    groups: plan.groups,
    states: plan.states,
    cells: counts.cells,
    authors: authorCounts?.count ?? null,
    voice: byAuthor ? null : (voices?.rows ?? null),
    known: {
      ...(plan.groups.includes("topic") ? { topic: rowTopics(plan) } : {}),
      ...(plan.classes ? { class: plan.classes.labels } : {}),
    },
    times: plan.hasTime ? plan.edges.slice(0, -1).map(iso) : null,
    isComparable: (bucket) => query.compareRows && isCompared && isComparable(bucket),
    limit: query.limit ?? (plan.groups[0] && DEFAULT_LIMITS[plan.groups[0]]),
    labels: {
      topic: new Map(plan.topics.map((topic) => [topic.id, topic.name])),
      author: known.names,
    },
    authorPlatforms: known.platforms,
  };
  const { rows, rowCount } = rowsOf(counted);
  const totalsOf = totalValues(plan, counts, authorCounts, voices?.totals ?? null);
  const unfinished = unfinishedFrom(plan.edges, ctx.nowMs);
  return {
    rows,
    totals: totalsOf(CURRENT),
    previousTotals: isCompared ? totalsOf(PREVIOUS) : null,
    rowCount: byAuthor ? Math.max(rows.length, authorCounts?.totals[CURRENT] ?? 0) : rowCount,
    interval: plan.hasTime ? plan.interval : null,
    range: { from: iso(plan.span.fromMs), to: iso(plan.span.toMs) },
    compareRange: plan.compareSpan && { from: iso(plan.compareSpan.fromMs), to: iso(plan.compareSpan.toMs) },
    unfinishedFrom: unfinished === null ? null : iso(unfinished),
    source: counts.source,
    authorsExact: !asksAuthors || (authorCounts?.isExact ?? true),
    countedAt: counts.countedAtMs === null ? null : iso(counts.countedAtMs),
    timeZone: plan.timeZone,
  };
}
