/** Classifiers: labels of a team's own. Examples: classifiers-examples.ts; versions: classifiers-train.ts, -publish.ts; posts: -apply.ts. */
import { and, asc, count, desc, eq, inArray, max, type SQL, sql } from "drizzle-orm";
import { classifierExamples, classifiers, classifierVersions, postClasses } from "@/drizzle/schema/classifiers";
import { runs } from "@/drizzle/schema/runs";
import {
  type Classifier,
  type CreateClassifier,
  MIN_EXAMPLES_PER_LABEL,
  type UpdateClassifier,
} from "@/lib/contracts/classifiers";
import { AppError, notFound } from "@/lib/errors";
import { isUuid, uuidv7 } from "@/lib/ids";
import { audit } from "./audit";
import { clearClasses, lockClasses } from "./classifiers-lock";
import { authorize, type Ctx, inProject, inWorkspace } from "./ctx";

export type ClassifierRow = typeof classifiers.$inferSelect;

const ofRun = sql<string>`${runs.params} ->> 'classifierId'`;
const KINDS = ["train", "apply"] as const;

/**
 * One row per text, as `texts` with the columns of classifier_examples: the label most people gave it, the newest among those
 * where they are even. What training learns from.
 */
export const trainingTexts = (ctx: Pick<Ctx, "workspaceId">, ids: readonly string[]): SQL => sql`(
  select distinct on (e.classifier_id, e.text_hash) e.* from (
    select x.*, count(*) over (partition by x.classifier_id, x.text_hash, x.label) as votes
    from ${classifierExamples} x
    where x.workspace_id = ${ctx.workspaceId} and x.classifier_id = any(${sql.param(`{${ids.join()}}`)}::uuid[])) e
  order by e.classifier_id, e.text_hash, e.votes desc, e.created_at desc, e.user_id) as texts`;

/** How many different texts each label of each classifier has. */
export async function countTexts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const { rows } = await ctx.tx.execute<{ id: string; label: string; count: number }>(sql`
    select classifier_id as id, label, count(*)::int as count from ${trainingTexts(ctx, ids)} group by 1, 2`);
  const counts = new Map<string, Map<string, number>>();
  for (const { id, label, count } of rows) counts.set(id, (counts.get(id) ?? new Map()).set(label, count));
  return counts;
}

async function countClasses(ctx: Ctx, ids: string[]): Promise<Map<string, number>> {
  const rows = await ctx.tx
    .select({ id: postClasses.classifierId, posts: count() })
    .from(postClasses)
    .where(and(inWorkspace(postClasses, ctx), inArray(postClasses.classifierId, ids)))
    .groupBy(postClasses.classifierId);
  return new Map(rows.map((row) => [row.id, row.posts]));
}

async function findVersions(ctx: Ctx, ids: string[]) {
  const rows = await ctx.tx
    .select({
      id: classifierVersions.classifierId,
      newest: max(classifierVersions.number),
      published: sql<
        number | null
      >`max(${classifierVersions.number}) filter (where ${classifierVersions.state} = 'published')`,
      reader: sql<
        string | null
      >`max(${classifierVersions.modelVersion}) filter (where ${classifierVersions.state} = 'published')`,
      trainedAt: max(classifierVersions.createdAt),
    })
    .from(classifierVersions)
    .where(and(inWorkspace(classifierVersions, ctx), inArray(classifierVersions.classifierId, ids)))
    .groupBy(classifierVersions.classifierId);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The model that read last; null before the first reading. */
async function findReader(ctx: Ctx): Promise<string | null> {
  const [row] = await ctx.tx
    .select({ modelVersion: sql<string | null>`${runs.detail} ->> 'modelVersion'` })
    .from(runs)
    .where(and(inProject(runs, ctx), eq(runs.kind, "classify"), sql`${runs.detail} ? 'modelVersion'`))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(1);
  return row?.modelVersion ?? null;
}

/** The newest training or applying of each classifier. */
async function findRuns(ctx: Ctx, ids: string[]) {
  const rows = await ctx.tx
    .selectDistinctOn([ofRun, runs.kind])
    .from(runs)
    .where(and(inProject(runs, ctx), inArray(runs.kind, [...KINDS]), inArray(ofRun, ids)))
    .orderBy(ofRun, runs.kind, desc(runs.createdAt), desc(runs.id));
  const byId = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) {
    const id = String(row.params.classifierId);
    byId.set(id, [...(byId.get(id) ?? []), row]);
  }
  return byId;
}

