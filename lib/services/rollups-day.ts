/** Counting a day again, and its quarters: sums, sketches and emotions of its hours. */
import { inArray, type SQL, sql } from "drizzle-orm";
import { ROLLUP_LEVELS, rollupEmotions, rollupSketches, rollups } from "@/drizzle/schema/rollups";
import { GRAIN_MS } from "@/lib/analysis/series/segments";
import { DAY_MS } from "@/lib/analysis/series/time-zone";
import { emptySketch, mergeBytes, sketchBytes } from "@/lib/analysis/stats/hyperloglog";
import { SENTIMENT_STATES } from "@/lib/contracts/entities";
import { type Ctx, inProject } from "./ctx";
import {
  feltColumns,
  feltOfRollups,
  SKETCHES,
  type SketchName,
  sketchColumns,
  sketchesOfRollups,
  sumColumns,
  sumsOfRollups,
} from "./rollups-columns";
import { feltKeyColumns, forget, instants, keyColumns, own } from "./rollups-recount";

const HOUR_LEVELS = [ROLLUP_LEVELS.hour, ROLLUP_LEVELS.hourSplit];
const DAY_LEVELS = [ROLLUP_LEVELS.day, ROLLUP_LEVELS.daySplit, ROLLUP_LEVELS.sixHours];

/** `from` and `where` of the hours of a UTC day in one of the tables. */
const hoursOf = (ctx: Ctx, table: typeof rollups | typeof rollupSketches | typeof rollupEmotions, dayMs: number): SQL =>
  sql`from ${table} where ${inProject(table, ctx)} and ${inArray(table.level, HOUR_LEVELS)}
    and ${table.bucket} >= ${new Date(dayMs).toISOString()}::timestamptz
    and ${table.bucket} < ${new Date(dayMs + DAY_MS).toISOString()}::timestamptz`;

/** Quarter of the day of an hour that is not split; null at the other level, whose day has none. */
const quarterOfDay = sql`case when level = ${ROLLUP_LEVELS.hour}::int then date_bin('6 hours', bucket, 'epoch') end`;

/** The sums of a day and of its quarters. */
async function sumDay(ctx: Ctx, dayMs: number): Promise<void> {
  await ctx.tx.execute(sql`
    insert into ${rollups} (${keyColumns}, ${sumColumns})
    select ${own(ctx)}, case when level = ${ROLLUP_LEVELS.hourSplit}::int then ${ROLLUP_LEVELS.daySplit}::int
        when grouping(part) = 1 then ${ROLLUP_LEVELS.day}::int else ${ROLLUP_LEVELS.sixHours}::int end,
      topic_id, coalesce(part, ${new Date(dayMs).toISOString()}::timestamptz), platform, lang, ${sumsOfRollups}
    from (select rollups.*, ${quarterOfDay} as part ${hoursOf(ctx, rollups, dayMs)}) hours
    group by grouping sets ((level, topic_id, platform, lang), (level, topic_id, platform, lang, part))
    having grouping(part) = 1 or part is not null`);
}

/** The emotions and flags of a day and of its quarters. */
async function sumFelt(ctx: Ctx, dayMs: number): Promise<void> {
  await ctx.tx.execute(sql`
    insert into ${rollupEmotions} (${feltKeyColumns}, ${feltColumns})
    select ${own(ctx)}, case when grouping(part) = 1 then ${ROLLUP_LEVELS.day}::int else ${ROLLUP_LEVELS.sixHours}::int end,
      topic_id, coalesce(part, ${new Date(dayMs).toISOString()}::timestamptz), ${feltOfRollups}
    from (select rollup_emotions.*, ${quarterOfDay} as part ${hoursOf(ctx, rollupEmotions, dayMs)}) hours
    group by grouping sets ((topic_id), (topic_id, part))`);
}

type SketchCell = { level: number; topicId: string; atMs: number; platform: string; lang: string } & Record<
  SketchName,
  Uint8Array
>;
type HoursRow = Omit<SketchCell, SketchName | "atMs"> & { atMs: number | null } & Record<
    (typeof SENTIMENT_STATES)[number],
    Buffer
  >;

/** The shortest form of the union of some sketches. */
function union(parts: readonly Uint8Array[]): Uint8Array {
  const sketch = emptySketch();
  for (const bytes of parts) mergeBytes(sketch, bytes);
  return sketchBytes(sketch);
}

/** A cell out of what lies within it. */
function joined(key: Omit<SketchCell, SketchName>, parts: readonly HoursRow[]): SketchCell {
  const of = SENTIMENT_STATES.map((state) => [state, union(parts.map((part) => part[state]))] as const);
  const all = union(of.map(([, bytes]) => bytes));
  return { ...key, ...(Object.fromEntries(of) as Record<(typeof SENTIMENT_STATES)[number], Uint8Array>), all };
}

/** From the hours of a day, joined by topic and quarter of the day or by split, to the cells of the day. */
function dayCells(rows: readonly HoursRow[], dayMs: number): SketchCell[] {
  const topics = new Map<string, HoursRow[]>();
  for (const row of rows) if (row.atMs !== null) topics.set(row.topicId, [...(topics.get(row.topicId) ?? []), row]);
  return [
    ...rows.map((row) => {
      const level = row.atMs === null ? ROLLUP_LEVELS.daySplit : ROLLUP_LEVELS.sixHours;
      return joined({ ...row, level, atMs: row.atMs ?? dayMs }, [row]);
    }),
    ...[...topics].map(([topicId, parts]) =>
      joined({ level: ROLLUP_LEVELS.day, topicId, atMs: dayMs, platform: "", lang: "" }, parts),
    ),
  ];
}

/** The sketches of a day and of its quarters. */
async function sketchDay(ctx: Ctx, dayMs: number): Promise<void> {
  const { rows } = await ctx.tx.execute<HoursRow>(sql`
    select level, topic_id as "topicId", (extract(epoch from ${quarterOfDay}) * 1000)::float8 as "atMs", platform, lang,
      ${sketchesOfRollups(SENTIMENT_STATES)} ${hoursOf(ctx, rollupSketches, dayMs)} group by 1, 2, 3, 4, 5`);
  if (rows.length === 0) return;
  const cells = dayCells(rows, dayMs);
  const column = (type: string, of: (cell: SketchCell) => unknown) =>
    sql`${sql.param(cells.map(of))}::${sql.raw(type)}[]`;
  const columns = [
    column("smallint", (cell) => cell.level),
    column("uuid", (cell) => cell.topicId),
    instants(cells.map((cell) => cell.atMs)),
    column("text", (cell) => cell.platform),
    column("text", (cell) => cell.lang),
    ...SKETCHES.map((name) => column("bytea", (cell) => Buffer.from(cell[name]))),
  ];
  await ctx.tx.execute(sql`
    insert into ${rollupSketches} (${keyColumns}, ${sketchColumns})
    select ${own(ctx)}, cells.* from unnest(${sql.join(columns, sql`, `)}) as cells`);
}

/** Replaces a UTC day, and its quarters, by the sum of its hours. */
export async function recountDay(ctx: Ctx, dayMs: number): Promise<void> {
  await forget(
    ctx,
    DAY_LEVELS,
    [0, 1, 2, 3].map((n) => dayMs + n * GRAIN_MS.sixHours),
  );
  await sumDay(ctx, dayMs);
  await sumFelt(ctx, dayMs);
  await sketchDay(ctx, dayMs);
}
