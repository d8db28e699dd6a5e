/** Emotions and flags of a range, from an answer by emotion and one of the shares of flags. */
import { EMOTIONS, type Emotion, POST_FLAGS, type PostFlag } from "../contracts/entities";
import { FLAG_METRICS, type MetricAnswer } from "../contracts/metrics";
import type { Finding } from "./findings";

/** shareRatio: of the posts that have an emotion; changeRatio: its difference to the period before, null without one. */
export type EmotionRow = { emotion: Emotion; postCount: number; shareRatio: number; changeRatio: number | null };
/** shareRatio: of the posts that were read for the flag; null where none was. */
export type FlagShare = { flag: PostFlag; shareRatio: number | null; changeRatio: number | null };
/** `rows`: every emotion, largest first, posts without any emotion last; none where no post was read. */
export type EmotionModel = {
  rows: readonly EmotionRow[];
  readCount: number;
  unreadCount: number;
  flags: readonly FlagShare[];
};

/** Counts by emotion in one period; null where nothing is compared. */
function countsOf(answer: MetricAnswer, isNow: boolean): ReadonlyMap<string, number> | null {
  if (!isNow && answer.previousTotals === null) return null;
  return new Map(
    answer.rows.map((row) => [row.keys.emotion ?? "", (isNow ? row.values.posts : row.previous?.posts) ?? 0]),
  );
}

const readOf = (counts: ReadonlyMap<string, number>): number =>
  EMOTIONS.reduce((sum, emotion) => sum + (counts.get(emotion) ?? 0), 0);

/** The model of an answer by emotion, and of one about flags. */
export function emotionModel(answer: MetricAnswer, flags: MetricAnswer): EmotionModel {
  const now = countsOf(answer, true) ?? new Map<string, number>();
  const before = countsOf(answer, false);
  const [readCount, readBefore] = [readOf(now), before ? readOf(before) : 0];
  const rowOf = (emotion: Emotion): EmotionRow => {
    const postCount = now.get(emotion) ?? 0;
    const shareRatio = postCount / readCount;
    const shareBefore = before && readBefore > 0 ? (before.get(emotion) ?? 0) / readBefore : null;
    return { emotion, postCount, shareRatio, changeRatio: shareBefore === null ? null : shareRatio - shareBefore };
  };
  const isPlain = ({ emotion }: EmotionRow) => emotion === "neutral";
  return {
    rows:
      readCount === 0
        ? []
        : EMOTIONS.map(rowOf).sort((a, b) => Number(isPlain(a)) - Number(isPlain(b)) || b.postCount - a.postCount),
    readCount,
    unreadCount: now.get("unread") ?? 0,
    flags: POST_FLAGS.map((flag, at) => flagShare(flags, flag, at)),
  };
}

function flagShare(answer: MetricAnswer, flag: PostFlag, at: number): FlagShare {
  const metric = FLAG_METRICS[at];
  const shareRatio = metric ? (answer.totals[metric] ?? null) : null;
  const before = metric ? (answer.previousTotals?.[metric] ?? null) : null;
  return { flag, shareRatio, changeRatio: shareRatio === null || before === null ? null : shareRatio - before };
}

/** Title: the emotion that leads, and its part of the posts read; null when none was felt. */
export function emotionFinding({ rows }: EmotionModel): (Finding & { kind: "leads" }) | null {
  const [first] = rows;
  return first && first.emotion !== "neutral" && first.postCount > 0
    ? { kind: "leads", key: first.emotion, ratio: first.shareRatio }
    : null;
}
