/** Posts of a busy project, made by SQL: 90 days, power-law authors, a daily rhythm, six topics. */
import type pg from "pg";
import { uuidv7 } from "@/lib/ids";

export const DAYS = 90;

/** Share of posts that match each topic. */
const TOPICS = [
  { name: "Brand A", kind: "brand", share: 0.45 },
  { name: "Brand B", kind: "competitor", share: 0.3 },
  { name: "Brand C", kind: "competitor", share: 0.2 },
  { name: "Launch", kind: "campaign", share: 0.12 },
  { name: "Delivery", kind: "category", share: 0.25 },
  { name: "Price", kind: "category", share: 0.3 },
] as const;

export interface SeededProject {
  workspaceId: string;
  projectId: string;
  topicIds: string[];
}

/**
 * Writes `postCount` posts that end at `nowMs`. `client` is the owner of a database of this benchmark's own: foreign keys
 * and row security are switched off for the seeding alone.
 */
export async function seedProject(client: pg.Client, postCount: number, nowMs: number): Promise<SeededProject> {
  const [workspaceId, projectId] = [uuidv7(nowMs), uuidv7(nowMs)];
  const topicIds = TOPICS.map(() => uuidv7(nowMs));
  const ids = [workspaceId, projectId];
  await client.query("set session_replication_role = replica");
  await client.query(`select set_config('app.workspace_id', $1, false), setseed(0.42)`, [workspaceId]);
  await client.query("insert into workspaces (workspace_id, name) values ($1, 'Bench')", [workspaceId]);
  await client.query(
    "insert into projects (workspace_id, id, name, time_zone) values ($1, $2, 'Bench', 'Europe/Berlin')",
    ids,
  );
  await client.query("insert into project_pulse (workspace_id, project_id) values ($1, $2)", ids);
  for (const [i, topic] of TOPICS.entries()) {
    await client.query(
      `insert into topics (workspace_id, id, project_id, name, kind, query, color_index) values ($1, $2, $3, $4, $5, $4, $6)`,
      [workspaceId, topicIds[i], projectId, topic.name, topic.kind, i],
    );
  }
  const authorCount = Math.max(1_000, Math.round(postCount / 10));
  await client.query(AUTHORS, [...ids, authorCount]);
  await client.query(POSTS, [...ids, postCount, authorCount, new Date(nowMs - DAYS * 86_400_000)]);
  await client.query(TEXTS, ids);
  for (const [i, topic] of TOPICS.entries()) await client.query(MATCHES, [...ids, topicIds[i], topic.share]);
  await client.query(
    `insert into dirty_buckets (workspace_id, project_id, bucket)
     select distinct $1::uuid, $2::uuid, date_trunc('hour', published_at, 'UTC') from posts where workspace_id = $1 and project_id = $2`,
    ids,
  );
  await client.query("vacuum analyze authors, posts, post_texts, post_topics, dirty_buckets");
  return { workspaceId, projectId, topicIds };
}

/** Platform by the author's number; followers by a power law. */
const AUTHORS = `
  insert into authors (workspace_id, id, project_id, platform, handle, handle_key, name, follower_count)
  select $1, i, $2, (array['x','x','x','reddit','reddit','mastodon','bluesky','youtube'])[1 + i % 8], 'author' || i, 'author' || i,
    'Author ' || i, (50 * power(random(), -0.9))::bigint
  from generate_series(1, $3::int) i`;

/** Time order; few authors write much (the n-th most active in proportion to n to the power of minus two thirds). */
const POSTS = `
  insert into posts (workspace_id, id, project_id, platform, external_id, type, author_id, published_at, lang, author_followers,
    like_count, engagement, content_hash, text_hash, read_state, sentiment,
    emotion, is_offensive, is_hate, is_irony)
  select $1, i, $2, a.platform, 'p' || i, (array['post','post','post','reply','reply','repost','quote'])[1 + floor(random() * 7)::int], a.id,
    d.at, d.lang, a.follower_count, d.engagement, d.engagement, int8send(i), int8send(i),
    case when d.mood < 0.04 then 'pending' else 'read' end,
    case when d.mood < 0.04 then null when d.mood < 0.26 then 'negative' when d.mood < 0.74 then 'neutral' else 'positive' end,
    case when d.mood >= 0.04 and d.feeling > 0.02 then (array['neutral','neutral','neutral','neutral','joy','joy','joy','anger','anger','sadness',
      'surprise','fear','disgust'])[1 + floor(13 * (d.feeling - 0.02) / 0.98)::int] end,
    case when d.mood >= 0.04 then d.tone < 0.05 end, case when d.mood >= 0.04 then d.tone < 0.01 end,
    case when d.mood >= 0.04 and d.tone > 0.005 then d.tone > 0.9 end
  from generate_series(1, $3::bigint) i
  cross join lateral (select random() + 0 * i as mood, random() + 0 * i as feeling, random() + 0 * i as tone, floor(2 * power(random() + 0 * i, -0.7))::bigint - 2 as engagement,
    (array['en','en','en','en','en','zh','zh','de',null])[1 + floor(random() * 9 + 0 * i)::int] as lang,
    $5::timestamptz + (${DAYS} * ((i - 0.5) / $3::float8) + 0.06 * sin(2 * pi() * ${DAYS} * (i / $3::float8))) * interval '1 day' as at,
    1 + floor($4::int * power(random() + 0 * i, 3))::bigint as author) d
  join authors a on a.workspace_id = $1 and a.id = d.author`;

const TEXTS = `
  insert into post_texts (workspace_id, post_id, project_id, text, search_text)
  select $1, id, $2, 'A generated post about the things of the day, number ' || id, ' a generated post about the things of the day number ' || id || ' '
  from posts where workspace_id = $1 and project_id = $2`;

const MATCHES = `
  insert into post_topics (workspace_id, topic_id, post_id)
  select $1, $3, id from posts where workspace_id = $1 and project_id = $2 and random() < $4::float8`;
