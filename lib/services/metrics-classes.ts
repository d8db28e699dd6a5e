/** Before a question by class is counted: whose classes, which of them, and the filter that says so. */
import { and, eq } from "drizzle-orm";
import { classifierVersions } from "@/drizzle/schema/classifiers";
import type { MetricQuery } from "@/lib/contracts/metrics";
import { splitClassRef } from "@/lib/contracts/post-filter";
import { AppError } from "@/lib/errors";
import { type Ctx, inProject } from "./ctx";

export interface ClassGroup {
  classifierId: string;
  /** Labels that the filter lets through, in the order of the version. */
  labels: readonly string[];
}

const needsClassifier = (message: string): AppError =>
  new AppError("E_PARAM", `classifier: ${message}`, {
    field: "classifier",
    hint: "Name a classifier of the project that has a published version.",
  });

async function publishedLabels(ctx: Ctx, classifierId: string): Promise<string[]> {
  const [version] = await ctx.tx
    .select({ labels: classifierVersions.labels })
    .from(classifierVersions)
    .where(
      and(
        inProject(classifierVersions, ctx),
        eq(classifierVersions.classifierId, classifierId),
        eq(classifierVersions.state, "published"),
      ),
    );
  if (!version) throw needsClassifier("It has no published version.");
  return version.labels;
}

/**
 * The question with a filter that lets only posts with a class by the classifier through, so that rows, totals and authors
 * are of the same posts; the question as it is without dimension "class".
 * @throws AppError E_PARAM without a classifier, or with one that has no published version
 */
export async function planClasses(
  ctx: Ctx,
  query: MetricQuery,
): Promise<{ query: MetricQuery; classes: ClassGroup | null }> {
  if (!query.dimensions.includes("class")) return { query, classes: null };
  const { classifier: classifierId, filter } = query;
  if (classifierId === undefined) throw needsClassifier("Dimension class needs it.");
  const labelsIn = (refs: readonly string[] = []) =>
    refs.map(splitClassRef).flatMap((ref) => (ref.classifierId === classifierId ? [ref.label] : []));
  const [wanted, unwanted] = [labelsIn(filter.classes), labelsIn(filter.notClasses)];
  const all = await publishedLabels(ctx, classifierId);
  const labels = all.filter((label) => (wanted.length === 0 || wanted.includes(label)) && !unwanted.includes(label));
  if (wanted.length > 0) return { query, classes: { classifierId, labels } };
  const classes = [...(filter.classes ?? []), ...all.map((label) => `${classifierId}:${label}`)];
  return { query: { ...query, filter: { ...filter, classes } }, classes: { classifierId, labels } };
}