type RunRow = typeof runs.$inferSelect;

function activeRun(of: readonly RunRow[]): Classifier["run"] {
  for (const run of of) {
    const kind = KINDS.find((each) => each === run.kind);
    if (kind && (run.state === "queued" || run.state === "running"))
      return { id: run.id, kind, state: run.state, done: run.progressDone, total: run.progressTotal };
  }
  return null;
}

/** What is still missing before a training makes sense; at least two labels. */
export function missingExamples(labels: readonly string[], counts: ReadonlyMap<string, number>) {
  return labels
    .map((label) => ({ label, count: MIN_EXAMPLES_PER_LABEL - (counts.get(label) ?? 0) }))
    .filter((each) => each.count > 0);
}

async function toClassifiers(ctx: Ctx, rows: readonly ClassifierRow[]): Promise<Classifier[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const examples = await countTexts(ctx, ids);
  const classed = await countClasses(ctx, ids);
  const versions = await findVersions(ctx, ids);
  const work = await findRuns(ctx, ids);
  const reader = await findReader(ctx);
  return rows.map((row) => {
    const counts = examples.get(row.id) ?? new Map<string, number>();
    const perLabel = row.labels.map((label) => counts.get(label) ?? 0);
    const version = versions.get(row.id);
    const own = work.get(row.id) ?? [];
    const failed = own.find((run) => run.kind === "train" && run.state === "failed");
    return {
      id: row.id,
      name: row.name,
      guideline: row.guideline,
      labels: row.labels,
      exampleCount: perLabel.reduce((sum, each) => sum + each, 0),
      examplesPerLabel: perLabel,
      missing: missingExamples(row.labels, counts),
      newestVersion: version?.newest ?? null,
      publishedVersion: version?.published ?? null,
      isOutdated: reader !== null && version?.reader != null && version.reader !== reader,
      classedCount: classed.get(row.id) ?? 0,
      run: activeRun(own),
      lastError: failed?.errorMessage ?? null,
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}

/** The project's classifiers by name. */
export async function listClassifiers(ctx: Ctx): Promise<Classifier[]> {
  authorize(ctx, "classifier:read");
  const rows = await ctx.tx
    .select()
    .from(classifiers)
    .where(inProject(classifiers, ctx))
    .orderBy(asc(classifiers.name));
  return toClassifiers(ctx, rows);
}

/** The row; `isLocked` keeps other changes of it away until the transaction ends. @throws AppError E_NOT_FOUND */
export async function loadClassifier(ctx: Ctx, classifierId: string, isLocked = false): Promise<ClassifierRow> {
  if (!isUuid(classifierId)) throw notFound("classifier");
  const query = ctx.tx
    .select()
    .from(classifiers)
    .where(and(inProject(classifiers, ctx), eq(classifiers.id, classifierId)));
  const [row] = await (isLocked ? query.for("no key update") : query);
  if (!row) throw notFound("classifier");
  return row;
}

/** @throws AppError E_NOT_FOUND */
export async function getClassifier(ctx: Ctx, classifierId: string): Promise<Classifier> {
  authorize(ctx, "classifier:read");
  const [found] = await toClassifiers(ctx, [await loadClassifier(ctx, classifierId)]);
  if (!found) throw notFound("classifier");
  return found;
}

async function requireFreeName(ctx: Ctx, name: string): Promise<void> {
  const [taken] = await ctx.tx
    .select({ id: classifiers.id })
    .from(classifiers)
    .where(and(inProject(classifiers, ctx), eq(classifiers.name, name)));
  if (taken)
    throw new AppError("E_CONFLICT", "There is a classifier of this name already.", {
      field: "name",
      hint: "Choose another name.",
    });
}

/** @throws AppError E_CONFLICT (name taken), E_FORBIDDEN */
export async function createClassifier(ctx: Ctx, input: CreateClassifier): Promise<Classifier> {
  authorize(ctx, "classifier:write");
  await requireFreeName(ctx, input.name);
  const id = uuidv7(ctx.nowMs);
  await ctx.tx
    .insert(classifiers)
    .values({ workspaceId: ctx.workspaceId, projectId: ctx.projectId, id, ...input, updatedAt: new Date(ctx.nowMs) });
  await audit(ctx, {
    action: "classifier.create",
    targetKind: "classifier",
    targetId: id,
    detail: { name: input.name, labels: input.labels },
  });
  return getClassifier(ctx, id);
}

/** @throws AppError E_NOT_FOUND, E_CONFLICT (name taken), E_LABEL_IN_USE (a label is taken out that texts have), E_FORBIDDEN */
export async function updateClassifier(ctx: Ctx, classifierId: string, input: UpdateClassifier): Promise<Classifier> {
  authorize(ctx, "classifier:write");
  const before = await loadClassifier(ctx, classifierId, true);
  if (input.name !== undefined && input.name !== before.name) await requireFreeName(ctx, input.name);
  const gone = input.labels ? before.labels.filter((label) => !input.labels?.includes(label)) : [];
  if (gone.length > 0) await requireUnused(ctx, classifierId, gone);
  await ctx.tx
    .update(classifiers)
    .set({ ...input, updatedAt: new Date(ctx.nowMs) })
    .where(and(inProject(classifiers, ctx), eq(classifiers.id, classifierId)));
  await audit(ctx, {
    action: "classifier.update",
    targetKind: "classifier",
    targetId: classifierId,
    detail: { before: { name: before.name, labels: before.labels }, after: { name: input.name, labels: input.labels } },
  });
  return getClassifier(ctx, classifierId);
}

async function requireUnused(ctx: Ctx, classifierId: string, labels: string[]): Promise<void> {
  const [used] = await ctx.tx
    .select({ label: classifierExamples.label, texts: count() })
    .from(classifierExamples)
    .where(
      and(
        inWorkspace(classifierExamples, ctx),
        eq(classifierExamples.classifierId, classifierId),
        inArray(classifierExamples.label, labels),
      ),
    )
    .groupBy(classifierExamples.label)
    .limit(1);
  if (!used) return;
  throw new AppError(
    "E_LABEL_IN_USE",
    `${used.texts} texts have the label “${used.label}”, so it cannot be taken out.`,
    {
      field: "labels",
      hint: "Remove those examples first, or keep the label.",
    },
  );
}

/** Deletes a classifier with its examples, versions and the classes of posts. @throws AppError E_NOT_FOUND, E_FORBIDDEN */
export async function deleteClassifier(ctx: Ctx, classifierId: string): Promise<void> {
  authorize(ctx, "classifier:write");
  await lockClasses(ctx, "change");
  const row = await loadClassifier(ctx, classifierId, true);
  await cancelClassifierRuns(ctx, classifierId, ["train", "apply"]);
  await clearClasses(ctx, classifierId);
  await ctx.tx.delete(classifiers).where(and(inProject(classifiers, ctx), eq(classifiers.id, classifierId)));
  await audit(ctx, {
    action: "classifier.delete",
    targetKind: "classifier",
    targetId: classifierId,
    detail: { name: row.name, labels: row.labels },
  });
}

/** Ends the runs of a classifier that are not final; their workers' next write is refused by the fence. */
export async function cancelClassifierRuns(
  ctx: Ctx,
  classifierId: string,
  kinds: ("train" | "apply")[],
): Promise<void> {
  await ctx.tx
    .update(runs)
    .set({
      state: "cancelled",
      fence: sql`${runs.fence} + 1`,
      leaseUntil: null,
      finishedAt: new Date(ctx.nowMs),
      updatedAt: sql`now()`,
    })
    .where(
      and(
        inProject(runs, ctx),
        inArray(runs.kind, kinds),
        inArray(runs.state, ["queued", "running"]),
        eq(ofRun, classifierId),
      ),
    );
}
