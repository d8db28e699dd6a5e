/** What to label next: posts of the project that the person has not labelled, one of each text. */
import { and, desc, eq, sql } from "drizzle-orm";
import { classifierExamples } from "@/drizzle/schema/classifiers";
import { posts } from "@/drizzle/schema/posts";
import type { LabelQueue, QueueOrder } from "@/lib/contracts/classifiers";
import { loadClassifier } from "./classifiers";
import { findHead, type Guess, guessAll } from "./classifiers-heads";
import { authorize, type Ctx, inProject } from "./ctx";
import { loadCards } from "./posts-cards";
import { findTextReadings } from "./text-readings";

const PAGE_POSTS = 20;
/** The newest unlabelled posts among which the uncertain ones are looked for. */
const POOL_POSTS = 1_000;

interface Candidate {
  id: bigint;
  textKey: string;
  guess: Guess | null;
}

/** Newest first; a text that several posts share is there once. Tombstones have nothing to label. */
async function findCandidates(ctx: Ctx, classifierId: string, limit: number): Promise<Candidate[]> {
  const labelled = sql`exists (select from ${classifierExamples} e where e.workspace_id = ${ctx.workspaceId}
    and e.classifier_id = ${classifierId} and e.text_hash = ${posts.textHash} and e.user_id = ${ctx.actor.userId})`;
  const rows = await ctx.tx
    .select({ id: posts.id, textHash: posts.textHash })
    .from(posts)
    .where(and(inProject(posts, ctx), eq(posts.isDeleted, false), sql`not ${labelled}`))
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(limit);
  const byText = new Map<string, Candidate>();
  for (const { id, textHash } of rows) {
    const textKey = textHash.toString("base64");
    if (!byText.has(textKey)) byText.set(textKey, { id, textKey, guess: null });
  }
  return [...byText.values()];
}

/**
 * The next posts. `uncertain`: those that the newest version is least sure about, among the newest thousand; without a
 * version it is the newest. @throws AppError E_NOT_FOUND, E_FORBIDDEN
 */
export async function listQueue(ctx: Ctx, classifierId: string, wanted: QueueOrder, offset = 0): Promise<LabelQueue> {
  authorize(ctx, "classifier:label");
  await loadClassifier(ctx, classifierId);
  const version = await findHead(ctx, classifierId);
  const order = version ? wanted : "newest";
  const found = await findCandidates(ctx, classifierId, order === "uncertain" ? POOL_POSTS : offset + PAGE_POSTS * 3);
  const pool = order === "newest" ? found.slice(offset, offset + PAGE_POSTS) : found;
  if (version) {
    const vectors = await findTextReadings(
      ctx,
      version.modelVersion,
      pool.map(({ textKey }) => textKey),
    );
    const known = pool.filter(({ textKey }) => vectors.has(textKey));
    const guesses = guessAll(
      version.head,
      known.flatMap(({ textKey }) => vectors.get(textKey)?.embedding ?? []),
    );
    for (const [at, candidate] of known.entries()) candidate.guess = guesses[at] ?? null;
  }
  if (order === "uncertain") pool.sort((a, b) => (a.guess?.margin ?? 2) - (b.guess?.margin ?? 2));
  const chosen = order === "newest" ? pool : pool.slice(offset, offset + PAGE_POSTS);
  const cards = await loadCards(
    ctx,
    chosen.map(({ id }) => id),
  );
  const guessOf = new Map(chosen.map(({ id, guess }) => [String(id), guess]));
  return {
    order,
    posts: cards.map((post) => {
      const guess = guessOf.get(post.id);
      return { post, guess: guess ? { label: guess.label, probability: guess.probability } : null };
    }),
  };
}
