/** The worker program: one BullMQ worker per queue, the sweeper, a health page, a stop that loses nothing. */
import { createServer, type Server } from "node:http";
import { Worker } from "bullmq";
import { sql } from "drizzle-orm";
import { closeDatabase, withoutTenant } from "@/drizzle/client";
import { env } from "@/lib/env";
import { QUEUES, type QueueName } from "@/lib/jobs/define";
import { closeQueues, queueConnection, queueName } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { sweep } from "@/lib/services/sweep";
import { deliver } from "./deliver";
import { stopReader } from "./inference/reader";

/** Jobs at once per queue and process. The reader has its own processes, so `gpu` only feeds them. */
const CONCURRENCY = { io: 4, cpu: 2, gpu: 2 } as const satisfies Record<QueueName, number>;
const SWEEP_EVERY_MS = 5_000;

function startWorker(name: QueueName): Worker {
  const { connection, backend } = queueConnection();
  const options = {
    connection,
    concurrency: CONCURRENCY[name],
    lockDuration: 15_000,
    stalledInterval: 5_000,
    maxStalledCount: 1_000,
    autorun: true,
  };
  const worker = (
    backend
      ? new Worker(queueName(name), deliver, options, backend as never)
      : new Worker(queueName(name), deliver, options)
  ) as Worker;
  worker.on("error", (error) => log("worker").warn({ error: error.message, queue: name }, "queue connection"));
  worker.on("failed", (job, error) => log("worker").warn({ error: error.message, job: job?.name }, "job failed"));
  return worker;
}

function startHealthPage(port: number): Server {
  const server = createServer((_request, response) => {
    withoutTenant((tx) => tx.execute(sql`select 1`)).then(
      () => response.writeHead(200, { "content-type": "application/json" }).end('{"status":"ok"}'),
      () => response.writeHead(503, { "content-type": "application/json" }).end('{"status":"database unreachable"}'),
    );
  });
  return server.listen(port);
}

function main(): void {
  const wanted = env()
    .WORKER_QUEUES.split(",")
    .map((name) => name.trim());
  const names = QUEUES.filter((name) => wanted.includes(name));
  const workers = names.map(startWorker);
  const sweeper = setInterval(() => {
    sweep().catch((error: unknown) => log("worker").warn({ error }, "sweep"));
  }, SWEEP_EVERY_MS);
  const health = env().WORKER_PORT > 0 ? startHealthPage(env().WORKER_PORT) : null;
  log("worker").info({ queues: names }, "worker ready");

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    clearInterval(sweeper);
    health?.close();
    // what is unfinished after ten seconds is left to its lease
    setTimeout(() => process.exit(0), 10_000).unref();
    await Promise.all(workers.map((worker) => worker.close()));
    await stopReader();
    await closeQueues();
    await closeDatabase();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main();
