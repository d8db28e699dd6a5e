/**
 * `npm run bench classify [-- --data DIR --posts N --rounds N]`: posts per second from unread rows to committed labels,
 * beside the bare session fed with perfect batches and beside batches of 32 in order of arrival, with one and with two
 * processes. The arms take turns; medians are printed. Needs DATABASE_URL of an empty, migrated database; last line: JSON.
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/drizzle/client";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { closeQueues } from "@/lib/jobs/queue";
import { DEFAULTS as BATCHING, countSlots, planBatches } from "../workers/inference/batching";
import { loadReaderConfig, loadReaderTokenizer, READER_DIR } from "../workers/inference/reader-model";
import { BareSessions, ClassifyWorker } from "./classify/arms";
import { measurePeak } from "./classify/peak";
import { readTweets } from "./classify/texts";

const LAYERS = 6;
const WIDTH = 384;
const WEIGHTS = 10.62e6;
const ARRIVAL_BATCH = 32;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");

interface Work {
  texts: string[];
  rows: Int32Array[];
  tokenCount: number;
  /** Multiply-adds x 2 of all real tokens: weights, and attention over the post's own length. */
  operations: number;
  perfect: number[][];
  arrival: number[][];
}

function prepare(texts: string[]): Work {
  const config = loadReaderConfig();
  const tokenizer = loadReaderTokenizer(READER_DIR, config);
  const rows = texts.map((text) => tokenizer.encode(normalisePostText(text)));
  const lengths = rows.map((row) => row.length);
  const inTurn = Array.from({ length: Math.ceil(rows.length / ARRIVAL_BATCH) }, (_, turn) =>
    [...rows.keys()].slice(turn * ARRIVAL_BATCH, (turn + 1) * ARRIVAL_BATCH),
  );
  const operations = lengths.reduce((sum, length) => sum + length * (2 * WEIGHTS + 4 * length * WIDTH * LAYERS), 0);
  const tokenCount = lengths.reduce((sum, length) => sum + length, 0);
  const perfect = planBatches(lengths, BATCHING.cpuTokenBudget);
  const padding = (batches: number[][]): string => {
    const slots = batches.reduce((sum, batch) => sum + countSlots(batch, lengths), 0);
    return `${(100 * (1 - tokenCount / slots)).toFixed(1)} % padding`;
  };
  const sorted = [...lengths].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  say(
    `model ${config.modelVersion}; ${texts.length} tweets; tokens mean ${(tokenCount / texts.length).toFixed(1)}, p10 ${at(0.1)}, p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)}`,
  );
  say(`perfect batches: ${padding(perfect)}; arrival 32: ${padding(inTurn)}`);
  return { texts, rows, tokenCount, operations, perfect, arrival: inTurn };
}

type Arm = "endToEnd" | "bare" | "arrival32";
const NAMES: Record<Arm, string> = {
  endToEnd: "database to labels",
  bare: "bare session, perfect batches",
  arrival32: "bare session, arrival 32",
};

/** Median posts per second of each arm, with `processes` compute threads. */
async function measure(work: Work, processes: number, rounds: number): Promise<Record<Arm, number>> {
  const bare = new BareSessions(processes);
  const worker = new ClassifyWorker(processes);
  const warmUp = work.texts.slice(0, 256);
  await worker.run(warmUp);
  await bare.run(work.rows, work.perfect.slice(0, 8));
  const times: Record<Arm, number[]> = { endToEnd: [], bare: [], arrival32: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.endToEnd.push(await worker.run(work.texts));
    times.bare.push(await bare.run(work.rows, work.perfect));
    times.arrival32.push(await bare.run(work.rows, work.arrival));
    say(`  round ${round + 1}, load ${load()}`);
  }
  bare.stop();
  await worker.stop();
  const rate = (arm: Arm): number => (work.texts.length / median(times[arm])) * 1_000;
  return { endToEnd: rate("endToEnd"), bare: rate("bare"), arrival32: rate("arrival32") };
}

function report(work: Work, processes: number, rates: Record<Arm, number>, peak: number): void {
  for (const arm of ["endToEnd", "bare", "arrival32"] as const) {
    const perPost = 1 / work.texts.length;
    const tokens = rates[arm] * work.tokenCount * perPost;
    const gigaOps = (rates[arm] * work.operations * perPost) / 1e9;
    const share = (100 * gigaOps) / (peak * processes);
    say(
      `${processes} x ${NAMES[arm]}: ${rates[arm].toFixed(0)} posts/s, ${tokens.toFixed(0)} tokens/s, ${gigaOps.toFixed(0)} GOP/s, ${share.toFixed(0)} % of the int8 peak`,
    );
  }
  say(
    `${processes} x ratios: ${(rates.endToEnd / rates.bare).toFixed(2)} of the bare session, ${(rates.endToEnd / rates.arrival32).toFixed(2)} x arrival 32`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: "../shared/data" },
      posts: { type: "string", default: "4096" },
      rounds: { type: "string", default: "3" },
    },
  });
  const work = prepare(readTweets(values.data, Number(values.posts)));
  say(`load ${load()}`);
  const figures: Record<string, number> = {};
  for (const processes of [1, 2]) {
    const before = await measurePeak();
    const rates = await measure(work, processes, Number(values.rounds));
    const after = await measurePeak();
    const peak = (before + after) / 2;
    say(`int8 peak of one core: ${before.toFixed(0)} GOP/s before, ${after.toFixed(0)} after`);
    report(work, processes, rates, peak);
    const note = (name: string, value: number): void => {
      figures[`${name}${processes}`] = Number(value.toPrecision(4));
    };
    note("postsPerSecond", rates.endToEnd);
    note("barePostsPerSecond", rates.bare);
    note("arrival32PostsPerSecond", rates.arrival32);
    note("ofBare", rates.endToEnd / rates.bare);
    note("timesArrival32", rates.endToEnd / rates.arrival32);
    note("peakGigaOps", peak);
    note("bareShareOfPeak", (rates.bare * work.operations) / work.texts.length / 1e9 / (peak * processes));
  }
  say(`load ${load()}`);
  await closeQueues();
  await closeDatabase();
  say(JSON.stringify({ name: "classify", figures }));
}

await main();
