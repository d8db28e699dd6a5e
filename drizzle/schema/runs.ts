/** Visible background work. The row is the truth; the queue only wakes a worker. */
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { RUN_KINDS, RUN_STATES } from "@/lib/contracts/entities";
import { createdAt, instant, updatedAt, workspaceId } from "./columns";
import { projects } from "./workspaces";

export const runs = pgTable(
  "runs",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    projectId: uuid("project_id").notNull(),
    kind: text("kind", { enum: RUN_KINDS }).notNull(),
    state: text("state", { enum: RUN_STATES }).notNull().default("queued"),
    subject: text("subject").notNull(),
    /** What the run works on (import id, topic id and version …), never text or secrets. */
    params: jsonb("params").$type<Record<string, string | number>>().notNull().default({}),
    /** Where to go on after a crash; written in the same transaction as the work it covers. */
    cursor: jsonb("cursor").$type<Record<string, string | number>>().notNull().default({}),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    progressDone: bigint("progress_done", { mode: "number" }).notNull().default(0),
    progressTotal: bigint("progress_total", { mode: "number" }),
    unit: text("unit").notNull().default("posts"),
    ratePerSecond: integer("rate_per_second"),
    attempt: integer("attempt").notNull().default(0),
    /** Rises with each wake-up sent for this run, so that the queue never takes two for one. */
    generation: integer("generation").notNull().default(0),
    /** Rises with each claim; a result write that carries an older fence changes nothing. */
    fence: bigint("fence", { mode: "number" }).notNull().default(0),
    leaseUntil: instant("lease_until"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
    // the runs page: newest first
    index("runs_list_idx").on(t.workspaceId, t.projectId, t.createdAt),
    // the sweeper: what is not final, oldest first, over all workspaces
    index("runs_due_idx").on(t.state, t.updatedAt),
  ],
);
