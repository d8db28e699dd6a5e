/** Share of voice: each brand's part of the posts about brands and competitors. */
import type { MetricAnswer } from "../contracts/metrics";
import { categoryColour } from "./colours";
import type { TopicIdentity } from "./topic-model";

/** shareRatio 0..1; changeRatio: difference of shares, 0.031 is 3.1 points; null: nothing before. */
export type VoiceRow = {
  id: string;
  name: string;
  colour: string;
  isOwn: boolean;
  postCount: number;
  shareRatio: number;
  changeRatio: number | null;
};
/** `others` sums the brands that are not shown; null when all are. */
export type VoiceModel = {
  rows: readonly VoiceRow[];
  others: { count: number; of: number; shareRatio: number; changeRatio: number | null } | null;
  /** Own brand with the largest share, its place (1-based); null when the project has no brand topic with posts. */
  own: { row: VoiceRow; rank: number; of: number } | null;
};

/** The `top` brands of an answer by topic with shareOfVoice; the own brand is always among them. */
export function voiceModel(answer: MetricAnswer, topics: readonly TopicIdentity[], top: number): VoiceModel {
  const all = answer.rows
    .flatMap((row): VoiceRow[] => {
      const topic = topics.find((each) => each.id === row.keys.topic);
      const shareRatio = row.values.shareOfVoice ?? null;
      if (!topic || shareRatio === null || (topic.kind !== "brand" && topic.kind !== "competitor")) return [];
      const before = row.previous?.shareOfVoice ?? null;
      return [
        {
          id: topic.id,
          name: topic.name,
          colour: categoryColour(topic.colorIndex),
          isOwn: topic.kind === "brand",
          postCount: row.values.posts ?? 0,
          shareRatio,
          changeRatio: before === null ? null : shareRatio - before,
        },
      ];
    })
    .sort((a, b) => b.shareRatio - a.shareRatio || (a.name < b.name ? -1 : 1));
  const ownIndex = all.findIndex((row) => row.isOwn);
  const own = all[ownIndex];
  const rows = all.slice(0, top);
  if (own && ownIndex >= top) rows.splice(top - 1, 1, own);
  const rest = all.filter((row) => !rows.includes(row));
  const isCompared = rest.every((row) => row.changeRatio !== null);
  return {
    rows,
    own: own ? { row: own, rank: ownIndex + 1, of: all.length } : null,
    others:
      rest.length === 0
        ? null
        : {
            count: rest.length,
            of: all.length,
            shareRatio: rest.reduce((sum, row) => sum + row.shareRatio, 0),
            changeRatio: isCompared ? rest.reduce((sum, row) => sum + (row.changeRatio ?? 0), 0) : null,
          },
  };
}
