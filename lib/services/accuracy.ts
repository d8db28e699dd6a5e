/** The accuracy passport of a project: its newest sample, who checked what, how far people agree, what the model reaches. */
import { and, desc, eq, inArray, max } from "drizzle-orm";
import { accuracyAnswers, accuracySamplePosts, accuracySamples } from "@/drizzle/schema/checks";
import { posts, postTexts } from "@/drizzle/schema/posts";
import { users } from "@/drizzle/schema/users";
import {
  type Agreement as Coefficient,
  cohenKappa,
  krippendorffAlpha,
  type Ratings,
} from "@/lib/analysis/classify/agreement";
import { toCheckedRows } from "@/lib/analysis/classify/checked";
import { type CheckedRow, DEFAULTS, estimateAccuracy, weightedAccuracy } from "@/lib/analysis/classify/passport";
import type {
  AccuracyReport,
  AccuracySample,
  Agreement,
  Disagreement,
  Estimate,
  Passport,
} from "@/lib/contracts/accuracy";
import { SENTIMENTS } from "@/lib/contracts/entities";
import { type CheckedPost, countUndrawn, loadCheckedPosts } from "./accuracy-rows";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";

/** Rows of a label below which its recall or precision is not stated. */
const MIN_PER_CLASS = 10;
const MOST_DISAGREEMENTS = 50;

/** The newest sample of the project; null before the first. */
export async function findNewestSample(ctx: Ctx): Promise<AccuracySample | null> {
  const [row] = await ctx.tx
    .select({ sample: accuracySamples, drawnBy: users.name })
    .from(accuracySamples)
    .leftJoin(users, eq(users.id, accuracySamples.drawnBy))
    .where(inProject(accuracySamples, ctx))
    .orderBy(desc(accuracySamples.createdAt), desc(accuracySamples.id))
    .limit(1);
  if (!row) return null;
  const { id, week, modelVersion, size, drawnFrom, createdAt } = row.sample;
  return { id, week, modelVersion, size, drawnFrom, drawnAt: createdAt.toISOString(), drawnBy: row.drawnBy };
}

const toAgreement = (found: Coefficient | null): Agreement | null =>
  found && { coefficient: found.coefficient, seen: found.seen, postCount: found.rowCount };

/** Kappa of each two people and alpha of all, over the posts in the same order; "cannot tell" is no label. */
function agreementOf(checked: readonly CheckedPost[], people: AccuracyReport["people"]) {
  const ratings: { userId: string; name: string; labels: Ratings }[] = people.map(({ userId, name }) => ({
    ...{ userId, name },
    labels: checked.map(({ byPerson }) => {
      const answer = byPerson.get(userId) ?? null;
      return answer === "cannot_tell" ? null : answer;
    }),
  }));
  const pairs: AccuracyReport["pairs"] = ratings.flatMap((a, at) =>
    ratings.slice(at + 1).map((b) => ({
      people: [a.userId, b.userId],
      a: a.name,
      b: b.name,
      kappa: toAgreement(cohenKappa(a.labels, b.labels)),
    })),
  );
  return { pairs, alpha: toAgreement(krippendorffAlpha(ratings.map(({ labels }) => labels))) };
}

const toEstimate = (rows: readonly CheckedRow[], atLeast: number): Estimate | null => {
  if (rows.length < atLeast) return null;
  const { accuracy, interval } = weightedAccuracy(rows);
  return { value: accuracy, ...interval };
};

function passportOf(modelVersion: string, rows: readonly CheckedRow[], newestAnswerAt: Date | null): Passport {
  const whole = estimateAccuracy(rows);
  return {
    modelVersion,
    checked: rows.length,
    need: DEFAULTS.checkedForAccuracy,
    accuracy: whole.state === "estimated" ? { value: whole.accuracy, ...whole.interval } : null,
    classes: SENTIMENTS.map((sentiment) => {
      const truly = rows.filter(({ truth }) => truth === sentiment);
      const given = rows.filter(({ predicted }) => predicted === sentiment);
      return {
        sentiment,
        recall: toEstimate(truly, MIN_PER_CLASS),
        recallN: truly.length,
        precision: toEstimate(given, MIN_PER_CLASS),
        precisionN: given.length,
      };
    }),
    needForShares: DEFAULTS.checkedForShares,
    newestAnswerAt: newestAnswerAt?.toISOString() ?? null,
  };
}

