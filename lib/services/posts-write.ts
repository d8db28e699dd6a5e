/** The statements of posts-store.ts: rows in, one unnest() a table. */
import { type SQL, sql } from "drizzle-orm";
import { corrections, posts, postTexts } from "@/drizzle/schema/posts";
import type { Ctx } from "./ctx";
import { textArray, unnest } from "./posts-columns";
import type { PreparedPost } from "./posts-prepare";

/** What the database holds of a post already. */
export interface KnownPost extends Record<string, unknown> {
  /** 1-based place among the posts asked for. */
  n: number;
  id: string;
  content_hash: string;
  text_hash: string;
  published_ms: number;
  created_ms: number;
  is_deleted: boolean;
  author_followers: string;
  like_count: string;
  repost_count: string;
  reply_count: string;
  read_state: string;
  read_attempts: number;
  sentiment: string | null;
}

/** A post on its way into the tables. */
export interface Row {
  /** Place in the list that was given to be stored. */
  index: number;
  post: PreparedPost;
  id: string;
  authorId: string;
  before: KnownPost | null;
}

const COLUMNS = sql.raw(
  "k(id, platform, external_id, type, author_id, published_ms, lang, country, followers, likes, reposts, replies, parent, tags, tag_keys, content_hash, text_hash)",
);

const input = (rows: readonly Row[]): SQL =>
  unnest(
    ["bigint", rows.map((row) => row.id)],
    ["text", rows.map((row) => row.post.fields.platform)],
    ["text", rows.map((row) => row.post.raw.externalId)],
    ["text", rows.map((row) => row.post.raw.type)],
    ["bigint", rows.map((row) => row.authorId)],
    ["float8", rows.map((row) => row.post.raw.publishedAtMs)],
    ["text", rows.map((row) => row.post.fields.lang)],
    ["text", rows.map((row) => row.post.raw.country)],
    ["bigint", rows.map((row) => row.post.raw.authorFollowers)],
    ["bigint", rows.map((row) => row.post.raw.likeCount)],
    ["bigint", rows.map((row) => row.post.raw.repostCount)],
    ["bigint", rows.map((row) => row.post.raw.replyCount)],
    ["text", rows.map((row) => row.post.raw.parentExternalId)],
    ["text", rows.map((row) => textArray(row.post.raw.tags))],
    ["text", rows.map((row) => textArray(row.post.fields.tagKeys))],
    ["text", rows.map((row) => row.post.contentHash)],
    ["text", rows.map((row) => row.post.textHash)],
  );

