/** Every way in ends here: posts upserted by their natural key with author, text, topics and dirt, in one transaction. */
import { and, inArray, sql } from "drizzle-orm";
import { postLabels, posts } from "@/drizzle/schema/posts";
import { postTopics } from "@/drizzle/schema/topics";
import { timeId } from "@/lib/ids";
import { type Ctx, inWorkspace } from "./ctx";
import { markDirty } from "./dirt";
import { freshPlans } from "./fresh-plans";
import { authorKey, type KnownAuthor, storeAuthors } from "./posts-authors";
import { unnest } from "./posts-columns";
import type { PreparedPost } from "./posts-prepare";
import { insertPosts, insertTexts, type KnownPost, type Row, updatePosts, updateTexts } from "./posts-write";

/** stored: new. updated: known, and the source says something else now. duplicate: known, nothing new. */
export type StoreOutcome = "stored" | "updated" | "duplicate";

export interface StoreResult {
  /** One per post given, in the same order. */
  outcomes: StoreOutcome[];
  /** Indexes of posts whose key was first stored at or after `sinceMs`. */
  repeated: number[];
  /** Whether anything is to be read by the model now. */
  hasUnread: boolean;
  /** Authors that were not remembered; worth remembering after the commit. */
  authors: Map<string, KnownAuthor>;
}

export interface StoreOptions {
  /** Ids of the topics a post matches, under `lockTopics(ctx, "read")`. */
  match: (post: PreparedPost) => readonly string[];
  /** False: `publishedAtMs` stands in for a date that the source does not give, and never changes a stored one. */
  isDated: boolean;
  /** Epoch milliseconds: posts created from then on count as stored by the caller itself. */
  sinceMs: number;
  /** Authors of earlier batches, as those committed them. */
  remembered?: ReadonlyMap<string, KnownAuthor>;
}

/**
 * Posts whose key is taken, locked in the order given. Those that are gone again are left out.
 * `between … order by … limit 1` leaves the planner no other way than the unique index, whatever it knows of the table:
 * a plain join walks the whole workspace for each batch while the table's statistics do not know that workspace yet.
 */
async function lockKnown(ctx: Ctx, wanted: readonly Row[]): Promise<Map<number, KnownPost>> {
  if (wanted.length === 0) return new Map();
  const keys = unnest(
    ["text", wanted.map((row) => row.post.fields.platform)],
    ["text", wanted.map((row) => row.post.raw.externalId)],
  );
  const { rows } = await ctx.tx.execute<KnownPost>(sql`
    select k.n::int, p.id::text, encode(p.content_hash, 'hex') as content_hash, encode(p.text_hash, 'hex') as text_hash,
      (extract(epoch from p.published_at) * 1000)::float8 as published_ms,
      (extract(epoch from p.created_at) * 1000)::float8 as created_ms, p.is_deleted, p.author_followers::text,
      p.like_count::text, p.repost_count::text, p.reply_count::text, p.read_state, p.read_attempts, p.sentiment
    from ${keys} with ordinality as k(platform, external_id, n)
    cross join lateral (
      select * from ${posts} where workspace_id = ${ctx.workspaceId} and project_id = ${ctx.projectId}
        and platform = k.platform and external_id between k.external_id and k.external_id
      order by external_id limit 1 for no key update) p`);
  return new Map(rows.map((row) => [row.n - 1, row]));
}

type Authors = ReadonlyMap<string, KnownAuthor>;

function authorOf(learned: Authors, remembered: Authors, { fields }: PreparedPost): string {
  const key = authorKey(fields.platform, fields.handleKey);
  const author = learned.get(key) ?? remembered.get(key);
  if (author === undefined) throw new Error("An author was not stored.");
  return author.id;
}

interface Written {
  stored: Row[];
  /** Posts that were there before; they are locked. */
  known: Row[];
}

/**
 * Inserts the rows whose key is free and locks the posts that have the others. The insert comes first because the
 * unique index finds a taken key whatever the planner knows of the table. A post deleted in between is inserted again.
 */
async function insertOrLock(ctx: Ctx, rows: readonly Row[]): Promise<Written> {
  const written: Written = { stored: [], known: [] };
  for (let open = rows; open.length > 0; ) {
    const inserted = await insertPosts(ctx, open);
    written.stored.push(...open.filter((row) => inserted.has(row.id)));
    const taken = open.filter((row) => !inserted.has(row.id));
    const found = await lockKnown(ctx, taken);
    for (const [n, before] of found) {
      const row = taken[n];
      if (row) written.known.push({ ...row, id: before.id, before });
    }
    open = taken.filter((_, n) => !found.has(n));
  }
  return written;
}

