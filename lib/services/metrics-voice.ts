/** Share of voice: the posts of one's own brands (or of the asked topics) among the posts of all brands and competitors. */
import type { Ctx } from "./ctx";
import { type Cell, cellKey, type Reading, readCells } from "./metrics-cells";
import type { GroupDimension, Plan } from "./metrics-plan";
import { type Keys, type Place, total, type VoiceOf } from "./metrics-rows";

export interface Voices {
  rows: VoiceOf;
  totals: VoiceOf;
}

/** Topics that have a voice: brands and competitors. */
const voicedTopics = (plan: Plan) => plan.topics.filter(({ kind }) => kind === "brand" || kind === "competitor");

/** Whose share it is where no topic is a row: the filter's topics, else one's own brands. */
function ownTopics(plan: Plan): string[] {
  const wanted = plan.query.filter.topics ?? [];
  return voicedTopics(plan)
    .filter(({ id, kind }) => (wanted.length > 0 ? wanted.includes(id) : kind === "brand"))
    .map(({ id }) => id);
}

/** A look-up over cells grouped by topic and, maybe, other groups. */
function voiceOf(plan: Plan, cells: readonly Cell[], others: readonly GroupDimension[]): VoiceOf {
  const voiced = voicedTopics(plan).map(({ id }) => id);
  const own = ownTopics(plan);
  const groups = ["topic", ...others] as const;
  const byKey = new Map(cells.map((cell) => [cellKey(groups, cell), cell.sums]));
  return (place: Place, states) => {
    const postsOf = (topic: string) => {
      const keys: Keys = { ...place.keys, topic };
      return total(byKey.get(cellKey(groups, { ...place, keys })) ?? [], "posts", states);
    };
    const wanted = place.keys.topic === undefined ? own : voiced.filter((id) => id === place.keys.topic);
    const all = voiced.reduce((sum, id) => sum + postsOf(id), 0);
    return wanted.length === 0 || all === 0 ? null : wanted.reduce((sum, id) => sum + postsOf(id), 0) / all;
  };
}

/** Counts the posts of brands and competitors under the filter less its topics, and gives the shares. */
export async function readVoice(ctx: Ctx, plan: Plan): Promise<Voices> {
  const { topics: _topics, notTopics: _notTopics, ...filter } = plan.query.filter;
  const topicIds = voicedTopics(plan).map(({ id }) => id);
  if (topicIds.length === 0 || plan.groups.includes("author")) return { rows: () => null, totals: () => null };
  const others = plan.groups.filter((group) => group !== "topic");
  const reading: Reading = {
    filter,
    grid: plan.grid,
    groups: ["topic", ...others],
    topicIds,
    usesRollups: plan.usesRollups,
    hasFlags: false,
    classifierId: plan.classes?.classifierId ?? null,
  };
  const { cells } = await readCells(ctx, reading);
  const needsTotals = plan.hasTime || others.length > 0;
  const whole = needsTotals
    ? (await readCells(ctx, { ...reading, grid: plan.totalGrid, groups: ["topic"] })).cells
    : cells;
  return { rows: voiceOf(plan, cells, others), totals: voiceOf(plan, whole, []) };
}