/** Inserts the rows whose key is free, in the order given. Returns the ids that went in. */
export async function insertPosts(ctx: Ctx, rows: readonly Row[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const result = await ctx.tx.execute<{ id: string }>(sql`
    insert into ${posts} (workspace_id, id, project_id, platform, external_id, type, author_id, published_at, lang, country,
      author_followers, like_count, repost_count, reply_count, engagement, parent_external_id, tags, tag_keys, content_hash, text_hash)
    select ${ctx.workspaceId}::uuid, k.id, ${ctx.projectId}::uuid, k.platform, k.external_id, k.type, k.author_id,
      to_timestamp(k.published_ms / 1000), k.lang, k.country, coalesce(k.followers, 0), coalesce(k.likes, 0),
      coalesce(k.reposts, 0), coalesce(k.replies, 0), coalesce(k.likes, 0) + coalesce(k.reposts, 0) + coalesce(k.replies, 0),
      k.parent, k.tags::text[], k.tag_keys::text[], decode(k.content_hash, 'hex'), decode(k.text_hash, 'hex')
    from ${input(rows)} as ${COLUMNS}
    on conflict (workspace_id, project_id, platform, external_id) do nothing
    returning id::text`);
  return new Set(result.rows.map((row) => row.id));
}

const isNewText = ({ before, post }: Row): boolean => before?.text_hash !== post.textHash;

/**
 * Writes what changed of posts that are locked; counts that the source no longer gives stay. Another text makes a post
 * unread, but for a person's correction. An insert that always meets the primary key, because then the planner has no choice.
 */
export async function updatePosts(ctx: Ctx, rows: readonly Row[], isDated: boolean): Promise<void> {
  if (rows.length === 0) return;
  const state = unnest(
    ["float8", rows.map(({ before, post }) => (isDated ? post.raw.publishedAtMs : (before?.published_ms ?? 0)))],
    ["bigint", rows.map(({ before, post }) => post.raw.authorFollowers ?? before?.author_followers ?? 0)],
    ["bigint", rows.map(({ before, post }) => post.raw.likeCount ?? before?.like_count ?? 0)],
    ["bigint", rows.map(({ before, post }) => post.raw.repostCount ?? before?.repost_count ?? 0)],
    ["bigint", rows.map(({ before, post }) => post.raw.replyCount ?? before?.reply_count ?? 0)],
    ["int", rows.map((row) => (isNewText(row) ? 1 : 0))],
    ["text", rows.map((row) => (isNewText(row) ? "pending" : (row.before?.read_state ?? "pending")))],
    ["int", rows.map((row) => (isNewText(row) ? 0 : (row.before?.read_attempts ?? 0)))],
    ["text", rows.map((row) => (isNewText(row) ? null : (row.before?.sentiment ?? null)))],
  );
  await ctx.tx.execute(sql`
    insert into ${posts} (workspace_id, id, project_id, platform, external_id, type, author_id, published_at, lang, country,
      author_followers, like_count, repost_count, reply_count, engagement, parent_external_id, tags, tag_keys, content_hash,
      text_hash, read_state, read_attempts, sentiment)
    select ${ctx.workspaceId}::uuid, m.id, ${ctx.projectId}::uuid, m.platform, m.external_id, m.type, m.author_id,
      to_timestamp(m.published_ms / 1000), m.lang, m.country, m.followers, m.likes, m.reposts, m.replies,
      m.likes + m.reposts + m.replies, m.parent, m.tags::text[], m.tag_keys::text[], decode(m.content_hash, 'hex'),
      decode(m.text_hash, 'hex'), m.read_state, m.read_attempts,
      case when m.is_new_text = 1 then (select c.sentiment from ${corrections} c
        where c.workspace_id = ${ctx.workspaceId} and c.post_id = m.id) else m.sentiment end
    from rows from (${input(rows)}, ${state}) as
      m(id, platform, external_id, type, author_id, p1, lang, country, p2, p3, p4, p5, parent, tags, tag_keys, content_hash, text_hash,
        published_ms, followers, likes, reposts, replies, is_new_text, read_state, read_attempts, sentiment)
    on conflict (workspace_id, id) do update set
      type = excluded.type, author_id = excluded.author_id, published_at = excluded.published_at, lang = excluded.lang,
      country = excluded.country, author_followers = excluded.author_followers, like_count = excluded.like_count,
      repost_count = excluded.repost_count, reply_count = excluded.reply_count, engagement = excluded.engagement,
      parent_external_id = excluded.parent_external_id, tags = excluded.tags, tag_keys = excluded.tag_keys,
      content_hash = excluded.content_hash, text_hash = excluded.text_hash, read_state = excluded.read_state,
      read_attempts = excluded.read_attempts, sentiment = excluded.sentiment, updated_at = now()`);
}

const texts = (rows: readonly Row[]): SQL =>
  unnest(
    ["bigint", rows.map((row) => row.id)],
    ["text", rows.map((row) => row.post.raw.text)],
    ["text", rows.map((row) => row.post.fields.searchText)],
    ["text", rows.map((row) => row.post.raw.url)],
    ["text", rows.map((row) => textArray(row.post.fields.hashtags))],
    ["text", rows.map((row) => textArray(row.post.mentions))],
  );

const insertion = (ctx: Ctx, rows: readonly Row[]): SQL => sql`
  insert into ${postTexts} (workspace_id, post_id, project_id, text, search_text, url, hashtags, mentions)
  select ${ctx.workspaceId}::uuid, k.id, ${ctx.projectId}::uuid, k.text, k.search_text, k.url, k.hashtags::text[], k.mentions::text[]
  from ${texts(rows)} as k(id, text, search_text, url, hashtags, mentions)`;

/** Texts of posts that are new. */
export async function insertTexts(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await ctx.tx.execute(insertion(ctx, rows));
}

/** Texts of posts that were known. */
export async function updateTexts(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx.execute(sql`${insertion(ctx, rows)}
    on conflict (workspace_id, post_id) do update set text = excluded.text, search_text = excluded.search_text,
      url = excluded.url, hashtags = excluded.hashtags, mentions = excluded.mentions`);
}
