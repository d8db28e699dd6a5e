/** A refresher in a process of its own, for tests that kill it: `rollups-testing-child.ts WORKSPACE PROJECT`. */
import { closeDatabase } from "@/drizzle/client";
import { workerActor } from "./ctx";
import { refreshDirtyDays } from "./rollups";

const [workspaceId = "", projectId = ""] = process.argv.slice(2);
process.stdout.write("begun\n");
await refreshDirtyDays({ workspaceId, projectId, actor: workerActor }, 60_000);
await closeDatabase();
