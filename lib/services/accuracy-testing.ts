/** For tests of the passport: posts that a model has read, with its mistakes known. */
import { withTenant } from "@/drizzle/client";
import { createPosts } from "@/drizzle/factories";
import { postLabels } from "@/drizzle/schema/posts";
import { createRandom } from "@/lib/analysis/demo/random";
import { SENTIMENTS, type Sentiment } from "@/lib/contracts/entities";
import { markDirty } from "./dirt";
import { type Tenant, workerScope } from "./reading-testing";
import { refreshRollups } from "./rollups";

export const MODEL = "test-model";

/** Stores read posts, a minute apart up to now; the model calls every third negative post neutral. Text: what it truly is. */
export async function createReadPosts(
  tenant: Tenant,
  wanted: number,
  { publishedMs = Date.now(), seed = 1 }: { publishedMs?: number; seed?: number } = {},
): Promise<Map<string, Sentiment>> {
  const random = createRandom(seed, "read posts");
  const made = Array.from({ length: wanted }, (_, at) => {
    const truth = random.pick(SENTIMENTS);
    const isMissed = truth === "negative" && random.chance(1 / 3);
    const predicted: Sentiment = isMissed ? "neutral" : truth;
    return {
      truth,
      predicted,
      publishedAt: new Date(publishedMs - (at + 1) * 60_000),
      confidence: isMissed ? 0.5 : 0.9,
    };
  });
  const ids = await createPosts(
    tenant,
    made.map(({ truth, predicted, publishedAt }, at) => ({
      text: `this is ${truth}, ${seed} ${at}`,
      sentiment: predicted,
      publishedAt,
    })),
  );
  await withTenant(tenant, async (tx) => {
    const times = made.map(({ publishedAt }) => publishedAt.getTime());
    await markDirty({ tx, workspaceId: tenant.workspaceId, projectId: tenant.projectId }, times);
    await tx.insert(postLabels).values(
      ids.map((postId, at) => {
        const { predicted, confidence } = made[at] ?? { predicted: "neutral" as const, confidence: 1 };
        const rest = (1 - confidence) / 2;
        const shares = { negative: rest, neutral: rest, positive: rest, [predicted]: confidence };
        return { workspaceId: tenant.workspaceId, postId, modelVersion: MODEL, sentiment: predicted, ...shares };
      }),
    );
  });
  await refreshRollups(workerScope(tenant), 60_000);
  return new Map(ids.map((id, at) => [String(id), made[at]?.truth ?? "neutral"]));
}
