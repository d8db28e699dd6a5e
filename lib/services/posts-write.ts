/** The statements of posts-store.ts: rows in, one unnest() a table. */
import { type SQL, sql } from "drizzle-orm";
import { corrections, posts, postTexts } from "@/drizzle/schema/posts";
import type { Ctx } from "./ctx";
import { textArray, unnest } from "./posts-columns";
import type { PreparedPost } from "./posts-prepare";

/** What the database knows of a post already. */
export interface KnownPost extends Record<string, unknown> {
  /** 1-based place among the posts asked for. */
  n: number;
  id: string;
  content_hash: string;
  text_hash: string;
  published_ms: number;
  created_ms: number;
  is_deleted: boolean;
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

/** Writes what changed; counts that the source no longer gives stay. Another text makes a post unread, but for a person's correction. */
export async function updatePosts(ctx: Ctx, rows: readonly Row[], isDated: boolean): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx.execute(sql`
    update ${posts} p set
      type = k.type, author_id = k.author_id, lang = k.lang, country = k.country, parent_external_id = k.parent,
      published_at = ${isDated ? sql`to_timestamp(k.published_ms / 1000)` : sql`p.published_at`},
      author_followers = coalesce(k.followers, p.author_followers), like_count = coalesce(k.likes, p.like_count),
      repost_count = coalesce(k.reposts, p.repost_count), reply_count = coalesce(k.replies, p.reply_count),
      engagement = coalesce(k.likes, p.like_count) + coalesce(k.reposts, p.repost_count) + coalesce(k.replies, p.reply_count),
      tags = k.tags::text[], tag_keys = k.tag_keys::text[],
      content_hash = decode(k.content_hash, 'hex'), text_hash = decode(k.text_hash, 'hex'), updated_at = now(),
      read_state = case when k.is_new_text then 'pending' else p.read_state end,
      read_attempts = case when k.is_new_text then 0 else p.read_attempts end,
      sentiment = case when k.is_new_text then (select c.sentiment from ${corrections} c
        where c.workspace_id = p.workspace_id and c.post_id = p.id) else p.sentiment end
    from (select k.*, k.text_hash <> encode(o.text_hash, 'hex') as is_new_text
      from ${input(rows)} as ${COLUMNS}
      join ${posts} o on o.workspace_id = ${ctx.workspaceId} and o.id = k.id) k
    where p.workspace_id = ${ctx.workspaceId} and p.id = k.id`);
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
