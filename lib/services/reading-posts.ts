/** The reader's two statements on posts: take unread ones, write what was read. One transaction holds both. */
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { corrections, postLabels, posts, postTexts } from "@/drizzle/schema/posts";
import type { Emotion, PostFlag, ReadState, Sentiment } from "@/lib/contracts/entities";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import { markDirty } from "./dirt";
import { freshPlans } from "./fresh-plans";
import { unnest } from "./posts-columns";
import { type Claim, type Progress, saveProgress } from "./run-lease";

export interface UnreadPost {
  id: bigint;
  publishedAtMs: number;
  lang: string | null;
  /** Equal for equal texts. */
  textKey: string;
  /** null: deleted at its source. */
  text: string | null;
}

/**
 * Takes unread posts, newest first, and holds them until the transaction ends: no other reader sees them meanwhile, and an
 * import or a correction of one of them waits. Does not stop foreign keys.
 */
export async function claimUnread(
  ctx: Ctx,
  { limit, below }: { limit: number; below: bigint | null },
): Promise<UnreadPost[]> {
  await freshPlans(ctx);
  const rows = await ctx.tx
    .select({
      id: posts.id,
      publishedAt: posts.publishedAt,
      lang: posts.lang,
      textHash: posts.textHash,
      isDeleted: posts.isDeleted,
    })
    .from(posts)
    .where(and(inProject(posts, ctx), eq(posts.readState, "pending"), below === null ? undefined : lt(posts.id, below)))
    .orderBy(desc(posts.id))
    .limit(limit)
    .for("no key update", { skipLocked: true });
  const texts = await textsOf(
    ctx,
    rows.filter((row) => !row.isDeleted).map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    publishedAtMs: row.publishedAt.getTime(),
    lang: row.lang,
    textKey: row.textHash.toString("base64"),
    text: texts.get(row.id) ?? null,
  }));
}

/** In a statement of its own, so that it sees the texts that belong to the rows as they were locked. */
async function textsOf(ctx: Ctx, ids: bigint[]): Promise<Map<bigint, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx
    .select({ id: postTexts.postId, text: postTexts.text })
    .from(postTexts)
    .where(and(inWorkspace(postTexts, ctx), sql`${postTexts.postId} = any(${sql.param(`{${ids.join()}}`)}::bigint[])`));
  return new Map(rows.map((row) => [row.id, row.text]));
}

/** What became of an unread post. */
export interface PostReading {
  id: bigint;
  publishedAtMs: number;
  state: Exclude<ReadState, "pending">;
  /** Tries that ended in a crash, a hang or a refusal. */
  failedTries: number;
  /** null unless read. */
  label: ReadingLabel | null;
}

/** What the model says of a post; `emotion` and a flag are null where the head is not trusted in the post's language. */
export interface ReadingLabel {
  sentiment: Sentiment;
  probabilities: readonly [number, number, number];
  emotion: { label: Emotion; probability: number } | null;
  flags: Readonly<Record<PostFlag, { isSet: boolean; probability: number } | null>>;
}

/**
 * Writes labels of `modelVersion`, what counts as the posts' sentiment (a correction stands), dirt and progress, under the
 * fence of the claim. The posts must have been taken by `claimUnread` in the same transaction. Run again, the rows are the same.
 * @throws LeaseLost
 */
export async function saveReadings(
  ctx: Ctx,
  claim: Claim,
  { modelVersion, readings, progress }: { modelVersion: string; readings: readonly PostReading[]; progress: Progress },
): Promise<void> {
  await writeLabels(ctx, modelVersion, readings);
  const flag = (name: PostFlag) => readings.map(({ label }) => asBoolean(label?.flags[name]?.isSet));
  const columns = unnest(
    ["bigint", readings.map((reading) => reading.id)],
    ["text", readings.map((reading) => reading.state)],
    ["int", readings.map((reading) => reading.failedTries)],
    ["text", readings.map((reading) => reading.label?.sentiment ?? null)],
    ["text", readings.map((reading) => reading.label?.emotion?.label ?? null)],
    ["boolean", flag("offensive")],
    ["boolean", flag("hate")],
    ["boolean", flag("irony")],
  );
  await ctx.tx.execute(sql`
    update ${posts} p set read_state = k.state, read_attempts = p.read_attempts + k.failed_tries,
      sentiment = coalesce(c.sentiment, k.sentiment), emotion = k.emotion, is_offensive = k.is_offensive,
      is_hate = k.is_hate, is_irony = k.is_irony, updated_at = now()
    from ${columns} as k(id, state, failed_tries, sentiment, emotion, is_offensive, is_hate, is_irony)
    left join ${corrections} c on c.workspace_id = ${ctx.workspaceId} and c.post_id = k.id
    where p.workspace_id = ${ctx.workspaceId} and p.project_id = ${ctx.projectId} and p.id = k.id
      and p.read_state = 'pending'`);
  await markDirty(
    ctx,
    readings.map((reading) => reading.publishedAtMs),
  );
  await saveProgress(ctx, claim, progress);
}

const asBoolean = (value: boolean | undefined): string | null => (value === undefined ? null : String(value));

const LABEL_COLUMNS = [
  "sentiment",
  "negative",
  "neutral",
  "positive",
  "emotion",
  "emotion_probability",
  "offensive",
  "hate",
  "irony",
];

async function writeLabels(ctx: Ctx, modelVersion: string, readings: readonly PostReading[]): Promise<void> {
  const labelled = readings.flatMap(({ id, label }) => (label ? [{ id, ...label }] : []));
  if (labelled.length === 0) return;
  const probability = (name: PostFlag) => labelled.map(({ flags }) => flags[name]?.probability ?? null);
  const columns = unnest(
    ["bigint", labelled.map(({ id }) => id)],
    ["text", labelled.map(({ sentiment }) => sentiment)],
    ["float8", labelled.map(({ probabilities }) => probabilities[0])],
    ["float8", labelled.map(({ probabilities }) => probabilities[1])],
    ["float8", labelled.map(({ probabilities }) => probabilities[2])],
    ["text", labelled.map(({ emotion }) => emotion?.label ?? null)],
    ["float8", labelled.map(({ emotion }) => emotion?.probability ?? null)],
    ["float8", probability("offensive")],
    ["float8", probability("hate")],
    ["float8", probability("irony")],
  );
  const names = sql.raw(LABEL_COLUMNS.join(", "));
  const excluded = sql.raw(LABEL_COLUMNS.map((name) => `${name} = excluded.${name}`).join(", "));
  await ctx.tx.execute(sql`
    insert into ${postLabels} (workspace_id, post_id, model_version, ${names})
    select ${ctx.workspaceId}::uuid, k.id, ${modelVersion}, ${sql.raw(LABEL_COLUMNS.map((name) => `k.${name}`).join(", "))}
    from ${columns} as k(id, ${names})
    on conflict (workspace_id, post_id, model_version) do update set ${excluded}, created_at = excluded.created_at`);
}