/** Who answered how many of the posts, most first. */
async function listPeople(ctx: Ctx, checked: readonly CheckedPost[]): Promise<AccuracyReport["people"]> {
  const counts = new Map<string, number>();
  for (const { byPerson } of checked)
    for (const userId of byPerson.keys()) counts.set(userId, (counts.get(userId) ?? 0) + 1);
  if (counts.size === 0) return [];
  const names = await ctx.tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...counts.keys()]));
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return [...counts]
    .map(([userId, answered]) => ({ userId, name: nameOf.get(userId) ?? "", answered }))
    .sort((a, b) => b.answered - a.answered || (a.userId < b.userId ? -1 : 1));
}

/** Posts that people see differently, those to settle first. */
async function listDisagreements(
  ctx: Ctx,
  checked: readonly CheckedPost[],
  people: AccuracyReport["people"],
): Promise<Disagreement[]> {
  const told = (post: CheckedPost) => [...post.byPerson.values()].filter((answer) => answer !== "cannot_tell");
  const found = checked
    .filter((post) => new Set(told(post)).size > 1)
    .sort((a, b) => Number(a.settledAs !== null) - Number(b.settledAs !== null))
    .slice(0, MOST_DISAGREEMENTS);
  if (found.length === 0) return [];
  const rows = await ctx.tx
    .select({ id: posts.id, isDeleted: posts.isDeleted, text: postTexts.text })
    .from(posts)
    .leftJoin(postTexts, and(eq(postTexts.workspaceId, posts.workspaceId), eq(postTexts.postId, posts.id)))
    .where(
      and(
        inProject(posts, ctx),
        inArray(
          posts.id,
          found.map(({ postId }) => postId),
        ),
      ),
    );
  const textOf = new Map(rows.map((row) => [row.id, row.isDeleted ? null : row.text]));
  return found.map(({ postId, byPerson, settledAs }) => ({
    postId: String(postId),
    text: textOf.get(postId) ?? null,
    answers: people.flatMap(({ userId, name }) => {
      const answer = byPerson.get(userId);
      return answer ? [{ userId, by: name, answer }] : [];
    }),
    settled: settledAs,
  }));
}

async function findNewestAnswer(ctx: Ctx): Promise<Date | null> {
  const [row] = await ctx.tx
    .select({ at: max(accuracyAnswers.createdAt) })
    .from(accuracyAnswers)
    .innerJoin(
      accuracySamplePosts,
      and(
        eq(accuracySamplePosts.workspaceId, accuracyAnswers.workspaceId),
        eq(accuracySamplePosts.postId, accuracyAnswers.postId),
      ),
    )
    .where(and(inWorkspace(accuracyAnswers, ctx), inProject(accuracySamplePosts, ctx)));
  return row?.at ?? null;
}

/** Everything that the page shows. Figures are of the model version of the newest sample. */
export async function getAccuracy(ctx: Ctx): Promise<AccuracyReport> {
  authorize(ctx, "accuracy:read");
  const undrawnPosts = await countUndrawn(ctx);
  const sample = await findNewestSample(ctx);
  if (!sample)
    return {
      sample,
      postCount: 0,
      undrawnPosts,
      people: [],
      pairs: [],
      alpha: null,
      disagreements: [],
      passport: null,
    };
  const checked = await loadCheckedPosts(ctx, sample.modelVersion);
  const people = await listPeople(ctx, checked);
  const rows = toCheckedRows(checked).filter((row) => row !== null);
  return {
    sample,
    postCount: checked.length,
    undrawnPosts,
    people,
    ...agreementOf(checked, people),
    disagreements: await listDisagreements(ctx, checked, people),
    passport: passportOf(sample.modelVersion, rows, await findNewestAnswer(ctx)),
  };
}
