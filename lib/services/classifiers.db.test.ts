import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, withTenant } from "@/drizzle/client";
import { createMember, createPosts, createTenant, type TestTenant } from "@/drizzle/factories";
import { classifierExamples } from "@/drizzle/schema/classifiers";
import { auditLog } from "@/drizzle/schema/workspaces";
import { closeQueues } from "@/lib/jobs/queue";
import { createClassifier, deleteClassifier, getClassifier, listClassifiers, updateClassifier } from "./classifiers";
import { labelPost, listExamples, removeExample } from "./classifiers-examples";
import { publishVersion } from "./classifiers-publish";
import { listQueue } from "./classifiers-queue";
import { exampleFile, personScope, upload } from "./classifiers-testing";
import { startTraining } from "./classifiers-train";
import { compareVersions, listVersions } from "./classifiers-versions";
import { type Scope, withCtx } from "./ctx";

afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

let tenant: TestTenant;
let owner: Scope;
beforeEach(async () => {
  tenant = await createTenant();
  owner = personScope(tenant);
});

const create = (scope: Scope, labels = ["praise", "complaint"]) =>
  withCtx(scope, (ctx) => createClassifier(ctx, { name: "Tone", guideline: "", labels }));
const code = (value: string) => expect.objectContaining({ code: value });

describe("a classifier", () => {
  test("is created, changed, listed and deleted with all it has, and the log tells of it", async () => {
    const { id } = await create(owner);
    await expect(create(owner)).rejects.toThrow(code("E_CONFLICT"));
    await upload(owner, id, "text,label\nfine,praise\n");
    const changed = await withCtx(owner, (ctx) =>
      updateClassifier(ctx, id, { name: "Mood", labels: ["praise", "complaint", "question"] }),
    );
    expect(changed).toMatchObject({ name: "Mood", exampleCount: 1, examplesPerLabel: [1, 0, 0] });
    await expect(withCtx(owner, (ctx) => updateClassifier(ctx, id, { labels: ["complaint"] }))).rejects.toThrow(
      code("E_LABEL_IN_USE"),
    );
    expect(await withCtx(owner, listClassifiers)).toHaveLength(1);
    await withCtx(owner, (ctx) => deleteClassifier(ctx, id));
    expect(await withCtx(owner, listClassifiers)).toEqual([]);
    const left = await withTenant(tenant, (tx) => tx.select().from(classifierExamples));
    expect(left).toEqual([]);
    const told = await withTenant(tenant, (tx) => tx.select({ action: auditLog.action }).from(auditLog));
    expect(told.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["classifier.create", "classifier.examples", "classifier.update", "classifier.delete"]),
    );
  });

  test("is not there for another workspace, and a viewer may look but not touch", async () => {
    const { id } = await create(owner);
    const [post] = await createPosts(tenant, [{ text: "hello" }]);
    const postId = String(post);
    const stranger = personScope(await createTenant());
    const viewer = personScope(tenant, "viewer", (await createMember(tenant, "viewer")).id);
    const all = (scope: Scope) => ({
      reads: [
        () => withCtx(scope, (ctx) => getClassifier(ctx, id)),
        () => withCtx(scope, (ctx) => listExamples(ctx, id)),
        () => withCtx(scope, (ctx) => listVersions(ctx, id)),
      ],
      writes: [
        () => withCtx(scope, (ctx) => listQueue(ctx, id, "newest")),
        () => withCtx(scope, (ctx) => updateClassifier(ctx, id, { name: "x" })),
        () => withCtx(scope, (ctx) => labelPost(ctx, id, { postId, label: "praise" })),
        () => withCtx(scope, (ctx) => removeExample(ctx, id, { textHash: "0".repeat(32), userId: tenant.owner.id })),
        () => withCtx(scope, (ctx) => startTraining(ctx, id)),
        () => withCtx(scope, (ctx) => publishVersion(ctx, id, 1)),
        () => withCtx(scope, (ctx) => deleteClassifier(ctx, id)),
        () => upload(scope, id, "text,label\na,praise\n"),
      ],
    });
    for (const read of [...all(stranger).reads, ...all(stranger).writes])
      await expect(read()).rejects.toThrow(code("E_NOT_FOUND"));
    await expect(withCtx(stranger, (ctx) => compareVersions(ctx, id, { a: 1, b: 2 }))).rejects.toThrow(
      code("E_NOT_FOUND"),
    );
    expect(await withCtx(stranger, listClassifiers)).toEqual([]);
    for (const read of all(viewer).reads) await read();
    for (const write of all(viewer).writes) await expect(write()).rejects.toThrow(code("E_FORBIDDEN"));
  });
});

