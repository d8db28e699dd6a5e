/** Authors of incoming posts: found or stored by their natural key (project, platform, handle). */
import { sql } from "drizzle-orm";
import { authors } from "@/drizzle/schema/posts";
import { timeId } from "@/lib/ids";
import type { Ctx } from "./ctx";
import { unnest } from "./posts-columns";
import type { PreparedPost } from "./posts-prepare";

interface Author {
  platform: string;
  handleKey: string;
  handle: string;
  name: string | null;
  followerCount: number | null;
}

/** What a caller that stores many batches may remember of an author, once the batch is committed. */
export interface KnownAuthor {
  id: string;
  name: string | null;
  /** Decimal, as Postgres gives it. */
  followerCount: string | null;
}

interface AuthorRow extends Record<string, unknown> {
  id: string;
  platform: string;
  handle_key: string;
  name: string | null;
  follower_count: string | null;
}

/** Key of an author in the map that `storeAuthors` returns. */
export const authorKey = (platform: string, handleKey: string): string => `${platform}\u0000${handleKey}`;

/** One author each, in order of the key; what a later post says of a person counts. */
function distinctAuthors(posts: readonly PreparedPost[]): Author[] {
  const found = new Map<string, Author>();
  for (const { raw, fields } of posts) {
    const key = authorKey(fields.platform, fields.handleKey);
    const before = found.get(key);
    found.set(key, {
      platform: fields.platform,
      handleKey: fields.handleKey,
      handle: raw.authorHandle,
      name: raw.authorName ?? before?.name ?? null,
      followerCount: raw.authorFollowers ?? before?.followerCount ?? null,
    });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, author]) => author);
}

const input = (list: readonly Author[]) =>
  unnest(
    ["bigint", list.map(() => timeId())],
    ["text", list.map((one) => one.platform)],
    ["text", list.map((one) => one.handle)],
    ["text", list.map((one) => one.handleKey)],
    ["text", list.map((one) => one.name)],
    ["bigint", list.map((one) => one.followerCount)],
  );

type OnConflict = "nothing" | "update";

async function writeAuthors(ctx: Ctx, list: readonly Author[], onConflict: OnConflict): Promise<AuthorRow[]> {
  if (list.length === 0) return [];
  const action =
    onConflict === "nothing"
      ? sql`nothing`
      : sql`update set handle = excluded.handle, name = coalesce(excluded.name, authors.name),
          follower_count = coalesce(excluded.follower_count, authors.follower_count), updated_at = now()`;
  const { rows } = await ctx.tx.execute<AuthorRow>(sql`
    insert into ${authors} (workspace_id, id, project_id, platform, handle, handle_key, name, follower_count)
    select ${ctx.workspaceId}::uuid, k.id, ${ctx.projectId}::uuid, k.platform, k.handle, k.handle_key, k.name, k.followers
    from ${input(list)} as k(id, platform, handle, handle_key, name, followers)
    on conflict (workspace_id, project_id, platform, handle_key) do ${action}
    returning id::text, platform, handle_key, name, follower_count::text`);
  return rows;
}

/** Looked up as in posts-store.ts: always by the unique index. */
async function findAuthors(ctx: Ctx, wanted: readonly Author[]): Promise<AuthorRow[]> {
  if (wanted.length === 0) return [];
  const keys = unnest(["text", wanted.map((one) => one.platform)], ["text", wanted.map((one) => one.handleKey)]);
  const { rows } = await ctx.tx.execute<AuthorRow>(sql`
    select a.id::text, a.platform, a.handle_key, a.name, a.follower_count::text
    from ${keys} as k(platform, handle_key)
    cross join lateral (
      select * from ${authors} where workspace_id = ${ctx.workspaceId} and project_id = ${ctx.projectId}
        and platform = k.platform and handle_key between k.handle_key and k.handle_key
      order by handle_key limit 1) a`);
  return rows;
}

const saysMore = (one: Author, known: KnownAuthor): boolean =>
  (one.name !== null && one.name !== known.name) ||
  (one.followerCount !== null && String(one.followerCount) !== known.followerCount);

/**
 * Stores who is new or has changed, in order of the key; `remembered` spares looking up those it holds.
 * Returns the authors of the posts that it does not hold as they are now, by `authorKey`.
 */
export async function storeAuthors(
  ctx: Ctx,
  posts: readonly PreparedPost[],
  remembered: ReadonlyMap<string, KnownAuthor>,
): Promise<Map<string, KnownAuthor>> {
  const learned = new Map<string, KnownAuthor>();
  const knownOf = (one: Author): KnownAuthor | undefined => {
    const key = authorKey(one.platform, one.handleKey);
    return learned.get(key) ?? remembered.get(key);
  };
  const learn = (rows: readonly AuthorRow[]) => {
    for (const { id, platform, handle_key, name, follower_count } of rows)
      learned.set(authorKey(platform, handle_key), { id, name, followerCount: follower_count });
  };
  const wanted = distinctAuthors(posts);
  const isUnknown = (one: Author): boolean => knownOf(one) === undefined;
  learn(await writeAuthors(ctx, wanted.filter(isUnknown), "nothing"));
  learn(await findAuthors(ctx, wanted.filter(isUnknown)));
  const changed = wanted.filter((one) => {
    const known = knownOf(one);
    return known !== undefined && saysMore(one, known);
  });
  learn(await writeAuthors(ctx, changed, "update"));
  return learned;
}
