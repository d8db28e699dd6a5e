/**
 * `npm run bench ingest [rows]`: a generated file through the real upload, a real worker and its ledger, beside COPY of
 * the rows that it stored. scripts/bench.mjs brings the Postgres (durable settings); the last line is JSON.
 */
import { createReadStream } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Import, ImportPreview } from "@/lib/contracts/imports";
import { buildIfNeeded, nextProgram } from "../scripts/lib/prepare.mjs";
import { copyAgain } from "./ingest/copy";
import { type Generated, generateFile } from "./ingest/generate";
import { startProgram, waitFor } from "./ingest/programs";

const SEED = 42;
const rowCount = Number(process.argv[2] ?? 1_000_000);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const perSecond = (rows: number, ms: number): number => Math.round((rows / ms) * 1_000);
const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}

interface Client {
  base: string;
  headers: Record<string, string>;
}

/** Sends the file as the body of one request, as a browser does. */
async function sendFile(client: Client, path: string, file: Generated): Promise<Import> {
  const upload = request(`${client.base}/imports`, {
    method: "POST",
    headers: {
      ...client.headers,
      "content-type": "text/csv",
      "content-length": String(file.byteCount),
      "x-file-name": "generated.csv",
    },
  });
  const answered = new Promise<string>((resolve, reject) => {
    upload.once("error", reject);
    upload.once("response", async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve(text);
    });
  });
  await pipeline(createReadStream(path), upload);
  return Import.parse(JSON.parse(await answered));
}

async function ask(client: Client, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${client.base}${path}`, {
    headers: { ...client.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  const reply: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(reply));
  return reply;
}

/** Starts the import as its preview proposes and waits for its end. Returns it and how long the run took. */
async function doImport(client: Client, id: string): Promise<{ done: Import; runMs: number }> {
  const { mapping } = ImportPreview.parse(await ask(client, `/imports/${id}/preview`));
  const startedAt = performance.now();
  await ask(client, `/imports/${id}/start`, { mapping });
  for (;;) {
    const one = Import.parse(await ask(client, `/imports/${id}`));
    if (one.state === "done") return { done: one, runMs: performance.now() - startedAt };
    if (one.state === "failed" || one.state === "cancelled") throw new Error(`${one.errorCode}: ${one.errorMessage}`);
    await sleep(1_000);
  }
}

function checkLedger(done: Import, file: Generated): void {
  const sum = done.storedCount + done.updatedCount + done.duplicateCount + done.rejectedCount;
  if (done.readCount !== sum || done.readCount !== file.rowCount) throw new Error("The ledger does not add up.");
  if (done.sha256 !== file.sha256 || done.byteCount !== file.byteCount)
    throw new Error("The file did not arrive whole.");
}

async function main(): Promise<void> {
  const { DATA_DIR: dir = "", DATABASE_OWNER_URL: ownerUrl = "" } = process.env;
  if (dir === "" || ownerUrl === "") throw new Error("Run it with npm run bench ingest, which brings the database.");
  const [webPort, workerPort] = [await freePort(), await freePort()];
  process.env.NEXTAUTH_URL = `http://127.0.0.1:${webPort}`;
  await buildIfNeeded(process.env);
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const web = startProgram("web", [nextProgram, "start", "--port", String(webPort), "--hostname", "127.0.0.1"], env);
  const worker = startProgram("worker", ["--import", "tsx", "workers/main.ts"], {
    ...env,
    WORKER_QUEUES: "io",
    WORKER_PORT: String(workerPort),
  });
  try {
    await waitFor(`http://127.0.0.1:${webPort}/api/health`, 60_000);
    await waitFor(`http://127.0.0.1:${workerPort}/`, 60_000);
    const path = join(dir, "generated.csv");
    const file = await generateFile(path, rowCount, SEED, Date.now());
    say(`${file.rowCount} rows, ${megabytes(file.byteCount)} MB, seed ${SEED}`);
    const { createSessionCookie, createTenant } = await import("@/drizzle/factories");
    const tenant = await createTenant({ name: "Bench" });
    const origin = `http://127.0.0.1:${webPort}`;
    const client: Client = {
      base: `${origin}/api/w/${tenant.workspaceId}/p/${tenant.projectId}`,
      headers: { origin, cookie: (await createSessionCookie(tenant.owner)).header },
    };
    const sentAt = performance.now();
    const sent = await sendFile(client, path, file);
    const uploadMs = performance.now() - sentAt;
    say(`upload ${(uploadMs / 1_000).toFixed(1)} s (${megabytes((file.byteCount / uploadMs) * 1_000)} MB/s)`);
    const { done, runMs } = await doImport(client, sent.id);
    checkLedger(done, file);
    say(
      `import ${(runMs / 1_000).toFixed(1)} s, ${perSecond(rowCount, runMs)} rows/s: read ${done.readCount} = stored ${done.storedCount} + updated ${done.updatedCount} + duplicate ${done.duplicateCount} + rejected ${done.rejectedCount}`,
    );
    await Promise.all([web.stop(), worker.stop()]);
    const copy = await copyAgain(ownerUrl, dir);
    const allMs = Object.values(copy.ms).reduce((sum, ms) => sum + ms, 0);
    const copyPosts = perSecond(copy.rows.posts, copy.ms.posts);
    const copyAll = perSecond(copy.rows.posts, allMs);
    say(`COPY into posts ${copyPosts} rows/s; into authors, posts, post_texts and post_topics ${copyAll} rows/s`);
    const rate = perSecond(rowCount, runMs);
    const figures = {
      rows: rowCount,
      importRowsPerSecond: rate,
      copyRowsPerSecond: copyAll,
      ratio: Number((rate / copyAll).toFixed(3)),
      copyPostsTableRowsPerSecond: copyPosts,
      ratioPostsTable: Number((rate / copyPosts).toFixed(3)),
      withUploadRowsPerSecond: perSecond(rowCount, runMs + uploadMs),
      webPeakMegabytes: megabytes(web.peakBytes()),
      workerPeakMegabytes: megabytes(worker.peakBytes()),
    };
    say(
      `ratio ${figures.ratio} of COPY into the four tables the import fills, ${figures.ratioPostsTable} of COPY into posts alone (goal 0.25); peak memory web ${figures.webPeakMegabytes} MB, worker ${figures.workerPeakMegabytes} MB (goal 400)`,
    );
    say(JSON.stringify({ name: "ingest", figures }));
  } finally {
    await Promise.all([web.stop(), worker.stop()]);
    const { closeDatabase } = await import("@/drizzle/client");
    await closeDatabase();
  }
}

await main();