describe("a file of examples", () => {
  test("names each bad row by line, and tells what was added, changed and the same", async () => {
    const { id } = await create(owner);
    const first = await upload(owner, id, 'label;text\npraise;"good; really"\nComplaint;bad\npraise;good\n');
    expect(first).toMatchObject({ rowCount: 3, added: 3, rejected: 0 });
    expect(first.classifier.examplesPerLabel).toEqual([2, 1]);
    const file = [
      "text,label",
      "bad,praise",
      "good,praise",
      "good,complaint",
      ",praise",
      "what,",
      "is,this,row",
      "huh,noise",
    ];
    const second = await upload(owner, id, `${file.join("\r\n")}\r\n`);
    expect(second).toMatchObject({ rowCount: 7, added: 0, changed: 1, unchanged: 1, rejected: 5 });
    expect(second.problems.map(({ line, code: what }) => [line, what])).toEqual([
      [4, "R_LABEL_CONFLICT"],
      [5, "R_TEXT_EMPTY"],
      [6, "R_LABEL_EMPTY"],
      [7, "R_FIELD_COUNT"],
      [8, "R_LABEL_UNKNOWN"],
    ]);
    expect(second.problems[0]?.hint).toContain("Line 3 says praise");
    expect(second.problems[4]?.hint).toContain("praise, complaint");
    for (const { what, hint } of second.problems) expect([what.length > 0, hint.length > 0]).toEqual([true, true]);
  });

  test("brings the labels where there are none, and at most twenty", async () => {
    const { id } = await create(owner, []);
    const rows = Array.from({ length: 21 }, (_, i) => `text ${i},label ${i}`);
    const { classifier, problems } = await upload(owner, id, ["text,label", ...rows].join("\n"));
    expect(classifier.labels).toHaveLength(20);
    expect(problems).toMatchObject([{ line: 22, code: "R_LABELS_MANY" }]);
  });

  test.each([
    ["", "E_EMPTY_FILE"],
    ["text,label\n", "E_EMPTY_FILE"],
    ["I like it,praise\nNot me,complaint\n", "E_NO_HEADER"],
    ["text,mood\na,b\n", "E_COLUMN_MISSING"],
    ['text,label\n"open,praise\n', "E_QUOTE_UNCLOSED"],
    [Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), "E_IS_XLSX"],
    [Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), "E_GZIP"],
  ])("%j is refused with %s, and nothing is stored", async (file, expected) => {
    const { id } = await create(owner);
    await expect(upload(owner, id, file)).rejects.toThrow(code(expected));
    expect(await withCtx(owner, (ctx) => listExamples(ctx, id))).toEqual([]);
  });
});

describe("labelling posts", () => {
  test("one label per person and text; the queue leaves out what is labelled, and undo brings it back", async () => {
    const { id } = await create(owner);
    const [older, newer, twin] = await createPosts(tenant, [
      { text: "older", publishedAt: new Date("2026-01-01T00:00:00Z") },
      { text: "newer", publishedAt: new Date("2026-01-02T00:00:00Z") },
      { text: "newer", publishedAt: new Date("2026-01-03T00:00:00Z") },
    ]);
    const queue = async (scope: Scope) =>
      (await withCtx(scope, (ctx) => listQueue(ctx, id, "uncertain"))).posts.map(({ post }) => BigInt(post.id));
    expect(await queue(owner)).toEqual([twin, older]);
    const label = (scope: Scope, post: bigint | undefined, value: string | null) =>
      withCtx(scope, (ctx) => labelPost(ctx, id, { postId: String(post), label: value }));
    await expect(label(owner, older, "other")).rejects.toThrow(code("E_PARAM"));
    expect((await label(owner, twin, "praise")).examplesPerLabel).toEqual([1, 0]);
    expect((await label(owner, newer, "complaint")).examplesPerLabel).toEqual([0, 1]);
    expect(await queue(owner)).toEqual([older]);

    const other = personScope(tenant, "analyst", (await createMember(tenant, "analyst")).id);
    expect(await queue(other)).toEqual([twin, older]);
    const both = await label(other, twin, "praise");
    expect(both.exampleCount).toBe(1);
    expect(await withCtx(owner, (ctx) => listExamples(ctx, id))).toHaveLength(2);
    const mine = and(eq(classifierExamples.classifierId, id), eq(classifierExamples.userId, tenant.owner.id));
    expect(await withTenant(tenant, (tx) => tx.$count(classifierExamples, mine))).toBe(1);

    await label(owner, twin, null);
    expect(await queue(owner)).toEqual([twin, older]);
    expect(await withTenant(tenant, (tx) => tx.$count(classifierExamples, mine))).toBe(0);
  });
});

describe("training", () => {
  test("says how many labels are needed of which label, and does not start twice", async () => {
    const { id } = await create(owner);
    await upload(
      owner,
      id,
      exampleFile({ praise: "well done", complaint: "too late" }, 8).split("\n").slice(0, 12).join("\n"),
    );
    const start = () => withCtx(owner, (ctx) => startTraining(ctx, id));
    const few = await start().catch((error: Error) => error);
    expect(few).toMatchObject({ code: "E_TOO_FEW_LABELS" });
    expect((few as Error).message).toContain("complaint needs 5 more");
    expect((await withCtx(owner, (ctx) => getClassifier(ctx, id))).missing).toEqual([{ label: "complaint", count: 5 }]);

    await upload(owner, id, exampleFile({ praise: "well done", complaint: "too late" }, 8));
    expect((await start()).run).toMatchObject({ kind: "train", state: "queued" });
    await expect(start()).rejects.toThrow(code("E_CONFLICT"));
    const single = await withCtx(owner, (ctx) => createClassifier(ctx, { name: "One", guideline: "", labels: ["a"] }));
    await expect(withCtx(owner, (ctx) => startTraining(ctx, single.id))).rejects.toThrow(code("E_TOO_FEW_LABELS"));
  });
});
