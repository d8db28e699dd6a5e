import type { PostCard } from "@/lib/contracts/posts";

type Placed = Pick<PostCard, "id" | "publishedAt">;

/** Newest first, as the feed is ordered: by time, then by id. */
function standsBefore(a: Placed, b: Placed): boolean {
  return a.publishedAt === b.publishedAt ? BigInt(a.id) > BigInt(b.id) : a.publishedAt > b.publishedAt;
}

/** How many of `latest` belong among the loaded posts and are not there; what lies below the last loaded one is only not loaded yet. */
export function countNew(latest: readonly Placed[], loaded: readonly Placed[]): number {
  const ids = new Set(loaded.map((post) => post.id));
  const last = loaded.at(-1);
  return latest.filter((post) => !ids.has(post.id) && (last === undefined || standsBefore(post, last))).length;
}
