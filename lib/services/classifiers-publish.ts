/** Which version gives posts their class: publish, roll back (publish an older one), take back. */
import { and, eq } from "drizzle-orm";
import { classifierVersions } from "@/drizzle/schema/classifiers";
import type { Classifier } from "@/lib/contracts/classifiers";
import { AppError, notFound } from "@/lib/errors";
import { audit } from "./audit";
import { cancelClassifierRuns, getClassifier, loadClassifier } from "./classifiers";
import { announce } from "./classifiers-apply";
import { clearClasses, lockClasses } from "./classifiers-lock";
import { authorize, type Ctx, inProject } from "./ctx";
import { startRun } from "./runs";

const ofClassifier = (ctx: Ctx, classifierId: string) =>
  and(inProject(classifierVersions, ctx), eq(classifierVersions.classifierId, classifierId));

/** Takes the published version's place away; returns its number, null where there was none. */
async function retire(ctx: Ctx, classifierId: string): Promise<number | null> {
  const [row] = await ctx.tx
    .update(classifierVersions)
    .set({ state: "retired" })
    .where(and(ofClassifier(ctx, classifierId), eq(classifierVersions.state, "published")))
    .returning({ number: classifierVersions.number });
  return row?.number ?? null;
}

/**
 * Publishes a version: posts that are read from now on get their class by it, and a run gives it to those read before. Until
 * that is done the classes of the version before it stand.
 * @throws AppError E_NOT_FOUND, E_FORBIDDEN
 */
export async function publishVersion(ctx: Ctx, classifierId: string, number: number): Promise<Classifier> {
  authorize(ctx, "classifier:write");
  await lockClasses(ctx, "change");
  const classifier = await loadClassifier(ctx, classifierId, true);
  const [version] = await ctx.tx
    .select({ state: classifierVersions.state })
    .from(classifierVersions)
    .where(and(ofClassifier(ctx, classifierId), eq(classifierVersions.number, number)));
  if (!version) throw notFound("version");
  if (version.state === "published") return getClassifier(ctx, classifierId);
  const before = await retire(ctx, classifierId);
  await ctx.tx
    .update(classifierVersions)
    .set({ state: "published", publishedBy: ctx.actor.userId, publishedAt: new Date(ctx.nowMs) })
    .where(and(ofClassifier(ctx, classifierId), eq(classifierVersions.number, number)));
  await cancelClassifierRuns(ctx, classifierId, ["apply"]);
  await startRun(ctx, {
    kind: "apply",
    subject: `${classifier.name} ${number}`,
    params: { classifierId, version: number },
    unit: "posts",
  });
  await audit(ctx, {
    action: before !== null && before > number ? "classifier.rollback" : "classifier.publish",
    targetKind: "classifier",
    targetId: classifierId,
    detail: { name: classifier.name, before, after: number },
  });
  return getClassifier(ctx, classifierId);
}

/** Takes the published version back: posts lose their class, filters and charts the dimension. @throws AppError E_NOT_FOUND, E_CONFLICT, E_FORBIDDEN */
export async function unpublishClassifier(ctx: Ctx, classifierId: string): Promise<Classifier> {
  authorize(ctx, "classifier:write");
  await lockClasses(ctx, "change");
  const classifier = await loadClassifier(ctx, classifierId, true);
  const before = await retire(ctx, classifierId);
  if (before === null)
    throw new AppError("E_CONFLICT", "No version of this classifier is published.", { hint: "Reload the page." });
  await cancelClassifierRuns(ctx, classifierId, ["apply"]);
  await clearClasses(ctx, classifierId);
  await announce(ctx);
  await audit(ctx, {
    action: "classifier.unpublish",
    targetKind: "classifier",
    targetId: classifierId,
    detail: { name: classifier.name, before },
  });
  return getClassifier(ctx, classifierId);
}
