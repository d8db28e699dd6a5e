/** For tests: uploads through the service, a worker's pass over a queued import, and who acts. */
import { eq } from "drizzle-orm";
import { withTenant } from "@/drizzle/client";
import { runs } from "@/drizzle/schema/runs";
import type { Role } from "@/lib/contracts/entities";
import type { Import, ImportMapping } from "@/lib/contracts/imports";
import { type Scope, withCtx } from "./ctx";
import { createImport, getImport, startImport } from "./imports";
import { previewImport } from "./imports-preview";

/** A person's scope in a tenant. */
export const scopeOf = (
  tenant: { workspaceId: string; projectId: string },
  userId: string,
  role: Role = "owner",
): Scope => ({
  workspaceId: tenant.workspaceId,
  projectId: tenant.projectId,
  actor: { kind: "user", userId, role, requestId: "test", ip: null },
});

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

/** Stores a file as an upload. */
export const upload = (scope: Scope, content: string | Uint8Array, fileName = "posts.csv"): Promise<Import> => {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return createImport(scope, { body: inPieces(bytes), fileName, declaredBytes: bytes.length });
};

/** Starts an upload as its preview proposes, with changes. */
export async function start(scope: Scope, importId: string, changes: Partial<ImportMapping> = {}): Promise<Import> {
  const { mapping } = await previewImport(scope, importId, null);
  return withCtx(scope, (ctx) => startImport(ctx, importId, { mapping: { ...mapping, ...changes } }));
}

/** The import as it stands. */
export const reload = (scope: Scope, importId: string): Promise<Import> =>
  withCtx(scope, (ctx) => getImport(ctx, importId));

/** The run's row. */
export const runOf = (scope: Scope, runId: string | null) =>
  withTenant(
    scope,
    async (tx) =>
      (
        await tx
          .select()
          .from(runs)
          .where(eq(runs.id, runId ?? ""))
      )[0],
  );
