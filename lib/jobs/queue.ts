/** The queue: it wakes workers and knows nothing else. Losing it loses nothing (services/sweep.ts). */
import { createPostgresBackend, Queue } from "bullmq";
import { env } from "@/lib/env";
import type { QueueName } from "./define";
import { JOBS, type JobName, type JobPayload } from "./registry";

const queues = new Map<QueueName, Queue>();

/** Prefix of all queue names, so that two installations may share a Redis. */
const PREFIX = "earshot";

/** What BullMQ needs to reach its store: Redis when REDIS_URL is set, else the same Postgres. */
export function queueConnection(): { connection: object; backend: typeof createPostgresBackend | undefined } {
  const { REDIS_URL, DATABASE_URL } = env();
  if (REDIS_URL) {
    const url = new URL(REDIS_URL);
    return {
      connection: {
        host: url.hostname,
        port: Number(url.port || 6379),
        username: url.username || undefined,
        password: decodeURIComponent(url.password) || undefined,
        db: Number(url.pathname.slice(1) || 0),
        tls: url.protocol === "rediss:" ? {} : undefined,
        maxRetriesPerRequest: null,
      },
      backend: undefined,
    };
  }
  return {
    connection: { connectionString: DATABASE_URL, schema: "bullmq", max: 3, application_name: "earshot-queue" },
    backend: createPostgresBackend,
  };
}

export const queueName = (name: QueueName): string => `${PREFIX}-${name}`;

function queueOf(name: QueueName): Queue {
  const existing = queues.get(name);
  if (existing) return existing;
  const { connection, backend } = queueConnection();
  const options = { connection, defaultJobOptions: { removeOnComplete: 1_000, removeOnFail: 1_000, attempts: 1 } };
  const queue = (
    backend ? new Queue(queueName(name), options, backend as never) : new Queue(queueName(name), options)
  ) as Queue;
  queue.on("error", () => undefined);
  queues.set(name, queue);
  return queue;
}

/** Wakes a worker for a job. Call after the commit of the row it is about; the same jobId is delivered once. */
export async function enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>, delayMs = 0): Promise<void> {
  const job: (typeof JOBS)[JobName] & { isUrgent?: boolean } = JOBS[name];
  const jobId = (job.jobId as (value: JobPayload<Name>) => string)(payload);
  await queueOf(job.queue).add(name, payload, { jobId, delay: delayMs, lifo: job.isUrgent ?? false });
}

/** Wakes the rollups of a project, at most once a second per project. */
export async function enqueueRollups(scope: { workspaceId: string; projectId: string }): Promise<void> {
  const slot = Math.floor(Date.now() / 1_000);
  await enqueue("rollups.refresh", { workspaceId: scope.workspaceId, projectId: scope.projectId, slot });
}

/** Closes the queues; for the end of a process or a test file. */
export async function closeQueues(): Promise<void> {
  const open = [...queues.values()];
  queues.clear();
  await Promise.all(open.map((queue) => queue.close()));
}
