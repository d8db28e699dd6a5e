/** How many distinct authors: counted from posts while these are few, estimated from mergeable sketches beyond. */

import { sql } from "drizzle-orm";
import { posts } from "@/drizzle/schema/posts";
import { rollupSketches, rollups } from "@/drizzle/schema/rollups";
import { emptySketch, estimateDistinct, mergeBytes, mergeSketch } from "@/lib/analysis/stats/hyperloglog";
import { SENTIMENT_STATES, type SentimentState } from "@/lib/contracts/entities";
import { NIL_UUID } from "@/lib/ids";
import type { Ctx } from "./ctx";
import {
  cellKey,
  fromPosts,
  fromRollups,
  groupColumns,
  groupPlaces,
  placeOf,
  type Reading,
  segmentsOfReading,
} from "./metrics-cells";
import { locate, type Period, wholeOfGrid } from "./metrics-grid";
import type { GroupDimension } from "./metrics-plan";
import { authorCode, countedPost, type SketchName, sketchesOfPosts, sketchesOfRollups } from "./rollups-columns";

/** Up to so many posts in a period, authors are counted; beyond, estimated. The same for every question, so that answers agree. */
export const EXACT_AUTHOR_POSTS = 20_000;

/** Authors per cell (`cellKey`), or per cell and sentiment. */
export type AuthorCounts = (key: string, state: SentimentState | null) => number;

type Keys = Partial<Record<GroupDimension, string>>;
type ExactRow = { place: number; state?: SentimentState; authors: number } & Keys;

/** Counted one by one from posts. `byState`: apart by sentiment as well. */
export async function countAuthors(ctx: Ctx, reading: Reading, byState: boolean): Promise<AuthorCounts> {
  const state = byState ? sql`, coalesce(${posts.sentiment}, 'unread') as state` : sql``;
  const places = byState
    ? sql`${groupPlaces(reading.groups)}, ${sql.raw(String(reading.groups.length + 2))}`
    : groupPlaces(reading.groups);
  const { rows } = await ctx.tx.execute<ExactRow>(sql`
    select ${placeOf(posts.publishedAt, reading.grid)} as place ${groupColumns(reading.groups, "post")} ${state},
      count(distinct ${posts.authorId})::int as authors
    ${fromPosts(ctx, reading, wholeOfGrid(reading.grid))} group by 1 ${places}`);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const at = locate(reading.grid, row.place);
    if (at) counts.set(`${cellKey(reading.groups, { ...at, keys: row })}\n${row.state ?? ""}`, row.authors);
  }
  return (key, wanted) => counts.get(`${key}\n${wanted ?? ""}`) ?? 0;
}

type SketchRow = { place: number } & Partial<Record<SketchName, Buffer | null>> & Keys;

async function readSketches(ctx: Ctx, reading: Reading, names: readonly SketchName[]): Promise<SketchRow[]> {
  const stored = reading.usesRollups ? fromRollups(ctx, reading, rollupSketches) : null;
  const fromStored = stored
    ? await ctx.tx.execute<SketchRow>(sql`
        select ${placeOf(sql`${rollups.bucket}`, reading.grid)} as place ${groupColumns(reading.groups, "rollup")},
          ${sketchesOfRollups(names)} ${stored} group by 1 ${groupPlaces(reading.groups)}`)
    : { rows: [] };
  const segments = segmentsOfReading(reading).filter((segment) => segment.grain === "posts");
  if (segments.length === 0) return fromStored.rows;
  const keys = sql.join(reading.groups.map((group) => sql`, ${sql.identifier(group)}`));
  const fromCut = await ctx.tx.execute<SketchRow>(sql`
    select place ${keys}, ${sketchesOfPosts(names)} from (
      select ${placeOf(posts.publishedAt, reading.grid)} as place ${groupColumns(reading.groups, "post")}, ${countedPost}, ${authorCode}
      ${fromPosts(ctx, reading, segments)}) counted
    group by 1 ${groupPlaces(reading.groups)}`);
  return [...fromStored.rows, ...fromCut.rows];
}

/** Sketches by cell and name, kept as bytes until they are asked for. */
export class AuthorSketches {
  private readonly parts = new Map<string, Buffer[][]>();
  private readonly periods = new Map<string, Period>();
  private readonly unions = new Map<string, Uint8Array>();

  /** `names`: what was read; together they are the sentiments that are counted. */
  constructor(
    rows: readonly SketchRow[],
    reading: Reading,
    private readonly names: readonly SketchName[],
  ) {
    for (const row of rows) {
      const at = locate(reading.grid, row.place);
      if (!at) continue;
      const key = cellKey(reading.groups, { ...at, keys: row });
      const known = this.parts.get(key) ?? names.map(() => []);
      names.forEach((name, i) => {
        const bytes = row[name];
        if (bytes) known[i]?.push(bytes);
      });
      this.parts.set(key, known);
      this.periods.set(key, at.period);
    }
  }

  private merged(key: string, names: readonly SketchName[]): Uint8Array {
    const sketch = emptySketch();
    const parts = this.parts.get(key);
    this.names.forEach((name, i) => {
      if (names.includes(name)) for (const bytes of parts?.[i] ?? []) mergeBytes(sketch, bytes);
    });
    return sketch;
  }

  private union(key: string): Uint8Array {
    const known = this.unions.get(key) ?? this.merged(key, this.names);
    this.unions.set(key, known);
    return known;
  }

  /** Estimate of one cell. */
  count: AuthorCounts = (key, state) =>
    this.parts.has(key) ? estimateDistinct(state === null ? this.union(key) : this.merged(key, [state])) : 0;

  /** Estimate over all cells of a period. */
  total(period: Period): number {
    const sketch = emptySketch();
    for (const [key, at] of this.periods) if (at === period) mergeSketch(sketch, this.union(key));
    return estimateDistinct(sketch);
  }
}

/**
 * Estimated from the sketches of rollups, or from sketches made of posts: the same registers, so the same estimates.
 * `byState`: apart by sentiment as well.
 */
export async function sketchAuthors(
  ctx: Ctx,
  reading: Reading,
  states: readonly SentimentState[],
  byState: boolean,
): Promise<AuthorSketches> {
  const names: readonly SketchName[] = byState || states.length < SENTIMENT_STATES.length ? states : ["all"];
  return new AuthorSketches(await readSketches(ctx, reading, names), reading, names);
}

/** A reading of the same posts without buckets and groups, for totals. `topicId`: the one topic that rollups are asked for. */
export const totalReading = (reading: Reading, grid: Reading["grid"], topicId = NIL_UUID): Reading => ({
  ...reading,
  grid,
  groups: [],
  topicIds: [topicId],
});
