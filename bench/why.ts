/**
 * `npm run bench why`: how long explaining a post takes on one core: the terms, and every word masked once. Made-up post of
 * 36 tokens. The last line is JSON; milliseconds.
 */
import { loadavg } from "node:os";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { DEFAULTS as BATCHING } from "../workers/inference/batching";
import { explainText } from "../workers/inference/explain-text";
import { loadReaderConfig, loadReaderTokenizer, READER_DIR } from "../workers/inference/reader-model";
import { openReaderSession } from "../workers/inference/reader-session";

const GOAL_MS = 120;
const ROUNDS = 100;
const WARM_UP = 5;
const TEXT =
  "I ordered the new phone last week and it arrived broken, the support line kept me waiting for an hour and then nobody could tell me when I get my money back!";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

async function main(): Promise<void> {
  const config = loadReaderConfig();
  const tokenizer = loadReaderTokenizer(READER_DIR, config);
  const session = await openReaderSession(READER_DIR, "cpu", config);
  const explainer = { config, session, tokenizer, tokenBudget: BATCHING.cpuTokenBudget };
  const row = tokenizer.encode(normalisePostText(TEXT));
  const times: number[] = [];
  const plain: number[] = [];
  let words = 0;
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    const beforeMs = performance.now();
    await session.run([row], [0]);
    const middleMs = performance.now();
    words = (await explainText(explainer, TEXT, "sentiment")).explanation.words.length;
    if (round < WARM_UP) continue;
    plain.push(middleMs - beforeMs);
    times.push(performance.now() - middleMs);
  }
  for (const list of [times, plain]) list.sort((a, b) => a - b);
  const figures = {
    tokens: row.length,
    words,
    p50Ms: at(times, 0.5),
    p95Ms: at(times, 0.95),
    onePassMs: at(plain, 0.5),
  };
  say(`model ${config.modelVersion}, ${row.length} tokens, ${words} words, load ${loadavg()[0]?.toFixed(2)}`);
  say(
    `explained in ${figures.p50Ms.toFixed(1)} ms (p95 ${figures.p95Ms.toFixed(1)}), goal under ${GOAL_MS} ms; one pass ${figures.onePassMs.toFixed(1)} ms`,
  );
  say(JSON.stringify({ name: "why", figures }));
}

await main();
