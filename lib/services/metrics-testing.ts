/** For tests of rollups and metrics: random posts, and plain recounts that share no code with what they check. */
import { sql } from "drizzle-orm";
import { withTenant } from "@/drizzle/client";
import type { TestTenant } from "@/drizzle/factories";
import { authors, posts } from "@/drizzle/schema/posts";
import { postTopics, topics } from "@/drizzle/schema/topics";
import { EMOTIONS, POST_FLAGS, SENTIMENT_STATES, type SentimentState, type TopicKind } from "@/lib/contracts/entities";
import type { PostFilter } from "@/lib/contracts/post-filter";
import { timeId, uuidv7 } from "@/lib/ids";
import { type Scope, workerActor } from "./ctx";
import { markDirty } from "./dirt";

/** Park and Miller's generator: 0 <= x < 1. */
export function generator(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

export const pick = <T>(random: () => number, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error("Nothing to pick from.");
  return found;
};

export const workerScope = ({ workspaceId, projectId }: TestTenant): Scope => ({
  workspaceId,
  projectId,
  actor: workerActor,
});

export interface World {
  tenant: TestTenant;
  topicIds: string[];
  authorIds: bigint[];
}

const KINDS: TopicKind[] = ["brand", "competitor", "competitor", "category"];

/** Four topics and 25 authors. */
export async function makeWorld(tenant: TestTenant): Promise<World> {
  const place = { workspaceId: tenant.workspaceId, projectId: tenant.projectId };
  const topicIds = KINDS.map(() => uuidv7());
  const authorIds = Array.from({ length: 25 }, () => timeId());
  await withTenant(tenant, async (tx) => {
    await tx.insert(topics).values(
      KINDS.map((kind, i) => ({
        ...place,
        id: topicIds[i] ?? "",
        name: `Topic ${i}`,
        kind,
        query: "x",
        colorIndex: i,
      })),
    );
    await tx
      .insert(authors)
      .values(
        authorIds.map((id, i) => ({ ...place, id, platform: "x", handle: `author${i}`, handleKey: `author${i}` })),
      );
  });
  return { tenant, topicIds, authorIds };
}

/** Adds random posts published within [fromMs, toMs), their topics and their dirt, in one transaction. */
export async function addPosts(
  { tenant, topicIds, authorIds }: World,
  random: () => number,
  { count, fromMs, toMs }: { count: number; fromMs: number; toMs: number },
): Promise<void> {
  const place = { workspaceId: tenant.workspaceId, projectId: tenant.projectId };
  // of its own, so that what else is random stays as it is
  const feelings = generator(count);
  const made = Array.from({ length: count }, () => {
    const engagement = Math.floor(random() ** 4 * 500);
    const sentiment = pick(random, ["negative", "neutral", "neutral", "positive", null] as const);
    const id = timeId();
    const hash = Buffer.from(String(id));
    return {
      ...place,
      id,
      platform: pick(random, ["x", "x", "reddit", "mastodon"]),
      externalId: String(id),
      type: pick(random, ["post", "reply"] as const),
      authorId: pick(random, authorIds.slice(0, 1 + Math.floor(random() * authorIds.length))),
      publishedAt: new Date(fromMs + Math.floor(random() * (toMs - fromMs))),
      lang: pick(random, ["en", "en", "zh", null]),
      authorFollowers: Math.floor(random() ** 6 * 100_000),
      likeCount: engagement,
      engagement,
      contentHash: hash,
      textHash: hash,
      readState: sentiment === null ? ("pending" as const) : ("read" as const),
      sentiment,
      emotion: sentiment === null ? null : pick(feelings, [...EMOTIONS, "joy", "neutral", null] as const),
      isOffensive: feelings() < 0.3 ? null : feelings() < 0.2,
      isHate: pick(feelings, [true, false, false, null]),
      isIrony: null,
    };
  });
  const matches = made.flatMap(({ id }) =>
    topicIds.filter(() => random() < 0.4).map((topicId) => ({ workspaceId: tenant.workspaceId, topicId, postId: id })),
  );
  await withTenant(tenant, async (tx) => {
    await tx.insert(posts).values(made);
    if (matches.length > 0) await tx.insert(postTopics).values(matches);
    await markDirty(
      { tx, ...place },
      made.map((post) => post.publishedAt.getTime()),
    );
  });
}

/**
 * Adds so many posts of 4,000 more authors, few of whom write much, within [fromMs, toMs), by SQL; every third matches the
 * first topic. The random numbers are Postgres's own, seeded.
 */
export async function addManyPosts(
  { tenant, topicIds }: World,
  { count, fromMs, toMs }: { count: number; fromMs: number; toMs: number },
): Promise<void> {
  const place = sql`${tenant.workspaceId}::uuid, ${tenant.projectId}::uuid`;
  await withTenant(tenant, async (tx) => {
    await tx.execute(sql`select setseed(0.25)`);
    await tx.execute(sql`insert into authors (workspace_id, project_id, id, platform, handle, handle_key)
      select ${place}, i, 'x', 'many' || i, 'many' || i from generate_series(1, 4000) i`);
    await tx.execute(sql`insert into posts (workspace_id, project_id, id, platform, external_id, type, author_id, published_at,
        author_followers, engagement, content_hash, text_hash, read_state, sentiment)
      select ${place}, i, 'x', 'many' || i, 'post', 1 + floor(4000 * power(random(), 3)),
        ${new Date(fromMs).toISOString()}::timestamptz + random() * ${toMs - fromMs}::float8 * interval '1 millisecond',
        floor(power(random(), -0.8)), floor(power(random(), -0.6)), '', '', 'read', (array['negative', 'neutral', 'positive'])[1 + i % 3]
      from generate_series(1, ${count}::int) i`);
    await tx.execute(sql`insert into post_topics (workspace_id, topic_id, post_id)
      select ${tenant.workspaceId}::uuid, ${topicIds[0]}::uuid, i from generate_series(3, ${count}::int, 3) i`);
    const hours = Array.from({ length: Math.ceil((toMs - fromMs) / 3_600_000) }, (_, i) => fromMs + i * 3_600_000);
    await markDirty({ tx, workspaceId: tenant.workspaceId, projectId: tenant.projectId }, hours);
  });
}

export interface PlainPost {
  id: string;
  platform: string;
  lang: string;
  state: SentimentState;
  author: string;
  atMs: number;
  posts: 1;
  engagement: number;
  reach: number;
  topics: string[];
  emotion: string | null;
  flags: (boolean | null)[];
}

/** All posts of a project as they are, with what is counted of them. */
export async function loadPosts(tenant: TestTenant): Promise<PlainPost[]> {
  const { rows } = await withTenant(tenant, (tx) =>
    tx.execute<PlainPost & Record<string, unknown>>(sql`
      select p.id::text, p.platform, coalesce(p.lang, 'und') as lang, coalesce(p.sentiment, 'unread') as state,
        p.author_id::text as author, (extract(epoch from p.published_at) * 1000)::float8 as "atMs", 1 as posts,
        p.engagement::float8, p.author_followers::float8 as reach,
        array(select t.topic_id::text from ${postTopics} t where t.workspace_id = p.workspace_id and t.post_id = p.id order by 1) as topics,
        p.emotion, array[p.is_offensive, p.is_hate, p.is_irony] as flags
      from ${posts} p where p.workspace_id = ${tenant.workspaceId} and p.project_id = ${tenant.projectId}`),
  );
  return rows;
}

/** Whether a filter means a post; knows the lists that rollups know, and several topics. */
export function matches(post: PlainPost, filter: PostFilter): boolean {
  const has = (list: readonly string[] | undefined, values: readonly string[]) =>
    list === undefined || list.length === 0 || list.some((each) => values.includes(each));
  const lacks = (list: readonly string[] | undefined, values: readonly string[]) =>
    !list?.some((each) => values.includes(each));
  return (
    has(filter.topics, post.topics) &&
    lacks(filter.notTopics, post.topics) &&
    has(filter.platforms, [post.platform]) &&
    lacks(filter.notPlatforms, [post.platform]) &&
    has(filter.languages, [post.lang]) &&
    lacks(filter.notLanguages, [post.lang]) &&
    has(filter.sentiments, [post.state]) &&
    lacks(filter.notSentiments, [post.state])
  );
}

/** Metrics of a set of posts, from their definitions. */
export function measure(set: readonly PlainPost[]) {
  const sum = (of: (post: PlainPost) => number) => set.reduce((all, post) => all + of(post), 0);
  const of = (state: SentimentState) => set.filter((post) => post.state === state).length;
  const read = set.length - of("unread");
  const share = (state: SentimentState) => (read === 0 ? null : of(state) / read);
  return {
    posts: set.length,
    authors: new Set(set.map((post) => post.author)).size,
    engagement: sum((post) => post.engagement),
    reach: set.length > 0 ? sum((post) => post.reach) || null : 0,
    netSentiment: read === 0 ? null : (100 * (of("positive") - of("negative"))) / read,
    positiveShare: share("positive"),
    neutralShare: share("neutral"),
    negativeShare: share("negative"),
  };
}

/** The counted columns of a set of posts, in the order of rollups-columns.ts. */
export const sumsOf = (set: readonly PlainPost[]): number[] =>
  (["posts", "engagement", "reach"] as const).flatMap((name) =>
    SENTIMENT_STATES.map((state) =>
      set.filter((post) => post.state === state).reduce((all, post) => all + post[name], 0),
    ),
  );

/** The columns of `rollup_emotions` of a set of posts, in their order. */
export const feltOf = (set: readonly PlainPost[]): number[] => [
  ...EMOTIONS.map((emotion) => set.filter((post) => post.emotion === emotion).length),
  ...POST_FLAGS.flatMap((_, i) => [
    set.filter((post) => post.flags[i] === true).length,
    set.filter((post) => post.flags[i] !== null).length,
  ]),
];
