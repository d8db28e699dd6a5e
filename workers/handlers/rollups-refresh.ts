/** Counts the dirty days of a project again. */
import type { JobPayload } from "@/lib/jobs/registry";
import { workerActor } from "@/lib/services/ctx";
import { refreshRollups } from "@/lib/services/rollups";

/** Less than the job's timeout: what is left then is woken again by the sweeper. */
const BUDGET_MS = 120_000;

export async function rollupsRefresh({ workspaceId, projectId }: JobPayload<"rollups.refresh">): Promise<void> {
  await refreshRollups({ workspaceId, projectId, actor: workerActor }, BUDGET_MS);
}
