/** The stages in front of the reader, measured on one core over the same stream. */
import { DEFAULTS as BATCHING } from "../../workers/inference/batching";
import { ReaderPool } from "../../workers/inference/pool";
import { READER_DIR } from "../../workers/inference/reader-model";
import { ClassifyWorker } from "./arms";
import { openSecondStage, readStream, type StreamReading } from "./second-stage";
import { DEFAULTS, repeatedShare, replay } from "./stream";
import { readTweets } from "./texts";
import { MAX_LOSS } from "./threshold";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The whole stream through the database by a real worker with one reader process, which reads equal texts once. */
async function measureProduct(
  stream: string[],
  rounds: number,
  figures: Record<string, number>,
  say: (line: string) => void,
): Promise<void> {
  const worker = new ClassifyWorker(1);
  await worker.run(stream.slice(0, 256));
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await worker.run(stream));
  await worker.stop();
  const rate = (stream.length / median(times)) * 1_000;
  figures.streamProductPostsPerSecond = Number(rate.toPrecision(4));
  say(`1 x database to labels, the same stream: ${rate.toFixed(0)} posts/s`);
}

/** Posts per second of the whole stream: by the reader alone, with known texts skipped, and with the linear model before it. */
export async function measureStream(
  dir: string,
  posts: number,
  rounds: number,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const texts = readTweets(dir, posts * DEFAULTS.textsPerPost);
  const stream = replay(texts, posts);
  const tokenBudget = BATCHING.cpuTokenBudget;
  const pool = new ReaderPool({ modelDir: READER_DIR, processes: 1, device: "cpu", tokenBudget });
  const stage = await openSecondStage(dir, pool);
  const figures: Record<string, number> = { repeatedShare: repeatedShare(stream) };
  say(
    `stream of ${posts} posts drawn from ${texts.length} tweets, 1 / rank^${DEFAULTS.exponent}: ${percent(repeatedShare(stream))} repeated`,
  );
  const arms = {
    streamReader: { isCached: false, stage: null },
    streamCache: { isCached: true, stage: null },
    ...(stage ? { streamBoth: { isCached: true, stage } } : {}),
  };
  const found: Record<string, StreamReading[]> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [arm, options] of Object.entries(arms))
      found[arm] = [...(found[arm] ?? []), await readStream(stream, pool, options)];
  await pool.close();
  await measureProduct(stream, rounds, figures, say);
  for (const [arm, readings] of Object.entries(found)) {
    const rate = (posts / median(readings.map(({ ms }) => ms))) * 1_000;
    const last = readings.at(-1);
    if (!last) continue;
    figures[`${arm}PostsPerSecond`] = Number(rate.toPrecision(4));
    say(
      `1 x ${arm}: ${rate.toFixed(0)} posts/s; known ${percent(last.repeated / posts)}, linear ${percent(last.sure / posts)}, reader ${percent(last.read / posts)}`,
    );
  }
  if (!stage) return figures;
  const { threshold, validation, test } = stage;
  say(
    `linear model from ${threshold} on: lost on validation ${(100 * validation.lost).toFixed(2)} points of macro recall, with 95 % confidence at most ${(100 * validation.atMost).toFixed(2)} (${percent(validation.sure)} of rows), on test ${(100 * test.lost).toFixed(2)} (${percent(test.sure)}), at most ${100 * MAX_LOSS} ${test.lost <= MAX_LOSS ? "reached" : "MISSED"}`,
  );
  return { ...figures, linearThreshold: threshold, linearLost: test.lost, linearSure: test.sure };
}
