/** Topics with their sentiment, from an answer by topic and sentiment. */
import { SENTIMENT_STATES, type SentimentState, type TopicKind } from "../contracts/entities";
import type { MetricAnswer } from "../contracts/metrics";
import { categoryColour, OTHERS_COLOUR } from "./colours";
import { countAll, type Net, NO_COUNTS, netOf, type SentimentCounts } from "./net-sentiment";

/** What is needed of a topic to draw it. */
export type TopicIdentity = { id: string; name: string; kind: TopicKind; colorIndex: number };
/** `changeRatio` null: nothing before, or nothing compared. */
export type TopicRow = {
  id: string;
  name: string;
  kind: TopicKind | null;
  colour: string;
  counts: SentimentCounts;
  previousCounts: SentimentCounts | null;
  postCount: number;
  previousCount: number | null;
  changeRatio: number | null;
  net: Net | null;
};

function add(counts: SentimentCounts | undefined, state: SentimentState, value: number): SentimentCounts {
  const known = counts ?? NO_COUNTS;
  return { ...known, [state]: known[state] + value };
}

/** One row per topic that has posts now or had some before, most posts first. */
export function topicRows(answer: MetricAnswer, topics: readonly TopicIdentity[]): TopicRow[] {
  const now = new Map<string, SentimentCounts>();
  const before = new Map<string, SentimentCounts>();
  const names = new Map<string, string>();
  for (const row of answer.rows) {
    const { topic, sentiment } = row.keys;
    const state = SENTIMENT_STATES.find((each) => each === sentiment);
    if (topic === undefined || state === undefined) continue;
    now.set(topic, add(now.get(topic), state, row.values.posts ?? 0));
    before.set(topic, add(before.get(topic), state, row.previous?.posts ?? 0));
    if (row.labels?.topic) names.set(topic, row.labels.topic);
  }
  const isCompared = answer.compareRange !== null;
  return [...now]
    .map(([id, counts]): TopicRow => {
      const topic = topics.find((each) => each.id === id);
      const postCount = countAll(counts);
      const previousCounts = isCompared ? (before.get(id) ?? NO_COUNTS) : null;
      const previousCount = previousCounts ? countAll(previousCounts) : null;
      return {
        id,
        name: topic?.name ?? names.get(id) ?? id,
        kind: topic?.kind ?? null,
        colour: topic ? categoryColour(topic.colorIndex) : OTHERS_COLOUR,
        counts,
        previousCounts,
        postCount,
        previousCount,
        changeRatio: previousCount ? postCount / previousCount - 1 : null,
        net: netOf(counts),
      };
    })
    .sort((a, b) => b.postCount - a.postCount || (a.name < b.name ? -1 : 1));
}
