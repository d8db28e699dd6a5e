/** For tests of classifiers: who acts, files to upload, and what came of it. */
import { and, asc, desc, eq } from "drizzle-orm";
import { withTenant } from "@/drizzle/client";
import type { TestTenant } from "@/drizzle/factories";
import { postClasses } from "@/drizzle/schema/classifiers";
import { runs } from "@/drizzle/schema/runs";
import type { Role } from "@/lib/contracts/entities";
import { addExamples } from "./classifiers-upload";
import type { Scope } from "./ctx";
import type { Tenant } from "./reading-testing";

/** A person of the workspace, the owner unless said otherwise. */
export const personScope = (tenant: TestTenant, role: Role = "owner", userId = tenant.owner.id): Scope => ({
  workspaceId: tenant.workspaceId,
  projectId: tenant.projectId,
  actor: { kind: "user", userId, role, requestId: "test", ip: null },
});

/** Uploads a file's bytes, or its text, in small pieces. */
export function upload(scope: Scope, classifierId: string, file: string | Uint8Array) {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  async function* body() {
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  }
  return addExamples(scope, classifierId, { body: body(), fileName: "examples.csv", declaredBytes: bytes.length });
}

/** A file of `count` texts for each label, all different. */
export const exampleFile = (labels: Readonly<Record<string, string>>, count: number): string =>
  [
    "text,label",
    ...Object.entries(labels).flatMap(([label, text]) =>
      Array.from({ length: count }, (_, i) => `"${text}, number ${i}",${label}`),
    ),
  ].join("\n");

/** Classes of the project's posts, in order of classifier and post. */
export const classesOf = (tenant: Tenant) =>
  withTenant(tenant, (tx) =>
    tx
      .select()
      .from(postClasses)
      .where(eq(postClasses.workspaceId, tenant.workspaceId))
      .orderBy(asc(postClasses.classifierId), asc(postClasses.postId)),
  );

/** The newest run of a kind. */
export async function newestRunOf(tenant: Tenant, kind: "train" | "apply") {
  const [run] = await withTenant(tenant, (tx) =>
    tx
      .select()
      .from(runs)
      .where(and(eq(runs.projectId, tenant.projectId), eq(runs.kind, kind)))
      .orderBy(desc(runs.createdAt), desc(runs.id))
      .limit(1),
  );
  if (!run) throw new Error(`There is no run of kind ${kind}.`);
  return run;
}