interface Match extends Record<string, unknown> {
  topic_id: string;
  post_id: string;
}

/** What updated posts matched so far; looked up as in `lockKnown`. */
async function findMatches(ctx: Ctx, updated: readonly Row[]): Promise<Match[]> {
  if (updated.length === 0) return [];
  const { rows } = await ctx.tx.execute<Match>(sql`
    select m.topic_id, m.post_id::text from ${unnest(["bigint", updated.map((row) => row.id)])} as k(id)
    cross join lateral (
      select * from ${postTopics} where workspace_id = ${ctx.workspaceId} and post_id between k.id and k.id
      order by post_id limit 10000) m`);
  return rows;
}

const columnsOf = (list: readonly Match[]) =>
  unnest(["uuid", list.map((one) => one.topic_id)], ["bigint", list.map((one) => one.post_id)]);
const matchKey = (one: Match): string => `${one.topic_id} ${one.post_id}`;

async function writeTopics(
  ctx: Ctx,
  stored: readonly Row[],
  updated: readonly Row[],
  match: StoreOptions["match"],
): Promise<void> {
  const now = [...stored, ...updated].flatMap((row) =>
    match(row.post).map((topicId): Match => ({ topic_id: topicId, post_id: row.id })),
  );
  const before = await findMatches(ctx, updated);
  const [isNow, isBefore] = [new Set(now.map(matchKey)), new Set(before.map(matchKey))];
  const gone = before.filter((one) => !isNow.has(matchKey(one)));
  const come = now.filter((one) => !isBefore.has(matchKey(one)));
  if (gone.length > 0)
    await ctx.tx.execute(sql`
      delete from ${postTopics} p using ${columnsOf(gone)} as k(topic_id, post_id)
      where p.workspace_id = ${ctx.workspaceId} and p.topic_id = k.topic_id and p.post_id = k.post_id`);
  if (come.length > 0)
    await ctx.tx.execute(sql`
      insert into ${postTopics} (workspace_id, topic_id, post_id)
      select ${ctx.workspaceId}::uuid, k.topic_id, k.post_id from ${columnsOf(come)} as k(topic_id, post_id)
      on conflict do nothing`);
}

/** Labels belong to a text: with another text they are gone. */
async function dropLabels(ctx: Ctx, reread: readonly Row[]): Promise<void> {
  if (reread.length === 0) return;
  const ids = reread.map((row) => BigInt(row.id));
  await ctx.tx.delete(postLabels).where(and(inWorkspace(postLabels, ctx), inArray(postLabels.postId, ids)));
}

const hasNewText = (row: Row): boolean => row.before !== null && row.before.text_hash !== row.post.textHash;

/**
 * Stores posts. They must be sorted by `byNaturalKey`, without a key twice. Running it again stores nothing.
 * A tombstone stays one: its post counts as a duplicate.
 */
export async function storePosts(ctx: Ctx, list: readonly PreparedPost[], options: StoreOptions): Promise<StoreResult> {
  await freshPlans(ctx);
  const remembered = options.remembered ?? new Map<string, KnownAuthor>();
  const authors = await storeAuthors(ctx, list, remembered);
  const { stored, known } = await insertOrLock(
    ctx,
    list.map((post, index) => ({
      index,
      post,
      id: String(timeId()),
      authorId: authorOf(authors, remembered, post),
      before: null,
    })),
  );
  const updated = known.filter(
    ({ before, post }) => before !== null && before.content_hash !== post.contentHash && !before.is_deleted,
  );
  const reread = updated.filter(hasNewText);
  await insertTexts(ctx, stored);
  await updatePosts(ctx, updated, options.isDated);
  await updateTexts(ctx, updated);
  await dropLabels(ctx, reread);
  await writeTopics(ctx, stored, updated, options.match);
  await markDirty(ctx, dirtyTimes(stored, updated));

  const outcomes: StoreOutcome[] = list.map(() => "duplicate");
  for (const row of stored) outcomes[row.index] = "stored";
  for (const row of updated) outcomes[row.index] = "updated";
  const repeated = known.filter(({ before }) => before !== null && before.created_ms >= options.sinceMs);
  return {
    outcomes,
    repeated: repeated.map((row) => row.index),
    hasUnread: stored.length + reread.length > 0,
    authors,
  };
}

function* dirtyTimes(stored: readonly Row[], updated: readonly Row[]): Generator<number> {
  for (const row of stored) yield row.post.raw.publishedAtMs;
  for (const row of updated) {
    yield row.post.raw.publishedAtMs;
    if (row.before !== null) yield row.before.published_ms;
  }
}
